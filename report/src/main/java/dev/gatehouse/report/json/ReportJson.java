package dev.gatehouse.report.json;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Fixed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The format `report/1` (`report-1.schema.json`): everything a report knows, for programs.
///
/// The same findings, coverage, subject and `asOf` give the same bytes but for the `run` block. `digest` is the SHA-256 of the
/// canonical form (RFC 8785) of the document without `run` and `digest`; `jq -cSj 'del(.run, .digest)' | sha256sum` computes
/// the same. Minor versions only add members.
public final class ReportJson {
    private static final Document DOCUMENT = new Document("report/1", 0);

    private ReportJson() {}

    /// Writes the report; leaves the stream open.
    public static void write(Report report, OutputStream out) throws IOException {
        Map<String, Rule> rules = rules(report);
        try (var json = new JsonOutput(out, true)) {
            json.startObject(null);
            json.members(DOCUMENT.header(digest(report, rules.values())));
            json.members(new JsonObject().put("run", Encoding.run(report.run(), report.coverage())));
            json.members(sections(report));
            json.startArray("rules");
            for (Rule rule : rules.values()) {
                json.element(Encoding.rule(rule));
            }
            json.endArray().startArray("findings");
            for (Assessed finding : report.findings()) {
                json.element(Encoding.finding(finding));
            }
            json.endArray().startArray("fixed");
            for (Fixed fixed : report.fixed()) {
                json.element(Encoding.fixed(fixed));
            }
            json.endArray().endObject();
        }
        out.write('\n');
        out.flush();
    }

    /// The digest that the report has in this format: the same for two runs that found the same at the same `asOf`.
    public static String digest(Report report) {
        return digest(report, rules(report).values());
    }

    private static String digest(Report report, Collection<Rule> rules) {
        Map<String, Document.Value> members = new LinkedHashMap<>();
        sections(report).members().forEach((name, value) -> members.put(name, canonical -> canonical.value(value)));
        members.put("rules", canonical -> elements(canonical, rules.stream().map(Encoding::rule)::iterator));
        members.put("findings", canonical -> elements(canonical, report.findings().stream().map(Encoding::finding)::iterator));
        members.put("fixed", canonical -> elements(canonical, report.fixed().stream().map(Encoding::fixed)::iterator));
        return DOCUMENT.digest(members);
    }

    private static void elements(CanonicalJson canonical, Iterable<JsonObject> elements) {
        String separator = "[";
        for (JsonObject element : elements) {
            canonical.raw(separator);
            canonical.value(element);
            separator = ",";
        }
        canonical.raw(separator.equals("[") ? "[]" : "]");
    }

    /// The top-level members that are small.
    private static JsonObject sections(Report report) {
        Decision decision = report.decision();
        return new JsonObject().put("tool", Encoding.tool(report.tool())).put("subject", Encoding.subject(report.subject()))
                .put("decision", decision == null
                        ? null
                        : Encoding.decision(decision, same(decision.coverage(), report.coverage()) ? null : decision.coverage()))
                .put("coverage", Encoding.coverage(report.coverage()));
    }

    private static boolean same(Coverage one, Coverage other) {
        return one.places() == other.places() && one.contents() == other.contents() && one.bytes() == other.bytes()
                && one.excluded() == other.excluded() && one.diagnostics().equals(other.diagnostics());
    }

    /// The rules that found something, by id. Ids are unique across engines; what a finding changes of its rule stands in the
    /// finding.
    private static Map<String, Rule> rules(Report report) {
        var rules = new TreeMap<String, Rule>();
        for (Assessed assessed : report.findings()) {
            rules.putIfAbsent(assessed.finding().rule().id(), assessed.finding().rule());
        }
        return rules;
    }

    /// Reads a report of any minor version of this format; leaves the stream open.
    ///
    /// @throws ReportFormatException
    ///             if the document is not one, is beyond the limits or was changed after it was written
    public static Report read(InputStream in) throws IOException, ReportFormatException {
        var small = new JsonObject();
        var check = new Document.Check();
        List<Members> findings = new ArrayList<>();
        try (var json = new JsonInput(in)) {
            json.document(name -> {
                if (name.equals("findings")) {
                    var canonical = Document.Check.array();
                    json.elements(name, (index, element) -> {
                        if (!(element instanceof JsonObject object)) {
                            throw new ReportFormatException("findings[" + index + "] must be an object");
                        }
                        Document.Check.element(canonical, index, object);
                        findings.add(new Members("findings[" + index + "]", object));
                    });
                    check.addArray(name, canonical);
                    small.put(name, true);
                } else {
                    Object value = json.value(name);
                    small.put(name, value);
                    check.add(name, value);
                    if (name.equals("format")) {
                        DOCUMENT.checkFormat(value);
                    }
                }
            });
        }
        var document = new Members("", small);
        DOCUMENT.checkFormat(document.text("format"));
        document.count("minor");
        for (String required : List.of("findings", "rules", "fixed")) {
            if (!document.has(required)) {
                throw document.wrong(required, "is missing");
            }
        }
        check.verify(document.text("digest"));
        return report(document, findings);
    }

    private static Report report(Members document, List<Members> findings) throws ReportFormatException {
        Members run = document.object("run");
        Coverage coverage = Decoding.coverage(document.object("coverage"), run.count("cached"));
        List<Rule> rules = new ArrayList<>();
        for (Members rule : document.objects("rules")) {
            rules.add(Decoding.rule(rule));
        }
        Map<String, Rule> byId = Decoding.rules(rules);
        List<Assessed> assessed = new ArrayList<>();
        for (Members finding : findings) {
            assessed.add(Decoding.finding(finding, byId));
        }
        List<Fixed> fixed = new ArrayList<>();
        for (Members entry : document.objects("fixed")) {
            fixed.add(Decoding.fixed(entry));
        }
        return new Report(Decoding.tool(document.object("tool")), Decoding.run(run),
                Decoding.subject(document.object("subject")), assessed, fixed, coverage, decision(document, coverage));
    }

    private static @Nullable Decision decision(Members document, Coverage coverage) throws ReportFormatException {
        Members decision = document.optionalObject("decision");
        return decision == null ? null : Decoding.decision(decision, coverage, coverage.cached());
    }
}
