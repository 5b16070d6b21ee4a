package dev.gatehouse.oci.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.LayoutStore;
import dev.gatehouse.oci.store.WholeImage;
import dev.gatehouse.oci.tar.TarTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutAttachmentsTest {
    private static final String TYPE = "application/vnd.example.said";
    private static final Attachment SAID = new Attachment(TYPE, "text/plain", "yes, it is fine".getBytes(StandardCharsets.UTF_8),
            Map.of("by", "alice"));

    @TempDir
    Path folder;

    private LayoutAttachments attachments = new LayoutAttachments(Path.of(""), ImageLimits.DEFAULT);

    @BeforeEach
    void write() throws IOException {
        new LayoutWriter(folder, Instant.EPOCH).layer("COPY a", new TarTree().text("a", "text", TarTree.FILE)).finish("1",
                ContainerSettings.on(Platform.host()), Map.of());
        attachments = new LayoutAttachments(folder, ImageLimits.DEFAULT);
    }

    private Descriptor image() throws IOException {
        try (var store = new LayoutStore(folder, null, ImageLimits.DEFAULT, null)) {
            WholeImage.verify(store);
            return Objects.requireNonNull(store.image().manifest());
        }
    }

    private Path blob(Digest digest) {
        return folder.resolve("blobs/sha256").resolve(digest.hex());
    }

    @Test
    void whatIsAttachedIsReadBackAndTheImageStaysTheOnlyOne() throws IOException {
        Descriptor image = image();
        Digest digest = attachments.attach(image, SAID);
        assertThat(attachments.attach(image, SAID)).isEqualTo(digest);
        assertThat(image()).extracting(Descriptor::digest).isEqualTo(image.digest());
        assertThat(attachments.of(image.digest(), Set.of(TYPE))).singleElement().satisfies(found -> {
            assertThat(found.digest()).isEqualTo(digest);
            assertThat(found.attachment().content()).isEqualTo(SAID.content());
            assertThat(found.attachment().annotations()).containsEntry("by", "alice");
        });
        assertThat(attachments.of(image.digest(), Set.of("application/vnd.example.other"))).isEmpty();
        assertThat(attachments.of(digest, Set.of(TYPE))).as("about another").isEmpty();
        assertThat(Files.readString(folder.resolve("index.json"))).as("so that cosign finds the image")
                .contains("dev.cosignproject.cosign/image");
    }

    @Test
    void changedBytesAreNotReturned() throws IOException {
        Descriptor image = image();
        Digest digest = attachments.attach(image, SAID);
        for (Path file : new Path[]{blob(digest), blob(Digest.sha256(SAID.content()))}) {
            byte[] bytes = Files.readAllBytes(file);
            byte[] changed = bytes.clone();
            changed[changed.length / 2] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> attachments.of(image.digest(), Set.of(TYPE))).isInstanceOfSatisfying(OciException.class,
                    e -> assertThat(e.kind()).isEqualTo(OciException.Kind.MISMATCH));
            Files.write(file, bytes);
        }
        assertThat(attachments.of(image.digest(), Set.of(TYPE))).hasSize(1);
    }

    @Test
    void aFolderThatIsNoLayoutIsNamed() {
        var nowhere = new LayoutAttachments(folder.resolve("absent"), ImageLimits.DEFAULT);
        assertThatThrownBy(() -> nowhere.of(Digest.sha256(new byte[0]), Set.of(TYPE))).hasMessageContaining("no index.json");
    }
}
