package dev.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLayoutTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void everyBlobIsNamedByItsContentAndTheManifestIsRepeatable() throws IOException {
        String first = write(folder.resolve("first"));
        String second = write(folder.resolve("second"));
        assertThat(first).isEqualTo(second).startsWith("sha256:");

        Path blobs = folder.resolve("first/blobs/sha256");
        try (Stream<Path> files = Files.list(blobs)) {
            for (Path blob : files.toList()) {
                assertThat(Checksums.of(blob)).isEqualTo(blob.getFileName().toString());
            }
        }
        assertThat(Files.readString(folder.resolve("first/index.json"))).contains("\"digest\":\"" + first + "\"");
        String manifest = Files.readString(blobs.resolve(first.substring("sha256:".length())));
        assertThat(manifest).contains("\"schemaVersion\":2", "\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\"");
    }

    private static String write(Path directory) throws IOException {
        var image = new ImageLayout(directory, TIME);
        image.layer("one file", new TarTree().text("etc/passwd", "root", TarTree.FILE));
        return image.finish("1.0",
                new ImageLayout.Start("amd64", "1:1", "/work", List.of("/bin/x"), List.of("A=b"), Map.of("l", "m")));
    }
}
