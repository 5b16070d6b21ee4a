package dev.gatehouse.report.format;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.JsonObject;
import dev.gatehouse.report.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// GitLab's security reports (security-report-schemas 15.2.1): secret detection, and SAST for every other engine that looks at
/// code. One vulnerability an occurrence that is neither suppressed nor accepted.
final class GitlabSecurityWriter implements ReportWriter {
    private static final String VERSION = "15.2.1";
    private static final int MOST_MESSAGES = 100;

    private final String type;
    private final String schema;

    private GitlabSecurityWriter(String type, String schema) {
        this.type = type;
        this.schema = schema;
    }

    static GitlabSecurityWriter secretDetection() {
        return new GitlabSecurityWriter("secret_detection", "secret-detection-report-format.json");
    }

    static GitlabSecurityWriter sast() {
        return new GitlabSecurityWriter("sast", "sast-report-format.json");
    }

    private boolean secrets() {
        return type.equals("secret_detection");
    }

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        try (var json = new JsonOutput(out, true)) {
            json.startObject(null).members(new JsonObject().put("version", VERSION).put("schema",
                    "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v" + VERSION + "/dist/"
                            + schema));
            json.members(new JsonObject().put("scan", scan(report)));
            json.startArray("vulnerabilities");
            for (Assessed assessed : report.findings()) {
                Finding finding = assessed.finding();
                if (!assessed.open() || finding.rule().engine().equals("secrets") != secrets()) {
                    continue;
                }
                List<String> identities = OccurrenceIdentity.of(finding);
                for (int i = 0; i < identities.size(); i++) {
                    Occurrence occurrence = finding.occurrences().get(i);
                    if (occurrence.suppression() == null) {
                        json.element(vulnerability(report, finding, occurrence, identities.get(i)));
                    }
                }
            }
            json.endArray().endObject();
        }
        out.write('\n');
        out.flush();
    }

    private JsonObject scan(Report report) {
        List<JsonObject> messages = new ArrayList<>();
        for (Diagnostic diagnostic : report.coverage().diagnostics().stream().limit(MOST_MESSAGES).toList()) {
            messages.add(new JsonObject().put("level", diagnostic.kind() == Diagnostic.Kind.NOTE ? "info" : "warn").put("value",
                    Printable.line(diagnostic.toString(), 2_000)));
        }
        Instant started = report.run().started();
        boolean failed = report.coverage().count(Diagnostic.Kind.DEFECT) > 0;
        return new JsonObject().put("analyzer", tool(report)).put("scanner", tool(report)).put("type", type)
                .put("start_time", time(started)).put("end_time", time(started.plus(report.run().wall())))
                .put("status", failed ? "failure" : "success").putUnlessEmpty("messages", messages);
    }

    private static JsonObject tool(Report report) {
        return new JsonObject().put("id", "gatehouse").put("name", "Gatehouse").put("version", report.tool().version())
                .put("vendor", new JsonObject().put("name", "Gatehouse"));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    private JsonObject vulnerability(Report report, Finding finding, Occurrence occurrence, String identity) {
        Remedy remedy = finding.remedy();
        List<JsonObject> identifiers = new ArrayList<>();
        identifiers.add(new JsonObject().put("type", "gatehouse_rule_id").put("name", "Gatehouse rule " + finding.rule().id())
                .put("value", finding.rule().id()));
        finding.rule().cwe().forEach(number -> identifiers.add(new JsonObject().put("type", "cwe").put("name", "CWE-" + number)
                .put("value", Integer.toString(number))
                .put("url", "https://cwe.mitre.org/data/definitions/" + number + ".html")));
        URI link = remedy == null || remedy.link() == null ? finding.rule().link() : remedy.link();
        String fix = remedy == null ? finding.rule().fix() : remedy.text();
        return new JsonObject()
                .put("id", UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.US_ASCII)).toString())
                .put("name", Printable.line(finding.rule().title(), 255))
                .put("description", MarkdownText.escaped(finding.message(), 10_000))
                .put("severity", severity(finding.severity())).put("solution", fix.isBlank() ? null : Printable.line(fix, 7_000))
                .put("identifiers", identifiers)
                .putUnlessEmpty("links",
                        link != null && Set.of("http", "https", "ftp").contains(String.valueOf(link.getScheme()))
                                ? List.of(new JsonObject().put("url", link.toASCIIString()))
                                : List.of())
                .put("location", location(report, occurrence.location()))
                .put("details", new JsonObject()
                        .put("confidence", detail("Confidence", occurrence.confidence().label()))
                        .put("fingerprint", detail("Gatehouse fingerprint", finding.fingerprint().toString())));
    }

    private static JsonObject detail(String name, String value) {
        return new JsonObject().put("name", name).put("type", "text").put("value", value);
    }

    private JsonObject location(Report report, Location location) {
        String path = location.path();
        Region region = Where.region(location);
        var object = new JsonObject().put("file", Printable.line(path == null ? Where.text(location) : path));
        if (region != null && region.startLine() > 0) {
            object.put("start_line", region.startLine()).put("end_line", region.endLine());
        }
        if (secrets()) {
            object.put("commit", commit(Where.commit(location), report.subject().commit()));
        }
        return object;
    }

    /// GitLab asks for a commit even where none is known; its own analyzer then says 0000000.
    private static JsonObject commit(Origin.@Nullable Commit commit, @Nullable String scanned) {
        return commit == null
                ? new JsonObject().put("sha", scanned == null ? "0000000" : scanned)
                : new JsonObject().put("sha", commit.id()).put("author", Printable.line(commit.author()))
                        .put("date", commit.time().toString());
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW -> "Low";
            case INFO -> "Info";
            case UNRATED -> "Unknown";
        };
    }
}
