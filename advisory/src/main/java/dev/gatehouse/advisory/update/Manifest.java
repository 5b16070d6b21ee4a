package dev.gatehouse.advisory.update;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The sources that lie beside the store, in `sources.json`.
final class Manifest {
    private static final String VERSION = "gatehouse-advisory-sources/1";
    private final Path file;
    private final SortedMap<String, Source> sources = new TreeMap<>();

    /// One source.
    ///
    /// @param file
    ///            its name in the folder
    /// @param origin
    ///            address or path
    /// @param entityTag
    ///            the server's tag; empty without
    record Source(String name, String file, String origin, String entityTag, Instant fetched) {}

    private Manifest(Path file) {
        this.file = file;
    }

    static Manifest read(Path file) throws IOException {
        Manifest manifest = new Manifest(file);
        if (!Files.exists(file)) {
            return manifest;
        }
        try {
            Fields root = Fields.of(file.toString(),
                    Documents.read(Format.JSON, file.toString(), Files.readAllBytes(file), Limits.DEFAULT));
            if (!VERSION.equals(root.text("version"))) {
                throw new IOException(file + ": not a list of advisory sources that this Gatehouse reads");
            }
            for (Fields source : root.each("sources")) {
                String name = source.requiredText("file");
                if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
                    throw new IOException(file + ": '" + name + "' is no file name");
                }
                manifest.put(new Source(source.requiredText("name"), name, source.requiredText("origin"),
                        source.requiredText("entityTag"), Instant.parse(source.requiredText("fetched"))));
            }
        } catch (DocumentException | DateTimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        return manifest;
    }

    List<Source> sources() {
        return new ArrayList<>(sources.values());
    }

    @org.jspecify.annotations.Nullable
    Source named(String name) {
        return sources.get(name);
    }

    void put(Source source) {
        sources.put(source.name(), source);
    }

    void write() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), Files.newOutputStream(aside))) {
            json.writeStartObject();
            json.writeStringProperty("version", VERSION);
            json.writeArrayPropertyStart("sources");
            for (Source source : sources.values()) {
                json.writeStartObject();
                json.writeStringProperty("name", source.name());
                json.writeStringProperty("file", source.file());
                json.writeStringProperty("origin", source.origin());
                json.writeStringProperty("entityTag", source.entityTag());
                json.writeStringProperty("fetched", source.fetched().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
