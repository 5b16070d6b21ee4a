package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.JsonObject;
import dev.gatehouse.report.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// OpenVEX 0.2.0 (openvex/spec): a statement for each weakness of dependencies. The document's id is made of its statements, so the
/// same findings at the same time give the same bytes.
final class OpenVexWriter implements ReportWriter {
    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        List<VexPosition> positions = VexPosition.of(report);
        String time = Outcome.asOf(report).toString();
        try (var json = new JsonOutput(out, true)) {
            json.startObject(null).members(new JsonObject()
                    .put("@context", "https://openvex.dev/ns/v0.2.0")
                    .put("@id", "https://openvex.dev/docs/public/vex-" + digest(positions + time))
                    .put("author", "gatehouse " + report.tool().version())
                    .put("timestamp", time)
                    .put("version", 1));
            json.startArray("statements");
            for (VexPosition position : positions) {
                json.element(statement(position));
            }
            json.endArray();
            json.endObject();
        }
        out.write('\n');
        out.flush();
    }

    private static JsonObject statement(VexPosition position) {
        List<String> names = position.names();
        var statement = new JsonObject()
                .put("vulnerability",
                        new JsonObject().put("name", names.getFirst()).putUnlessEmpty("aliases", names.subList(1, names.size())))
                .put("products", position.packages().stream().map(purl -> new JsonObject().put("@id", purl)).toList());
        return switch (position.status()) {
            case NOT_AFFECTED -> statement.put("status", "not_affected").put("justification", position.justification())
                    .put("impact_statement", position.words());
            case AFFECTED -> statement.put("status", "affected").put("action_statement", position.words());
            case UNDER_INVESTIGATION -> statement.put("status", "under_investigation").put("status_notes", position.words());
        };
    }

    static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
