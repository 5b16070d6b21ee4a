package dev.gatehouse.bench;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.feed.Intake;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.feed.VexStatement;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/// Writes advisories as the folder that OSV-Scanner takes for its local database, `osv-scanner/ECOSYSTEM/all.zip`: so that both are
/// asked about the same data. A span that begins right after a version cannot be said in OSV's events and begins at it.
final class OsvExport implements Intake, AutoCloseable {
    private final Path folder;
    private final JsonFactory json = new JsonFactory();
    private final Map<String, ZipOutputStream> zips = new TreeMap<>();
    private final Set<String> names = new HashSet<>();

    /// @param folder
    ///            the one above `osv-scanner`
    OsvExport(Path folder) {
        this.folder = folder;
    }

    @Override
    public void advisory(Advisory advisory) {
        Map<String, List<Affected>> ecosystems = new TreeMap<>();
        for (Affected affected : advisory.affected()) {
            ecosystems.computeIfAbsent(affected.ecosystem().family().id(), _ -> new java.util.ArrayList<>()).add(affected);
        }
        ecosystems.forEach((ecosystem, affected) -> {
            // Some sources keep a record of the same name for each package of a weakness.
            String first = affected.getFirst().name();
            if (!names.add(ecosystem + '/' + advisory.source() + '/' + advisory.id() + '/' + first)) {
                return;
            }
            try {
                ZipOutputStream zip = zip(ecosystem);
                String name = advisory.source() + '-' + advisory.id() + '-' + first;
                zip.putNextEntry(new ZipEntry(name.replaceAll("[^A-Za-z0-9._-]", "_") + '-' + names.size() + ".json"));
                zip.write(record(advisory, affected));
                zip.closeEntry();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private ZipOutputStream zip(String ecosystem) throws IOException {
        ZipOutputStream zip = zips.get(ecosystem);
        if (zip == null) {
            Path file = Files.createDirectories(folder.resolve("osv-scanner").resolve(ecosystem)).resolve("all.zip");
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
            zip = new ZipOutputStream(out);
            zips.put(ecosystem, zip);
        }
        return zip;
    }

    private byte[] record(Advisory advisory, List<Affected> affected) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
            generator.writeStartObject();
            generator.writeStringProperty("schema_version", "1.6.0");
            generator.writeStringProperty("id", advisory.id());
            generator.writeStringProperty("modified",
                    (advisory.modified() == null ? Instant.EPOCH : advisory.modified()).toString());
            if (advisory.withdrawn() != null) {
                generator.writeStringProperty("withdrawn", advisory.withdrawn().toString());
            }
            texts(generator, "aliases", advisory.aliases());
            generator.writeStringProperty("summary", advisory.summary());
            generator.writeArrayPropertyStart("affected");
            affected.forEach(one -> affected(generator, one));
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void texts(JsonGenerator generator, String name, List<String> texts) {
        generator.writeArrayPropertyStart(name);
        texts.forEach(generator::writeString);
        generator.writeEndArray();
    }

    private static void affected(JsonGenerator generator, Affected affected) {
        generator.writeStartObject();
        generator.writeObjectPropertyStart("package");
        generator.writeStringProperty("ecosystem", affected.ecosystem().id());
        generator.writeStringProperty("name", affected.name());
        generator.writeEndObject();
        generator.writeArrayPropertyStart("ranges");
        for (Span span : affected.spans()) {
            generator.writeStartObject();
            generator.writeStringProperty("type", "ECOSYSTEM");
            generator.writeArrayPropertyStart("events");
            event(generator, "introduced", span.from() == null ? "0" : span.from());
            if (span.to() != null) {
                event(generator, span.toInclusive() ? "last_affected" : "fixed", span.to());
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        generator.writeEndArray();
        texts(generator, "versions", affected.versions());
        generator.writeEndObject();
    }

    private static void event(JsonGenerator generator, String name, String version) {
        generator.writeStartObject();
        generator.writeStringProperty(name, version);
        generator.writeEndObject();
    }

    @Override
    public void exploited(String id, @Nullable LocalDate added, boolean ransomware) {
        // OSV has no place for it.
    }

    @Override
    public void probability(String id, double probability, double percentile) {
        // OSV has no place for it.
    }

    @Override
    public void lifecycle(Lifecycle lifecycle) {
        // OSV has no place for it.
    }

    @Override
    public void statement(VexStatement statement) {
        // OSV has no place for it.
    }

    @Override
    public void leftOut(String name, String reason) {
        // Told by whoever imports for Gatehouse.
    }

    @Override
    public void close() throws IOException {
        for (ZipOutputStream zip : zips.values()) {
            zip.close();
        }
    }
}
