package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.json.JsonObject;
import dev.gatehouse.report.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// SARIF 2.1.0 (OASIS, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>), one result an occurrence, within what GitHub takes:
/// at most 25,000 results and 10 MB after compression. What does not fit is left out from the mildest end, and a notification
/// says so.
final class SarifWriter implements ReportWriter {
    static final String ROOT = "%SRCROOT%";
    private static final int MOST_NOTIFICATIONS = 1_000;

    private final int mostResults;
    private final long mostCompressed;

    SarifWriter() {
        this(25_000, 9_500_000);
    }

    /// @param mostResults
    ///            results in a run
    /// @param mostCompressed
    ///            bytes after compression
    SarifWriter(int mostResults, long mostCompressed) {
        this.mostResults = mostResults;
        this.mostCompressed = mostCompressed;
    }

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        SortedMap<String, Rule> rules = rules(report);
        var meter = new CompressedSize(out);
        try (meter; var json = new JsonOutput(meter, true)) {
            json.startObject(null).members(new JsonObject()
                    .put("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
                    .put("version", "2.1.0"));
            json.startArray("runs").startObject(null);
            json.startObject("tool").startObject("driver");
            json.members(new JsonObject().put("name", "Gatehouse").put("organization", "Gatehouse")
                    .put("semanticVersion", report.tool().version()).put("version", report.tool().version()));
            json.startArray("rules");
            for (Rule rule : rules.values()) {
                json.element(SarifRule.of(rule));
            }
            json.endArray();
            json.members(new JsonObject().putUnlessEmpty("supportedTaxonomies", SarifRule.taxonomyReferences(rules.values())));
            json.endObject().endObject();
            json.members(new JsonObject().putUnlessEmpty("taxonomies", SarifRule.taxonomies(rules.values()))
                    .put("automationDetails", automationDetails(report.subject()))
                    .put("originalUriBaseIds", new JsonObject().put(ROOT, new JsonObject()
                            .put("description",
                                    text("The root of what was scanned: " + Printable.line(report.subject().root())))))
                    .putUnlessEmpty("versionControlProvenance", provenance(report.subject()))
                    .put("columnKind", "utf16CodeUnits").put("language", "en-US"));
            json.startArray("results");
            int left = results(report, rules, json, meter);
            json.endArray();
            json.members(new JsonObject().put("invocations", List.of(invocation(report, left)))
                    .put("properties", properties(report)));
            json.endObject().endArray().endObject();
            json.flush();
            out.write('\n');
        }
    }

    /// Writes what fits, worst first.
    ///
    /// @return how many results were left out
    private int results(Report report, SortedMap<String, Rule> rules, JsonOutput json, CompressedSize meter)
            throws IOException {
        List<String> ruleIds = List.copyOf(rules.keySet());
        List<SarifResult> results = SarifResult.of(report);
        int written = 0;
        for (SarifResult result : results) {
            if (written == mostResults) {
                break;
            }
            json.element(result.json(ruleIds.indexOf(result.assessed().finding().rule().id())));
            written++;
            if (written % 256 == 0) {
                json.flush();
                if (meter.compressed() > mostCompressed) {
                    break;
                }
            }
        }
        return results.size() - written;
    }

    private static SortedMap<String, Rule> rules(Report report) {
        SortedMap<String, Rule> rules = new TreeMap<>();
        for (Assessed assessed : report.findings()) {
            rules.putIfAbsent(assessed.finding().rule().id(), assessed.finding().rule());
        }
        return rules;
    }

    /// The category under which GitHub keeps alerts apart: working tree and history of one repository are two analyses.
    private static JsonObject automationDetails(Subject subject) {
        String slug = subject.target().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return new JsonObject().put("id", "gatehouse/" + (slug.length() > 100 ? slug.substring(0, 100) : slug) + "/")
                .put("description", text(Printable.line(subject.target())));
    }

    private static List<JsonObject> provenance(Subject subject) {
        String repository = subject.repository() == null ? null : repositoryUri(subject.repository());
        return repository == null
                ? List.of()
                : List.of(new JsonObject().put("repositoryUri", repository).put("revisionId", subject.commit())
                        .put("branch", subject.branch()).put("mappedTo", new JsonObject().put("uriBaseId", ROOT)));
    }

    /// The address as an absolute URI; `git@host:path` becomes `ssh://git@host/path`.
    private static @Nullable String repositoryUri(String address) {
        String candidate = !address.contains("://") && address.matches("[^/:\\s]+:[^\\s]+")
                ? "ssh://" + address.replaceFirst(":", "/")
                : address;
        try {
            var uri = new URI(candidate);
            return uri.isAbsolute() ? uri.toASCIIString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static JsonObject invocation(Report report, int left) {
        List<JsonObject> execution = new ArrayList<>();
        List<JsonObject> configuration = new ArrayList<>();
        if (left > 0) {
            execution.add(notification("results-truncated", "warning", Words.count(left, "result")
                    + " left out, the mildest, to stay within what code scanning takes; the json and html reports have all"));
        }
        List<Diagnostic> diagnostics = report.coverage().diagnostics();
        for (Diagnostic diagnostic : diagnostics.stream().limit(MOST_NOTIFICATIONS).toList()) {
            boolean usage = diagnostic.kind() == Diagnostic.Kind.USAGE;
            (usage ? configuration : execution)
                    .add(notification(diagnostic.code(), level(diagnostic.kind()), Printable.line(diagnostic.toString(), 2_000)));
        }
        if (diagnostics.size() > MOST_NOTIFICATIONS) {
            execution.add(notification("notifications-truncated", "note",
                    "and " + Words.number(diagnostics.size() - MOST_NOTIFICATIONS) + " more diagnostics"));
        }
        Instant start = report.run().started().truncatedTo(ChronoUnit.MILLIS);
        return new JsonObject().put("executionSuccessful", report.coverage().count(Diagnostic.Kind.DEFECT) == 0)
                .put("startTimeUtc", start.toString())
                .put("endTimeUtc", start.plus(report.run().wall()).truncatedTo(ChronoUnit.MILLIS).toString())
                .putUnlessEmpty("toolExecutionNotifications", execution)
                .putUnlessEmpty("toolConfigurationNotifications", configuration);
    }

    private static JsonObject notification(String code, String level, String message) {
        return new JsonObject().put("descriptor", new JsonObject().put("id", code)).put("level", level)
                .put("message", text(message));
    }

    private static String level(Diagnostic.Kind kind) {
        return switch (kind) {
            case NOTE -> "note";
            case DEGRADED -> "warning";
            case GAP, USAGE, DEFECT -> "error";
        };
    }

    private static JsonObject properties(Report report) {
        var properties = new JsonObject().put("rules", report.tool().rules()).put("configuration", report.tool().configuration())
                .put("coverage", new JsonObject().put("places", report.coverage().places())
                        .put("contents", report.coverage().contents()).put("bytes", report.coverage().bytes())
                        .put("excluded", report.coverage().excluded()).put("complete", report.coverage().complete()));
        Decision decision = report.decision();
        if (decision != null) {
            properties.put("decision", new JsonObject().put("stage", decision.stage().label())
                    .put("verdict", decision.verdict().label()).put("asOf", decision.asOf().toString())
                    .put("unproven", decision.unproven()));
        }
        return properties;
    }

    /// A SARIF message of plain text.
    static JsonObject text(String text) {
        return new JsonObject().put("text", text);
    }
}
