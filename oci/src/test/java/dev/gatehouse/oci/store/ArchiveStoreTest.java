package dev.gatehouse.oci.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.Tar;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.Gzip;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStoreTest {
    @TempDir
    Path folder;

    /// What `docker save` writes, the layers before the manifest and one of them a link to another.
    private static byte[] saved(String tag) {
        byte[] first = new Tar().file("a", "1").bytes();
        byte[] second = new Tar().file("b", "x".repeat(100_000)).bytes();
        String configuration = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + Digest.sha256(first) + "\",\"" + Digest.sha256(second) + "\",\"" + Digest.sha256(first)
                + "\"]},\"history\":[{\"created_by\":\"a\"},{\"created_by\":\"b\"},{\"created_by\":\"c\"}]}";
        String id = Digest.sha256(configuration.getBytes(StandardCharsets.UTF_8)).hex();
        return new Tar().directory("one").file("one/layer.tar", first).file("two/layer.tar", second)
                .symbolicLink("three/layer.tar", "../one/layer.tar").file(id + ".json", configuration)
                .file("manifest.json", "[{\"Config\":\"" + id + ".json\",\"RepoTags\":[\"" + tag
                        + "\"],\"Layers\":[\"one/layer.tar\",\"two/layer.tar\",\"three/layer.tar\"]}]")
                .bytes();
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = Gzip.best(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) {
        var compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(out, compressor.compress(bytes, 0, bytes.length, out, 0, out.length));
    }

    private static List<String> read(ImageStore store) throws IOException {
        List<String> layers = new ArrayList<>();
        for (Layer layer : store.image().layers()) {
            try (InputStream in = store.open(layer)) {
                byte[] bytes = in.readAllBytes();
                assertThat(layer.digest().names(bytes)).as(layer.toString()).isTrue();
                layers.add(layer.digest() + " " + bytes.length);
            }
        }
        return layers;
    }

    @Test
    void whatDockerSavesIsReadPlainAndCompressed() throws IOException {
        byte[] plain = saved("registry.example/team/shop:1");
        Path file = Files.write(folder.resolve("image.tar"), plain);
        var store = ArchiveStore.of(file.toString(), ImageLimits.DEFAULT, null);
        List<String> expected = read(store);
        assertThat(expected).hasSize(3);
        assertThat(store.repository()).isEqualTo("team/shop");
        assertThat(store.sequential()).isFalse();
        for (byte[] compressed : List.of(gzipped(plain), zstd(plain))) {
            Path other = Files.write(folder.resolve("compressed"), compressed);
            var sequential = ArchiveStore.of(other + ":1", ImageLimits.DEFAULT, null);
            assertThat(read(sequential)).isEqualTo(expected);
            assertThat(sequential.sequential()).isTrue();
            List<Integer> order = new ArrayList<>();
            sequential.each(sequential.image().layers().subList(0, 2), (layer, in) -> {
                assertThat(layer.digest().names(in.readAllBytes())).isTrue();
                order.add(layer.index());
            });
            assertThat(order).containsExactly(0, 1);
        }
    }

    @Test
    void anOciLayoutInATarFileIsRead() throws IOException {
        Path layout = folder.resolve("layout");
        Digest digest = new LayoutWriter(layout, Instant.EPOCH).layer("COPY", new Tar().file("a", "1").stream()).finish("1",
                ContainerSettings.on(Platform.host()), Map.of());
        Tar tar = new Tar();
        try (Stream<Path> files = Files.walk(layout)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tar.file("./" + layout.relativize(file), Files.readAllBytes(file));
            }
        }
        byte[] bytes = tar.bytes();
        Path file = Files.write(folder.resolve("oci.tar"), bytes);
        for (String name : List.of(file.toString(), file + ":1", file + "@" + digest)) {
            var store = ArchiveStore.of(name, ImageLimits.DEFAULT, null);
            read(store);
            assertThat(store.image().digest()).isEqualTo(digest.toString());
        }
        read(ArchiveStore.of(Files.write(folder.resolve("oci.tar.gz"), gzipped(bytes)).toString(), ImageLimits.DEFAULT, null));
        assertThatThrownBy(() -> ArchiveStore.of(file + ":2", ImageLimits.DEFAULT, null).image()).hasMessageContaining("'2'");
    }

    @Test
    void aChangedConfigurationIsNoticed() throws IOException {
        byte[] tar = saved("a:1");
        String text = new String(tar, StandardCharsets.ISO_8859_1);
        byte[] changed = text.replace("\"architecture\":\"amd64\"", "\"architecture\":\"arm64\"").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("image.tar"), changed);
        assertThatThrownBy(() -> ArchiveStore.of(file.toString(), ImageLimits.DEFAULT, null).image())
                .isInstanceOfSatisfying(OciException.class, e -> assertThat(e.kind()).isEqualTo(OciException.Kind.MISMATCH));
    }

    @Test
    void whatIsNoImageSaysSo() throws IOException {
        for (byte[] bytes : List.of("no archive at all".getBytes(StandardCharsets.UTF_8), new Tar().file("a", "b").bytes(),
                new Tar().file("manifest.json", "{}").bytes(), new Tar().file("manifest.json", "[{\"Config\":7}]").bytes(),
                new Tar().file("manifest.json", "[]").bytes(), gzipped(new byte[0]), Arrays.copyOf(saved("a:1"), 3000),
                new Tar().symbolicLink("manifest.json", "manifest.json").bytes(), new byte[0])) {
            Path file = Files.write(folder.resolve("image.tar"), bytes);
            assertThatThrownBy(() -> ArchiveStore.of(file.toString(), ImageLimits.DEFAULT, null).image())
                    .isInstanceOf(OciException.class);
        }
    }
}
