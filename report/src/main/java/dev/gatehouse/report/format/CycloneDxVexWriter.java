package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.JsonObject;
import dev.gatehouse.report.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// CycloneDX 1.6: the packages that have weaknesses, and of each weakness what is held of it.
final class CycloneDxVexWriter implements ReportWriter {
    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        List<VexPosition> positions = VexPosition.of(report);
        String time = Outcome.asOf(report).toString();
        var packages = new TreeSet<String>();
        positions.forEach(position -> packages.addAll(position.packages()));
        try (var json = new JsonOutput(out, true)) {
            json.startObject(null).members(new JsonObject()
                    .put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
                    .put("bomFormat", "CycloneDX")
                    .put("specVersion", "1.6")
                    .put("serialNumber", "urn:uuid:" + serial(positions + time))
                    .put("version", 1)
                    .put("metadata", new JsonObject().put("timestamp", time)));
            json.startArray("components");
            for (String purl : packages) {
                json.element(
                        new JsonObject().put("type", "library").put("bom-ref", purl).put("name", name(purl)).put("purl", purl));
            }
            json.endArray();
            json.startArray("vulnerabilities");
            for (VexPosition position : positions) {
                json.element(vulnerability(position));
            }
            json.endArray();
            json.endObject();
        }
        out.write('\n');
        out.flush();
    }

    private static UUID serial(String text) {
        String digest = OpenVexWriter.digest(text);
        long high = Long.parseUnsignedLong(digest.substring(0, 16), 16);
        long low = Long.parseUnsignedLong(digest.substring(16, 32), 16);
        // Version 8: made of a digest of our own choice (RFC 9562).
        return new UUID(high & 0xffffffffffff0fffL | 0x8000L, low & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    /// The part between the last slash and the version.
    private static String name(String purl) {
        String path = purl.replaceFirst("[?#].*", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        int version = last.indexOf('@');
        return version < 0 ? last : last.substring(0, version);
    }

    private static JsonObject vulnerability(VexPosition position) {
        List<String> names = position.names();
        return new JsonObject().put("id", names.getFirst())
                .putUnlessEmpty("references", names.subList(1, names.size()).stream()
                        .map(name -> new JsonObject().put("id", name).put("source",
                                new JsonObject().put("name", name.replaceFirst("-.*", ""))))
                        .toList())
                .put("analysis", new JsonObject().put("state", switch (position.status()) {
                    case NOT_AFFECTED -> "not_affected";
                    case AFFECTED -> "exploitable";
                    case UNDER_INVESTIGATION -> "in_triage";
                }).put("justification", justification(position)).put("detail", position.words()))
                .put("affects", position.packages().stream().map(purl -> new JsonObject().put("ref", purl)).toList());
    }

    /// In CycloneDX's words.
    private static @Nullable String justification(VexPosition position) {
        return switch (position.justification()) {
            case null -> null;
            case "component_not_present", "vulnerable_code_not_present" -> "code_not_present";
            case "vulnerable_code_not_in_execute_path" -> "code_not_reachable";
            case "inline_mitigations_already_exist" -> "protected_by_mitigating_control";
            default -> "requires_environment";
        };
    }
}
