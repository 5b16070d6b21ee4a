package dev.gatehouse.oci.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.build.ManifestWriter;
import dev.gatehouse.oci.reference.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ManifestReaderTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String DESCRIPTOR = "{\"mediaType\":\"m\",\"digest\":\"" + DIGEST + "\",\"size\":7}";
    private final ManifestReader reader = new ManifestReader(ImageLimits.DEFAULT);

    @Example
    void dockersManifestIsReadLikeOcis() throws OciException {
        var manifest = (ImageManifest) read("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_MANIFEST
                + "\",\"config\":{\"mediaType\":\"" + MediaTypes.DOCKER_CONFIGURATION + "\",\"digest\":\"" + DIGEST
                + "\",\"size\":1},\"layers\":[" + DESCRIPTOR + "]}");
        assertThat(manifest.isImage()).isTrue();
        assertThat(manifest.layers()).singleElement().satisfies(layer -> assertThat(layer.size()).isEqualTo(7));
    }

    @Example
    void schema1IsRefusedWithWhatToDo() {
        for (String json : List.of("{\"schemaVersion\":1,\"fsLayers\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v1+prettyjws\"}")) {
            assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(OciException.class,
                    e -> assertThat(e.kind()).isEqualTo(OciException.Kind.UNSUPPORTED)).hasMessageContaining("push the image again");
        }
    }

    @Example
    void whatCouldBeTakenForTwoThingsIsRefused() {
        for (String json : List.of("{\"schemaVersion\":2,\"manifests\":[],\"layers\":[],\"config\":" + DESCRIPTOR + "}",
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"manifests\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"layers\":[],\"config\":" + DESCRIPTOR + "}",
                "{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}")) {
            assertThatThrownBy(() -> read(json)).as(json).isInstanceOfSatisfying(OciException.class,
                    e -> assertThat(e.kind()).isEqualTo(OciException.Kind.MALFORMED));
        }
    }

    @Example
    void malformedDescriptorsAreRefused() {
        for (String descriptor : List.of("{}", "{\"digest\":\"" + DIGEST + "\"}", "{\"digest\":\"" + DIGEST + "\",\"size\":-1}",
                "{\"digest\":\"" + DIGEST + "\",\"size\":1e3}", "{\"digest\":\"sha256:../../etc/passwd\",\"size\":1}", "7",
                "{\"digest\":\"" + DIGEST + "\",\"size\":99999999999999999999}")) {
            assertThatThrownBy(() -> read("{\"schemaVersion\":2,\"manifests\":[" + descriptor + "]}")).as(descriptor)
                    .isInstanceOf(OciException.class);
        }
    }

    @Example
    void hugeDocumentsAreRefused() {
        String many = "{\"schemaVersion\":2,\"manifests\":[" + (DESCRIPTOR + ",").repeat(5000) + DESCRIPTOR + "]}";
        assertThatThrownBy(() -> read(many)).isInstanceOfSatisfying(OciException.class,
                e -> assertThat(e.kind()).isEqualTo(OciException.Kind.LIMIT));
        String deep = "{\"schemaVersion\":2,\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThatThrownBy(() -> read(deep)).isInstanceOf(OciException.class);
        assertThatThrownBy(() -> read(" ".repeat(ImageLimits.DEFAULT.documentBytes()) + "{}"))
                .isInstanceOf(OciException.class).hasMessageContaining("bytes");
    }

    @Example
    void thePlatformIsChosenAndMissingOnesAreNamed() throws OciException {
        ImageIndex index = (ImageIndex) read("{\"schemaVersion\":2,\"manifests\":[" + platform("linux", "amd64", 1) + ","
                + platform("linux", "arm64", 2) + "," + platform("unknown", "unknown", 3) + "]}");
        assertThat(index.choose(Platform.parse("arm64")).size()).isEqualTo(2);
        assertThatThrownBy(() -> index.choose(Platform.parse("linux/s390x"))).hasMessageContaining("linux/amd64, linux/arm64");
        ImageIndex single = (ImageIndex) read("{\"schemaVersion\":2,\"manifests\":[" + platform("plan9", "mips", 1) + ","
                + platform("unknown", "unknown", 3) + "]}");
        assertThat(single.choose(null).size()).isEqualTo(1);
        assertThatThrownBy(() -> single.choose(Platform.parse("amd64"))).isInstanceOf(OciException.class);
    }

    @Example
    void whatIsWrittenIsReadBack() throws OciException {
        Descriptor layer = Descriptor.of("x/y", "z".getBytes(StandardCharsets.UTF_8)).on(new Platform("linux", "arm", "v6"))
                .ofArtifact("a/b").with(Map.of("k", "v"));
        var manifest = new ImageManifest(MediaTypes.OCI_MANIFEST, "a/b", layer, List.of(layer, layer), layer, Map.of("q", "r"));
        assertThat(reader.read("m", ManifestWriter.write(manifest), "")).isEqualTo(manifest);
        var index = new ImageIndex(MediaTypes.OCI_INDEX, null, List.of(layer), Map.of());
        assertThat(reader.read("i", ManifestWriter.write(index), "")).isEqualTo(index);
    }

    @Property(tries = 300)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        assertThatThrownBy(() -> reader.read("x", bytes, "")).isInstanceOf(OciException.class);
    }

    private static String platform(String os, String architecture, int size) {
        return "{\"digest\":\"" + DIGEST + "\",\"size\":" + size + ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\""
                + architecture + "\"}}";
    }

    private ManifestDocument read(String json) throws OciException {
        return reader.read("manifest", json.getBytes(StandardCharsets.UTF_8), "");
    }
}
