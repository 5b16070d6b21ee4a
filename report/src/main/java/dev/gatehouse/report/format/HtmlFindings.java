package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.JsonObject;
import dev.gatehouse.report.json.JsonOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The findings as the JSON that lies in the page. Every text has passed [Printable]; no `<` reaches the page, so nothing in it
/// can end the element.
final class HtmlFindings {
    private static final int MOST_PLACES = 50;

    private HtmlFindings() {}

    static void write(Report report, OutputStream out) throws IOException {
        Map<String, Integer> rules = new LinkedHashMap<>();
        try (var json = new JsonOutput(new WithoutMarkup(out), false)) {
            json.startObject(null).startArray("rules");
            for (Assessed assessed : report.findings()) {
                Rule rule = assessed.finding().rule();
                if (rules.putIfAbsent(rule.id(), rules.size()) == null) {
                    json.element(rule(rule));
                }
            }
            json.endArray().startArray("findings");
            for (Assessed assessed : report.findings()) {
                json.element(finding(report, assessed, rules.getOrDefault(assessed.finding().rule().id(), 0)));
            }
            json.endArray().endObject();
        }
    }

    /// In which section of the page a finding stands.
    static String state(Assessed assessed) {
        if (assessed.suppressed()) {
            return "suppressed";
        }
        if (assessed.acceptance() != null) {
            return "accepted";
        }
        return assessed.newness() == Assessed.Newness.KNOWN ? "known" : "new";
    }

    private static JsonObject rule(Rule rule) {
        return new JsonObject().put("id", rule.id()).put("cwe",
                rule.cwe().isEmpty()
                        ? null
                        : rule.cwe().stream().map(number -> "CWE-" + number).collect(Collectors.joining(", ")));
    }

    private static JsonObject finding(Report report, Assessed assessed, int rule) {
        Finding finding = assessed.finding();
        List<Occurrence> occurrences = new ArrayList<>(finding.active());
        finding.occurrences().stream().filter(occurrence -> occurrence.suppression() != null).forEach(occurrences::add);
        Remedy remedy = finding.remedy();
        URI link = remedy == null || remedy.link() == null ? finding.rule().link() : remedy.link();
        Excerpt excerpt = occurrences.getFirst().excerpt();
        String fix = Printable.line(remedy == null ? finding.rule().fix() : remedy.text());
        return new JsonObject().put("id", finding.fingerprint().toString()).put("rule", rule)
                .put("title", Printable.line(finding.rule().title())).put("severity", finding.severity().label())
                .put("confidence", finding.confidence().label()).put("state", state(assessed))
                .put("message", Printable.line(finding.message()))
                .put("verdict", report.decision() == null ? null : assessed.verdict().label())
                .put("policy",
                        report.decision() == null || assessed.policy().isEmpty() ? null : Printable.line(assessed.policy()))
                .put("accepted", acceptance(assessed.acceptance()))
                .put("owners", assessed.owners().isEmpty() ? null : Printable.line(String.join(" ", assessed.owners())))
                .put("places", occurrences.stream().limit(MOST_PLACES).map(HtmlFindings::place).toList())
                .put("count", occurrences.size()).putUnlessEmpty("excerpt", excerpt == null ? List.of() : excerpt(excerpt))
                .put("fix", fix.isBlank() ? null : fix).put("link", link == null ? null : link.toASCIIString())
                .putUnlessEmpty("evidence", finding.evidence().entrySet().stream()
                        .map(entry -> List.of(Printable.line(entry.getKey()), Printable.line(entry.getValue()))).toList());
    }

    private static @Nullable String acceptance(@Nullable Acceptance acceptance) {
        return acceptance == null
                ? null
                : Printable.line("until " + acceptance.expires() + ", owner " + acceptance.owner() + ": " + acceptance.reason()
                        + (acceptance.compensatingControl() == null ? "" : "; meanwhile " + acceptance.compensatingControl())
                        + " (" + acceptance.id()
                        + (acceptance.approver() == null ? ", no approver" : ", approved by " + acceptance.approver())
                        + ")");
    }

    private static JsonObject place(Occurrence occurrence) {
        Suppression suppression = occurrence.suppression();
        return new JsonObject().put("where", Printable.line(Where.text(occurrence.location())))
                .put("by", Where.provenance(occurrence.location()))
                .put("suppressed", suppression == null
                        ? null
                        : Printable.line("suppressed by " + suppression.form()
                                + (suppression.reason().isBlank() ? "" : ": " + suppression.reason())));
    }

    /// Lines, the marked one in three parts.
    private static List<JsonObject> excerpt(Excerpt excerpt) {
        List<JsonObject> lines = new ArrayList<>();
        for (int i = 0; i < excerpt.lines().size(); i++) {
            String line = excerpt.lines().get(i);
            int number = excerpt.firstLine() + i;
            var object = new JsonObject().put("number", number);
            if (number == excerpt.markLine()) {
                int start = Math.clamp(excerpt.markStart(), 0, line.length());
                int end = Math.clamp(excerpt.markEnd(), start, line.length());
                object.put("before", Printable.line(line.substring(0, start)))
                        .put("mark", Printable.line(line.substring(start, end)))
                        .put("after", Printable.line(line.substring(end)));
            } else {
                object.put("before", Printable.line(line));
            }
            lines.add(object);
        }
        return lines;
    }

    /// Writes the characters of markup as JSON escapes; in JSON they occur only inside strings.
    private static final class WithoutMarkup extends FilterOutputStream {
        WithoutMarkup(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            switch (b) {
                case '<' -> escape('c', '3');
                case '>' -> escape('e', '3');
                case '&' -> escape('6', '2');
                default -> out.write(b);
            }
        }

        private void escape(char low, char high) throws IOException {
            out.write(new byte[]{'\\', 'u', '0', '0', (byte) high, (byte) low});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '<' || bytes[i] == '>' || bytes[i] == '&') {
                    out.write(bytes, from, i - from);
                    write(bytes[i]);
                    from = i + 1;
                }
            }
            out.write(bytes, from, offset + length - from);
        }
    }
}
