package dev.gatehouse.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.tar.TarTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images as a user scans them.
class ImageScanTest {
    /// Assembled, so that this file holds no token.
    private static final String SECRET = "kWcrlUX5JEDGM/Ltm" + "EENI/aVmYvHNif5zB+d9+ct";
    private static final String KEY_ID = "AKIA" + "Q3EGRIBJ4TZL5V2N";

    @TempDir
    Path folder;

    @TempDir
    Path caches;

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("XDG_CACHE_HOME", caches.toString()), arguments);
    }

    private Path image() throws IOException {
        Path layout = folder.resolve("image");
        String credentials = "aws_access_key_id = " + KEY_ID + "\naws_secret_access_key = " + SECRET + "\n";
        new LayoutWriter(layout, Instant.EPOCH)
                .layer("/bin/sh -c #(nop) COPY . /app", new TarTree().text("app/credentials", credentials, TarTree.FILE))
                .layer("/bin/sh -c aws_access_key_id=" + KEY_ID + " aws_secret_access_key=" + SECRET
                        + " fetch && apt-get update",
                        new TarTree().text("app/.wh.credentials", "", TarTree.FILE).text("usr/local/bin/tool", "#!", 04755))
                .finish("1", ContainerSettings.on(Platform.host())
                        .environment(List.of("AWS_ACCESS_KEY_ID=" + KEY_ID, "AWS_SECRET_ACCESS_KEY=" + SECRET)), Map.of());
        return layout;
    }

    private static List<Path> layers(Path layout) throws IOException {
        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            return blobs.filter(ImageScanTest::isGzip).sorted(Comparator.comparing(each -> each.toFile().length())).toList();
        }
    }

    private static boolean isGzip(Path file) {
        try {
            return Files.readAllBytes(file)[0] == 0x1f;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void secretsInDeletedFilesEnvironmentAndHistoryAreFoundWithTheirLayerAndNeverShown() throws IOException {
        Path layout = image();
        Path json = folder.resolve("out.json");
        Path sarif = folder.resolve("out.sarif");
        Path html = folder.resolve("out.html");
        var said = run("scan", "oci:" + layout, "--report", "json=" + json, "--report", "sarif=" + sarif, "--report",
                "html=" + html);
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        String report = Files.readString(json);
        assertThat(report).contains("app/credentials", "image-configuration.json", "COPY . /app", "image-root-user",
                "image-setuid-file", "image-update-alone", "fetch && apt-get update");
        assertThat(said.out()).contains("brought by layer 0").contains("a later layer changes or removes it");
        assertThat(Files.readString(sarif)).contains("COPY . /app", "\"layer\"");
        assertThat(Files.readString(html)).contains("brought by layer 0");
        for (String text : List.of(report, said.out(), Files.readString(sarif), Files.readString(html))) {
            assertThat(text).doesNotContain(SECRET);
        }
    }

    @Test
    void theSecondScanSaysTheSameFromTheCache() throws IOException {
        Path layout = image();
        String first = run("scan", "oci:" + layout + ":1", "--format", "csv").out();
        // The layers need not be there any more.
        for (Path layer : layers(layout)) {
            Files.delete(layer);
        }
        assertThat(run("scan", "oci:" + layout + ":1", "--format", "csv").out()).isEqualTo(first).contains("app/credentials");
        assertThat(run("scan", "oci:" + layout, "--no-cache").code()).isEqualTo(3);
    }

    @Test
    void aDamagedLayerIsUnproven() throws IOException {
        Path layout = image();
        Path layer = layers(layout).getLast();
        Files.write(layer, Arrays.copyOf(Files.readAllBytes(layer), 60));
        var said = run("scan", "oci:" + layout);
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.out()).contains("layer");
    }

    @Test
    void mistakesAreToldInOneLine() throws IOException {
        for (String[] arguments : new String[][]{{"scan", "oci:" + folder.resolve("absent")}, {"scan", "archive:" + folder},
            {"scan", "registry:Not A Name"}, {"scan", "oci:" + folder}, {"scan", "oci:" + folder, "."},
            {"scan", "--platform", "linux/arm64", "."}, {"scan", "--history", "oci:" + folder},
            {"scan", "--platform", "a/b/c/d", "oci:" + folder}, {"scan", "--registry-mirror", "x", "registry:a"},
            {"scan", "--registry-ca", "absent.pem", "registry:a"}}) {
            var said = run(arguments);
            assertThat(said.code()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(said.err().lines()).as(String.join(" ", arguments)).hasSize(1);
        }
    }

    @Test
    void aWordWithoutAPrefixIsAPath() throws IOException {
        var said = run("scan", image().toString());
        assertThat(said.code()).isZero();
        assertThat(said.out()).doesNotContain("image-root-user");
    }
}
