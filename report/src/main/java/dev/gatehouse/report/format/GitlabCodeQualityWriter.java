package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.JsonObject;
import dev.gatehouse.report.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// GitLab's code quality report, which merge requests show in every edition of GitLab: an array of issues, one an occurrence
/// that lies in a file and is neither suppressed nor accepted.
final class GitlabCodeQualityWriter implements ReportWriter {
    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        try (var json = new JsonOutput(out, true)) {
            json.startArray(null);
            for (Assessed assessed : Standing.of(report).open()) {
                Finding finding = assessed.finding();
                List<String> identities = OccurrenceIdentity.of(finding);
                for (int i = 0; i < identities.size(); i++) {
                    Occurrence occurrence = finding.occurrences().get(i);
                    Place place = Where.place(occurrence.location());
                    if (occurrence.suppression() == null && place != null) {
                        json.element(issue(finding, occurrence.location(), place, identities.get(i)));
                    }
                }
            }
            json.endArray();
        }
        out.write('\n');
        out.flush();
    }

    private static JsonObject issue(Finding finding, Location location, Place place, String identity) {
        Region region = Where.region(location);
        boolean lines = region != null && region.startLine() > 0 && place.path().depth() == 0;
        var range = new JsonObject().put("begin", lines ? Where.line(location) : 1);
        if (region != null && lines) {
            range.put("end", Math.max(region.startLine(), region.endLine()));
        }
        String inside = place.path().depth() > 0 ? " In " + Where.text(location) + "." : "";
        return new JsonObject().put("type", "issue").put("check_name", finding.rule().id())
                .put("description", Printable.line(finding.message() + inside, 1_000))
                .put("categories", List.of("Security")).put("severity", severity(finding.severity())).put("fingerprint", identity)
                .put("location",
                        new JsonObject().put("path", Printable.line(place.path().outermost().toString())).put("lines", range));
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "blocker";
            case HIGH -> "critical";
            case MEDIUM -> "major";
            case LOW, UNRATED -> "minor";
            case INFO -> "info";
        };
    }
}
