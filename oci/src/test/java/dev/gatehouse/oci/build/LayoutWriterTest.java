package dev.gatehouse.oci.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.Tar;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.LayoutStore;
import dev.gatehouse.oci.tar.TarTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutWriterTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final Platform PLATFORM = new Platform("linux", "amd64", null);

    @TempDir
    Path folder;

    @Test
    void everyBlobIsNamedByItsContentAndTheManifestIsRepeatable() throws IOException {
        Digest first = write(folder.resolve("first"));
        Digest second = write(folder.resolve("second"));
        assertThat(first).isEqualTo(second);

        Path blobs = folder.resolve("first/blobs/sha256");
        try (Stream<Path> files = Files.list(blobs)) {
            for (Path blob : files.toList()) {
                assertThat(Digest.sha256(Files.readAllBytes(blob)).hex()).isEqualTo(blob.getFileName().toString());
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("first"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("blobs", "index.json",
                    "oci-layout");
        }
        assertThat(Files.readString(folder.resolve("first/index.json"))).contains("\"digest\":\"" + first + "\"");
        String manifest = Files.readString(blobs.resolve(first.hex()));
        assertThat(manifest).contains("\"schemaVersion\":2", "\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\"");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        write(folder);
        var image = new LayoutStore(folder, "1.0", ImageLimits.DEFAULT, PLATFORM).image();
        assertThat(image.layers()).hasSize(2);
        assertThat(image.configuration().platform()).isEqualTo(PLATFORM);
        assertThat(image.configuration().labels()).isEqualTo(Map.of("l", "m"));
        assertThat(image.configuration().history()).hasSize(3);
        assertThat(image.configuration().layerSteps(2)).extracting("createdBy").containsExactly("one file", "COPY x");
        assertThat(image.annotations()).isEqualTo(Map.of("a", "b"));
    }

    private static Digest write(Path directory) throws IOException {
        return new LayoutWriter(directory, TIME).layer("one file", new TarTree().text("etc/passwd", "root", TarTree.FILE))
                .step("USER 1").layer("COPY x", new Tar().file("x", "y").stream())
                .finish("1.0", new ContainerSettings(PLATFORM, "1:1", "/work", List.of("/bin/x"), List.of(), List.of("A=b"),
                        Map.of("l", "m"), List.of("CMD", "true")), Map.of("a", "b"));
    }
}
