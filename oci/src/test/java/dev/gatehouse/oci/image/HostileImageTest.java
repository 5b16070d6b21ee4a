package dev.gatehouse.oci.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.Tar;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.LayoutStore;
import dev.gatehouse.source.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One bad layer is one diagnostic, and the rest goes on.
class HostileImageTest {
    @TempDir
    Path folder;

    private LayoutWriter writer;

    @BeforeEach
    void begin() throws IOException {
        writer = new LayoutWriter(folder, Instant.EPOCH);
    }

    private LayoutStore finished() throws IOException {
        writer.finish("1", ContainerSettings.on(Platform.host()), Map.of());
        return new LayoutStore(folder, null, ImageLimits.DEFAULT, null);
    }

    private Path largestBlob() throws IOException {
        try (Stream<Path> blobs = Files.list(folder.resolve("blobs/sha256"))) {
            return blobs.max(java.util.Comparator.comparing(blob -> blob.toFile().length())).orElseThrow();
        }
    }

    private static String noise(int length) {
        var text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(Digest.sha256(new byte[]{(byte) i, (byte) (i >> 8)}).hex());
        }
        return text.toString();
    }

    @Test
    void aTruncatedLayerIsAGapAndTheOthersAreRead() throws Exception {
        writer.layer("1", new Tar().file("first", "1").file("big", noise(100_000)).stream()).layer("2",
                new Tar().file("other", "2").stream());
        LayoutStore store = finished();
        Path blob = largestBlob();
        Files.write(blob, Arrays.copyOf(Files.readAllBytes(blob), 20_000));
        var walked = Walked.over(store);
        assertThat(walked.places()).containsKeys("1", "2");
        assertThat(walked.diagnostics).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(diagnostic.where()).startsWith("layer 0");
        });
    }

    @Test
    void aChangedLayerIsAMismatch() throws Exception {
        writer.layer("1", new Tar().file("a", "original").stream());
        LayoutStore store = finished();
        Path blob = folder.resolve("blobs/sha256").resolve(store.image().layers().getFirst().digest().hex());
        byte[] bytes = Files.readAllBytes(blob);
        // The header's byte that names the system: the content stays readable.
        bytes[9] ^= 1;
        Files.write(blob, bytes);
        assertThat(Walked.over(store).codes()).containsExactly("layer-mismatch");
    }

    @Test
    void aMissingLayerIsAGap() throws Exception {
        writer.layer("1", new Tar().file("a", "1").stream()).layer("2", new Tar().file("b", noise(10_000)).stream());
        LayoutStore store = finished();
        store.image();
        Files.delete(largestBlob());
        var walked = Walked.over(store);
        assertThat(walked.codes()).containsExactly("layer-unreadable");
        assertThat(walked.places()).containsKey("1");
    }

    @Test
    void whatIsNoTarIsAGap() throws Exception {
        writer.layer("1", new ByteArrayInputStream(
                "this is a text that goes on for a while\n".repeat(50).getBytes(StandardCharsets.UTF_8)));
        assertThat(Walked.over(finished()).codes()).containsExactly("layer-unreadable");
    }

    @Test
    void aBombIsALimit() throws Exception {
        InputStream zeros = new InputStream() {
            private long left = 600L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] array, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                Arrays.fill(array, offset, offset + count, (byte) 0);
                left -= count;
                return count;
            }
        };
        writer.layer("1", zeros);
        var limits = ImageLimits.DEFAULT.withImageBytes(64 << 20);
        assertThat(Walked.over(finished(), limits, Limits.DEFAULT, 2).codes()).containsExactly("layer-limit");
        // Within the bytes that an image may have the ratio ends it.
        assertThat(Walked.over(finished()).codes()).containsExactly("layer-limit");
    }

    @Test
    void tooManyEntriesAreALimit() throws Exception {
        Tar tar = new Tar();
        for (int i = 0; i < 200; i++) {
            tar.file("f" + i, "x" + i);
        }
        writer.layer("1", tar.stream());
        assertThat(Walked.over(finished(), ImageLimits.DEFAULT.withEntries(100), Limits.DEFAULT, 2).codes())
                .containsExactly("layer-limit");
    }

    @Test
    void aFileBeyondTheLimitIsToldIfItIsText() throws Exception {
        writer.layer("1",
                new Tar().file("large.txt", "text ".repeat(1000)).file("large.bin", new byte[5000]).file("small", "s").stream());
        var walked = Walked.over(finished(), ImageLimits.DEFAULT, Limits.DEFAULT.withFileSize(1000), 2);
        assertThat(walked.codes()).containsExactly("file-too-large");
        assertThat(walked.places()).containsOnlyKeys("s");
    }

    @Test
    void namesLongerThanAnyPathAreAGapAndDeepOnesEndTheTree() throws Exception {
        writer.layer("1", new Tar().file("n".repeat(5000), "long").file("a", "1").stream());
        var walked = Walked.over(finished());
        assertThat(walked.codes()).containsExactly("layer-limit");
        assertThat(walked.places()).containsKey("1");
    }

    @Test
    void linksThatLeadDeeperAndDeeperEnd() throws Exception {
        String deep = "d/".repeat(1000);
        writer.layer("1", new Tar().directory(deep + "x").symbolicLink("s", deep).stream());
        writer.layer("2", new Tar().symbolicLink("t", "s/" + deep).file("t/" + deep + "file", "1").file("other", "2").stream());
        var walked = Walked.over(finished());
        assertThat(walked.codes()).containsExactly("image-limit");
        assertThat(walked.contents.values()).contains("1", "2");
    }

    @Test
    void aMediaTypeThatSaysEncryptedIsAGap() throws Exception {
        writer.layer("1", new Tar().file("a", "1").stream());
        finished();
        rewriteManifest("tar+gzip", "tar+gzip+encrypted");
        assertThat(Walked.over(new LayoutStore(folder, null, ImageLimits.DEFAULT, null)).codes())
                .containsExactly("layer-encrypted");
    }

    @Test
    void aManifestThatLiesAboutASizeIsAGapForThatLayer() throws Exception {
        writer.layer("1", new Tar().file("a", "1").stream());
        LayoutStore store = finished();
        long size = store.image().layers().getFirst().size();
        rewriteManifest("\"size\":" + size + "}]", "\"size\":" + (size - 1) + "}]");
        assertThat(Walked.over(new LayoutStore(folder, null, ImageLimits.DEFAULT, null)).codes())
                .containsExactly("layer-mismatch");
    }

    @Test
    void aManifestThatIsNotWhatTheIndexNamesEndsTheScan() throws Exception {
        writer.layer("1", new Tar().file("a", "1").stream());
        LayoutStore store = finished();
        Path manifest = folder.resolve("blobs/sha256").resolve(Objects.requireNonNull(store.image().manifest()).digest().hex());
        Files.writeString(manifest, Files.readString(manifest).replace("\"schemaVersion\":2", "\"schemaVersion\":1"));
        assertThatThrownBy(() -> Walked.over(new LayoutStore(folder, null, ImageLimits.DEFAULT, null)))
                .isInstanceOfSatisfying(OciException.class, e -> assertThat(e.kind()).isEqualTo(OciException.Kind.MISMATCH));
    }

    /// Changes the manifest and everything that names it.
    private void rewriteManifest(String from, String to) throws IOException {
        var store = new LayoutStore(folder, null, ImageLimits.DEFAULT, null);
        var before = Objects.requireNonNull(store.image().manifest());
        Path blobs = folder.resolve("blobs/sha256");
        String manifest = Files.readString(blobs.resolve(before.digest().hex()));
        String changed = manifest.replace(from, to);
        assertThat(changed).isNotEqualTo(manifest);
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        Files.write(blobs.resolve(Digest.sha256(bytes).hex()), bytes);
        Path index = folder.resolve("index.json");
        Files.writeString(index, Files.readString(index).replace(before.digest().hex(), Digest.sha256(bytes).hex())
                .replace("\"size\":" + before.size(), "\"size\":" + bytes.length));
    }

    @Test
    void indexesThatNeverEndAreRefused() throws Exception {
        writer.layer("1", new Tar().file("a", "1").stream());
        finished();
        Path blobs = folder.resolve("blobs/sha256");
        String inner = Files.readString(folder.resolve("index.json")).replaceAll(",\"annotations\":\\{[^}]*}", "");
        for (int i = 0; i < 6; i++) {
            byte[] bytes = inner.getBytes(StandardCharsets.UTF_8);
            Digest digest = Digest.sha256(bytes);
            Files.write(blobs.resolve(digest.hex()), bytes);
            inner = "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"digest\":\""
                    + digest
                    + "\",\"size\":" + bytes.length + "}]}";
        }
        Files.writeString(folder.resolve("index.json"), inner);
        assertThatThrownBy(() -> Walked.over(new LayoutStore(folder, null, ImageLimits.DEFAULT, null)))
                .isInstanceOfSatisfying(OciException.class, e -> assertThat(e.kind()).isEqualTo(OciException.Kind.LIMIT));
    }

    @Test
    void whatIsNoLayoutSaysWhatIsMissing() {
        for (List<String> each : List.of(List.of("", "oci-layout"))) {
            assertThatThrownBy(() -> new LayoutStore(folder.resolve("absent"), null, ImageLimits.DEFAULT, null).image())
                    .isInstanceOf(OciException.class).hasMessageContaining(each.getLast());
        }
    }
}
