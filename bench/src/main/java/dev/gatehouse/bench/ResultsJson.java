package dev.gatehouse.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes the rows as one JSON file: the machine, then a row an object, figures without units in their names' units.
final class ResultsJson {
    private ResultsJson() {}

    static void write(String suite, Results results, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path aside = Files.createTempFile(target.getParent(), ".bench", ".json");
        try (OutputStream out = Files.newOutputStream(aside);
                JsonGenerator json = new JsonFactory().createGenerator(pretty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("suite", suite);
            json.writeStringProperty("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeStringProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            json.writeNumberProperty("processors", Runtime.getRuntime().availableProcessors());
            json.writeName("load");
            json.writeNumber(java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            json.writeArrayPropertyStart("rows");
            for (Results.Row row : results.rows()) {
                json.writeStartObject();
                json.writeStringProperty("measure", row.measure());
                json.writeStringProperty("tool", row.tool());
                json.writeBooleanProperty("run", !row.values().isEmpty());
                for (Results.Column column : Results.Column.values()) {
                    Double value = row.values().get(column);
                    if (value != null) {
                        json.writeNumberProperty(column.name().toLowerCase(Locale.ROOT), value);
                    }
                }
                if (!row.note().isEmpty()) {
                    json.writeStringProperty("note", row.note());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ObjectWriteContext pretty() {
        return new ObjectWriteContext.Base() {
            @Override
            public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }
        };
    }
}
