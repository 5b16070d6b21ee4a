package dev.gatehouse.oci.build;

import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.tar.TarTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Writes an image as an OCI image layout (image-spec 1.1): no daemon, the same bytes for the same content. Not thread-safe.
///
/// Files are written aside and moved into place, the index last: a layout that was not finished is none.
public final class LayoutWriter {
    private static final String GZIPPED = MediaTypes.OCI_LAYER + "+gzip";

    private final Path directory;
    private final Instant time;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private record Layer(Descriptor blob, Digest content) {}

    private record Step(String instruction, boolean empty) {}

    /// Writes a tar file.
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// @param directory
    ///            made if it does not exist
    /// @param time
    ///            of everything in the image
    public LayoutWriter(Path directory, Instant time) throws IOException {
        this.directory = directory;
        this.time = time;
        Files.createDirectories(directory.resolve("blobs/sha256"));
    }

    /// Adds a layer.
    ///
    /// @param instruction
    ///            how it came about, for the image's history
    public LayoutWriter layer(String instruction, TarTree content) throws IOException {
        return layer(instruction, out -> content.write(out, time));
    }

    /// Adds a layer that is a tar file already, not compressed; its bytes stay what they are.
    ///
    /// @param tar
    ///            read to its end, not closed
    public LayoutWriter layer(String instruction, InputStream tar) throws IOException {
        return layer(instruction, (Content) tar::transferTo);
    }

    private LayoutWriter layer(String instruction, Content content) throws IOException {
        Path partial = Files.createTempFile(directory, "layer", ".partial");
        try {
            MessageDigest compressed = Digest.Algorithm.SHA256.start();
            MessageDigest plain = Digest.Algorithm.SHA256.start();
            try (var file = new DigestOutputStream(Files.newOutputStream(partial), compressed);
                    var gzip = Gzip.best(file);
                    var tar = new DigestOutputStream(gzip, plain)) {
                content.write(tar);
            }
            Digest digest = Digest.of(Digest.Algorithm.SHA256, compressed);
            long size = Files.size(partial);
            Files.move(partial, blob(digest), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            layers.add(new Layer(Descriptor.of(GZIPPED, digest, size), Digest.of(Digest.Algorithm.SHA256, plain)));
            steps.add(new Step(instruction, false));
        } finally {
            Files.deleteIfExists(partial);
        }
        return this;
    }

    /// Notes a step that makes no layer: `ENV`, `USER`.
    public LayoutWriter step(String instruction) {
        steps.add(new Step(instruction, true));
        return this;
    }

    /// Writes configuration, manifest and index.
    ///
    /// @param name
    ///            of the image within the layout, usually its version
    /// @param annotations
    ///            of the manifest
    /// @return digest of the manifest
    public Digest finish(String name, ContainerSettings settings, Map<String, String> annotations) throws IOException {
        Descriptor configuration = small(MediaTypes.OCI_CONFIGURATION, configuration(settings));
        Descriptor manifest = small(MediaTypes.OCI_MANIFEST, ManifestWriter.write(new ImageManifest(MediaTypes.OCI_MANIFEST, null,
                configuration, layers.stream().map(Layer::blob).toList(), null, annotations)));
        Descriptor entry = manifest.on(settings.platform()).with(Map.of(Descriptor.REFERENCE_NAME, name));
        write(directory.resolve("oci-layout"), Json.object(json -> json.writeStringProperty("imageLayoutVersion", "1.0.0")));
        write(directory.resolve("index.json"),
                ManifestWriter.write(new ImageIndex(MediaTypes.OCI_INDEX, null, List.of(entry), Map.of())));
        return manifest.digest();
    }

    private byte[] configuration(ContainerSettings settings) {
        return Json.object(json -> {
            json.writeStringProperty("created", time.toString());
            Json.platform(json, settings.platform());
            json.writeObjectPropertyStart("config");
            text(json, "User", settings.user());
            text(json, "WorkingDir", settings.directory());
            Json.texts(json, "Entrypoint", settings.entryPoint());
            Json.texts(json, "Cmd", settings.command());
            Json.texts(json, "Env", settings.environment());
            Json.texts(json, "Labels", settings.labels());
            if (!settings.healthCheck().isEmpty()) {
                json.writeObjectPropertyStart("Healthcheck");
                Json.texts(json, "Test", settings.healthCheck());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectPropertyStart("rootfs");
            json.writeStringProperty("type", "layers");
            json.writeArrayPropertyStart("diff_ids");
            layers.forEach(layer -> json.writeString(layer.content.toString()));
            json.writeEndArray();
            json.writeEndObject();
            json.writeArrayPropertyStart("history");
            for (Step step : steps) {
                json.writeStartObject();
                json.writeStringProperty("created", time.toString());
                json.writeStringProperty("created_by", step.instruction);
                if (step.empty) {
                    json.writeBooleanProperty("empty_layer", true);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void text(JsonGenerator json, String name, String text) {
        if (!text.isEmpty()) {
            json.writeStringProperty(name, text);
        }
    }

    private Descriptor small(String mediaType, byte[] bytes) throws IOException {
        Descriptor descriptor = Descriptor.of(mediaType, bytes);
        write(blob(descriptor.digest()), bytes);
        return descriptor;
    }

    private Path blob(Digest digest) {
        return directory.resolve("blobs").resolve(digest.algorithm().label()).resolve(digest.hex());
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path partial = Files.createTempFile(directory, "document", ".partial");
        try {
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
