package dev.gatehouse.cli.diff;

import dev.gatehouse.sca.compare.Comparison;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// The comparison for programs: `inventory-diff/1`.
final class DiffJson {
    private final OutputStream out;

    DiffJson(OutputStream out) {
        this.out = out;
    }

    void write(Comparison comparison, boolean matched) {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", "inventory-diff/1");
            json.writeBooleanProperty("vulnerabilitiesCompared", matched);
            json.writeArrayPropertyStart("packages");
            for (Comparison.PackageChange change : comparison.packages()) {
                json.writeStartObject();
                json.writeStringProperty("change", label(change.kind()));
                json.writeStringProperty("purl", change.purl().toString());
                texts(json, "before", change.before());
                texts(json, "after", change.after());
                texts(json, "licences", change.licences());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("vulnerabilities");
            for (Comparison.WeaknessChange change : comparison.weaknesses()) {
                json.writeStartObject();
                json.writeStringProperty("change", label(change.kind()));
                json.writeStringProperty("identity", change.identity());
                json.writeStringProperty("severity", change.severity().name().toLowerCase(Locale.ROOT));
                json.writeStringProperty("message", change.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("licences");
            for (Comparison.LicenceChange change : comparison.licences()) {
                json.writeStartObject();
                json.writeStringProperty("purl", change.purl().toString());
                texts(json, "before", change.before());
                texts(json, "after", change.after());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static String label(Comparison.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
