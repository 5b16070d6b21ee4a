package dev.gatehouse.report.format;

import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Fixed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.ReportJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One self-contained page. What answers "may we ship, why not, who acts by when" stands in the markup; the findings lie in the
/// page as JSON, from which its script makes the rows that are looked at, so that ten thousand findings stay quick.
///
/// The page loads nothing and runs nothing but its own script: its content security policy names style and script by their
/// digests.
final class HtmlWriter implements ReportWriter {
    private static final int MOST_DIAGNOSTICS = 500;
    private static final int MOST_FIXED = 1_000;

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        String css = resource("report.css");
        String script = resource("report.js");
        Standing standing = Standing.of(report);
        Outcome outcome = Outcome.of(report);
        Writer html = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        head(report, outcome, css, script, html);
        masthead(report, standing, html);
        html.write("<main id=\"main\"><div class=\"page\">\n");
        html.write(HtmlAnswer.of(report, outcome, standing));
        html.write(HtmlCharts.of(report, standing));
        findings(report, standing, html);
        fixed(report, html);
        coverage(report, html);
        run(report, html);
        html.write("</div></main>\n<footer><div class=\"page\">Made by Gatehouse " + HtmlText.escaped(report.tool().version())
                + ". Secrets are masked. This page loads nothing from anywhere.</div></footer>\n");
        html.write("<script type=\"application/json\" id=\"data\">");
        html.flush();
        HtmlFindings.write(report, out);
        html.write("</script>\n<script>" + script + "</script>\n</body>\n</html>\n");
        html.flush();
    }

    private static void head(Report report, Outcome outcome, String css, String script, Writer html) throws IOException {
        html.write("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; \
                img-src data:; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <meta name="generator" content="Gatehouse">
                <link rel="icon" href="data:,">
                <title>%s · %s</title>
                <style>%s</style>
                </head>
                <body>
                <a class="skip" href="#main">Skip to the answer</a>
                """.formatted(integrity(css), integrity(script), HtmlText.escaped(outcome.headline()),
                HtmlText.escaped(report.subject().target()), css));
    }

    private static void masthead(Report report, Standing standing, Writer html) throws IOException {
        html.write("<header class=\"masthead\"><div class=\"page\"><p class=\"name\">Gatehouse</p><p class=\"target\">"
                + HtmlText.escaped(report.subject().target()) + "</p><nav aria-label=\"Sections\"><a href=\"#new\">"
                + (Standing.compared(report) ? "New" : "Findings") + "</a>");
        html.write(standing.known().isEmpty() ? "" : "<a href=\"#known\">Known</a>");
        html.write(standing.accepted().isEmpty() ? "" : "<a href=\"#accepted\">Accepted</a>");
        html.write("<a href=\"#coverage\">Coverage</a><a href=\"#run\">Run</a></nav>"
                + "<button type=\"button\" id=\"theme\" class=\"hidden\">Theme</button></div></header>\n");
    }

    private static void findings(Report report, Standing standing, Writer html) throws IOException {
        boolean compared = Standing.compared(report);
        html.write("<section aria-label=\"Findings\">\n");
        filters(report, compared, html);
        html.write("<noscript><p>The list of findings needs the script of this page; <code>--report json=FILE</code> has them as "
                + "data.</p></noscript>\n</section>\n");
        list("new", compared ? "New" : "Findings", standing.fresh(),
                compared ? "Nothing new." : "Nothing open.", html);
        if (compared || !standing.known().isEmpty()) {
            list("known", "Known", standing.known(), "Nothing known from before.", html);
        }
        if (!standing.accepted().isEmpty()) {
            list("accepted", "Accepted by exception", standing.accepted(), "", html);
        }
        if (!standing.suppressed().isEmpty()) {
            list("suppressed", "Suppressed", standing.suppressed(), "", html);
        }
    }

    private static void list(String id, String title, List<Assessed> findings, String none, Writer html) throws IOException {
        String empty = findings.isEmpty() ? none : "None of these matches the filters.";
        html.write("""
                <section id="%1$s" tabindex="-1" aria-labelledby="%1$s-title">
                <h2 id="%1$s-title">%2$s <span class="count">%3$s</span></h2>
                <p class="none%4$s">%5$s</p>
                <div class="list"></div>
                <p class="more hidden"><button type="button">Show more</button></p>
                </section>
                """.formatted(id, title, Words.number(findings.size()), findings.isEmpty() ? "" : " hidden", empty));
    }

    private static void filters(Report report, boolean compared, Writer html) throws IOException {
        List<String> severities = report.findings().stream().map(assessed -> assessed.finding().severity()).distinct()
                .sorted(Comparator.reverseOrder()).map(Severity::label).toList();
        List<String> confidences = report.findings().stream().map(assessed -> assessed.finding().confidence()).distinct()
                .sorted(Comparator.reverseOrder()).map(Confidence::label).toList();
        List<String> states = report.findings().stream().map(HtmlFindings::state).distinct().sorted(
                Comparator.comparing(List.of("new", "known", "accepted", "suppressed")::indexOf)).toList();
        SortedMap<String, String> rules = new TreeMap<>();
        report.findings().forEach(assessed -> rules.put(assessed.finding().rule().id(), assessed.finding().rule().title()));
        html.write("<form id=\"filters\" class=\"filters hidden\" role=\"search\" aria-label=\"Filter findings\">\n"
                + "<input type=\"search\" id=\"filter-path\" placeholder=\"Path or title\" aria-label=\"Path or title contains\" "
                + "autocomplete=\"off\" spellcheck=\"false\">\n");
        pills("Severity", "severity", severities, html);
        pills("Confidence", "confidence", confidences, html);
        pills("State", "state", compared || states.size() > 1 ? states : List.of(), html);
        html.write(
                "<label><span class=\"visually-hidden\">Rule</span><select id=\"filter-rule\"><option value=\"\">All rules</option>");
        for (var rule : rules.entrySet()) {
            html.write(
                    "<option value=\"" + HtmlText.escaped(rule.getKey()) + "\">" + HtmlText.escaped(rule.getKey()) + "</option>");
        }
        html.write("</select></label>\n<button type=\"button\" id=\"clear\">Clear</button>\n"
                + "<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n");
    }

    private static void pills(String title, String name, List<String> values, Writer html) throws IOException {
        if (values.size() < 2) {
            return;
        }
        html.write("<fieldset><legend>" + title + "</legend>");
        for (String value : values) {
            html.write(
                    "<label class=\"pill\"><input type=\"checkbox\" name=\"" + name + "\" value=\"" + value + "\"><span>" + value
                            + "</span></label>");
        }
        html.write("</fieldset>\n");
    }

    private static void fixed(Report report, Writer html) throws IOException {
        if (report.fixed().isEmpty()) {
            return;
        }
        html.write(
                "<section id=\"fixed\" tabindex=\"-1\" aria-labelledby=\"fixed-title\"><h2 id=\"fixed-title\">Fixed <span class=\"count\">"
                        + Words.number(report.fixed().size()) + "</span></h2>\n<ul class=\"plain\">\n");
        for (Fixed fixed : report.fixed().stream().limit(MOST_FIXED).toList()) {
            html.write("<li>" + HtmlText.escaped(Objects.requireNonNullElse(fixed.title(), fixed.ruleId()))
                    + (fixed.path() == null ? "" : "<br><span class=\"path\">" + HtmlText.escaped(fixed.path()) + "</span>")
                    + "</li>\n");
        }
        html.write("</ul>\n" + rest(report.fixed().size() - MOST_FIXED) + "</section>\n");
    }

    private static void coverage(Report report, Writer html) throws IOException {
        Coverage coverage = report.coverage();
        html.write(
                "<section id=\"coverage\" tabindex=\"-1\" aria-labelledby=\"coverage-title\"><h2 id=\"coverage-title\">Coverage</h2>\n"
                        + "<dl class=\"tallies\">" + tally("Files", Words.number(coverage.places()))
                        + tally("Contents", Words.number(coverage.contents())) + tally("Read", Words.bytes(coverage.bytes()))
                        + tally("Excluded", Words.number(coverage.excluded()))
                        + tally("Degraded", Words.number(coverage.count(Diagnostic.Kind.DEGRADED)))
                        + tally("Gaps", Words.number(coverage.count(Diagnostic.Kind.GAP))) + "</dl>\n");
        if (coverage.diagnostics().isEmpty()) {
            html.write("<p>Everything that should have been looked at was.</p></section>\n");
            return;
        }
        html.write(
                "<table><thead><tr><th scope=\"col\">Kind</th><th scope=\"col\">Where</th><th scope=\"col\">What</th></tr></thead><tbody>\n");
        List<DiagnosticGroup> groups = DiagnosticGroup.of(coverage.diagnostics());
        for (DiagnosticGroup group : groups.stream().limit(MOST_DIAGNOSTICS).toList()) {
            Diagnostic first = group.first();
            html.write("<tr><td>" + first.kind().name().toLowerCase(Locale.ROOT) + "</td><td class=\"path\">" + where(first)
                    + "</td><td>" + what(first) + " <code>" + HtmlText.escaped(first.code()) + "</code>" + others(group)
                    + "</td></tr>\n");
        }
        html.write("</tbody></table>\n" + rest(groups.size() - MOST_DIAGNOSTICS) + "</section>\n");
    }

    private static String where(Diagnostic diagnostic) {
        return diagnostic.where() == null ? "" : HtmlText.escaped(DiagnosticGroup.where(diagnostic));
    }

    private static String what(Diagnostic diagnostic) {
        return HtmlText.escaped(diagnostic.what())
                + (diagnostic.remedy() == null ? "" : "; " + HtmlText.escaped(diagnostic.remedy()));
    }

    /// The places but the first, folded.
    private static String others(DiagnosticGroup group) {
        int others = group.members().size() - 1;
        if (others == 0) {
            return "";
        }
        var text = new StringBuilder("<details><summary>and " + Words.count(others, "place") + " more</summary><ul>");
        boolean same = group.same();
        for (Diagnostic each : group.members().stream().skip(1).limit(MOST_DIAGNOSTICS).toList()) {
            text.append("<li class=\"path\">").append(where(each)).append(same ? "" : ": " + what(each)).append("</li>");
        }
        return text.append("</ul>").append(rest(others - MOST_DIAGNOSTICS)).append("</details>").toString();
    }

    static String tally(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
    }

    private static String rest(int number) {
        return number > 0 ? "<p class=\"none\">and " + Words.number(number) + " more</p>\n" : "";
    }

    private static void run(Report report, Writer html) throws IOException {
        var subject = report.subject();
        var facts = new StringBuilder();
        fact("Scanned", subject.target() + " (" + subject.root() + ")", facts);
        fact("Repository", subject.repository(), facts);
        fact("Commit", subject.commit() == null ? null : subject.commit() + (subject.dirty() ? ", with changes on top" : ""),
                facts);
        fact("Branch", subject.branch(), facts);
        fact("Compared with", subject.base(), facts);
        fact("Started", report.run().started().toString(), facts);
        fact("Took", Words.duration(report.run().wall()) + ", " + Words.duration(report.run().cpu()) + " of processor time",
                facts);
        fact("Gatehouse", report.tool().version(), facts);
        fact("Rules", report.tool().rules(), facts);
        fact("Configuration", report.tool().configuration(), facts);
        if (report.decision() != null) {
            fact("As of", report.decision().asOf().toString(), facts);
            fact("Judged", report.decision().subject().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ")), facts);
            report.decision().digests().forEach((name, digest) -> fact("Digest of " + name, digest, facts));
        }
        fact("Digest of this report", ReportJson.digest(report), facts);
        html.write(
                "<section id=\"run\" tabindex=\"-1\" aria-labelledby=\"run-title\"><h2 id=\"run-title\">Run</h2>\n<dl class=\"facts\">"
                        + facts
                        + "</dl></section>\n");
    }

    private static void fact(String name, @Nullable String value, StringBuilder into) {
        if (value != null && !value.isEmpty()) {
            into.append("<dt>").append(HtmlText.escaped(name)).append("</dt><dd><code>").append(HtmlText.escaped(value))
                    .append("</code></dd>\n");
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlWriter.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String integrity(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
