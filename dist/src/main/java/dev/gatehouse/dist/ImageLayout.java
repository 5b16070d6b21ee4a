package dev.gatehouse.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes an image as an OCI image layout (image-spec 1.1) with one manifest: no daemon, the same bytes for the same content.
final class ImageLayout {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final JsonFactory JSON = new JsonFactory();

    /// What a container of the image starts.
    ///
    /// @param architecture as Go spells it: `amd64`, `arm64`
    record Start(String architecture, String user, String directory, List<String> entryPoint, List<String> environment,
            Map<String, String> labels) {}

    private record Blob(String mediaType, String digest, long size) {}

    private record Layer(Blob blob, String contentDigest, String history) {}

    private final Path directory;
    private final Instant time;
    private final List<Layer> layers = new ArrayList<>();

    ImageLayout(Path directory, Instant time) throws IOException {
        this.directory = directory;
        this.time = time;
        Files.createDirectories(directory.resolve("blobs/sha256"));
    }

    void layer(String history, TarTree content) throws IOException {
        Path partial = directory.resolve("blobs/.partial");
        MessageDigest compressed = Checksums.sha256();
        MessageDigest plain = Checksums.sha256();
        try (var file = new DigestOutputStream(Files.newOutputStream(partial), compressed);
                var gzip = Gzip.best(file);
                var tar = new DigestOutputStream(gzip, plain)) {
            content.write(tar, time);
        }
        String digest = Checksums.of(compressed);
        Path blob = Files.move(partial, directory.resolve("blobs/sha256").resolve(digest));
        layers.add(new Layer(new Blob(LAYER, digest, Files.size(blob)), Checksums.of(plain), history));
    }

    /// Writes configuration, manifest and index.
    ///
    /// @return digest of the manifest, `sha256:…`
    String finish(String name, Start start) throws IOException {
        Blob configuration = blob(CONFIG, configuration(start));
        Blob manifest = blob(MANIFEST, manifest(configuration, start));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(directory.resolve("index.json"), index(name, start, manifest));
        return "sha256:" + manifest.digest();
    }

    private String configuration(Start start) {
        return json(json -> {
            json.writeStringProperty("created", time.toString());
            json.writeStringProperty("architecture", start.architecture());
            json.writeStringProperty("os", "linux");
            json.writeObjectPropertyStart("config");
            json.writeStringProperty("User", start.user());
            json.writeStringProperty("WorkingDir", start.directory());
            texts(json, "Entrypoint", start.entryPoint());
            texts(json, "Env", start.environment());
            labels(json, "Labels", start.labels());
            json.writeEndObject();
            json.writeObjectPropertyStart("rootfs");
            json.writeStringProperty("type", "layers");
            texts(json, "diff_ids", layers.stream().map(layer -> "sha256:" + layer.contentDigest()).toList());
            json.writeEndObject();
            json.writeArrayPropertyStart("history");
            for (Layer layer : layers) {
                json.writeStartObject();
                json.writeStringProperty("created", time.toString());
                json.writeStringProperty("created_by", layer.history());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private String manifest(Blob configuration, Start start) {
        return json(json -> {
            json.writeNumberProperty("schemaVersion", 2);
            json.writeStringProperty("mediaType", MANIFEST);
            json.writeObjectPropertyStart("config");
            descriptor(json, configuration);
            json.writeEndObject();
            json.writeArrayPropertyStart("layers");
            for (Layer layer : layers) {
                json.writeStartObject();
                descriptor(json, layer.blob());
                json.writeEndObject();
            }
            json.writeEndArray();
            labels(json, "annotations", start.labels());
        });
    }

    private static String index(String name, Start start, Blob manifest) {
        return json(json -> {
            json.writeNumberProperty("schemaVersion", 2);
            json.writeStringProperty("mediaType", "application/vnd.oci.image.index.v1+json");
            json.writeArrayPropertyStart("manifests");
            json.writeStartObject();
            descriptor(json, manifest);
            json.writeObjectPropertyStart("platform");
            json.writeStringProperty("architecture", start.architecture());
            json.writeStringProperty("os", "linux");
            json.writeEndObject();
            labels(json, "annotations", Map.of("org.opencontainers.image.ref.name", name));
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private Blob blob(String mediaType, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha256 = Checksums.sha256();
        sha256.update(bytes);
        String digest = Checksums.of(sha256);
        try (OutputStream out = Files.newOutputStream(directory.resolve("blobs/sha256").resolve(digest))) {
            out.write(bytes);
        }
        return new Blob(mediaType, digest, bytes.length);
    }

    private static String json(Consumer<JsonGenerator> members) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void descriptor(JsonGenerator json, Blob blob) {
        json.writeStringProperty("mediaType", blob.mediaType());
        json.writeStringProperty("digest", "sha256:" + blob.digest());
        json.writeNumberProperty("size", blob.size());
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void labels(JsonGenerator json, String name, Map<String, String> labels) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(labels).forEach(json::writeStringProperty);
        json.writeEndObject();
    }
}
