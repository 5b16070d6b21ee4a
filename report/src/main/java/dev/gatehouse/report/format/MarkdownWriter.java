package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Fixed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one comment on a pull request, in the Markdown that GitHub, GitLab and Gitea share: verdict, at most five findings that
/// the change introduces with their fixes, the rest folded away, coverage. Fits into one comment whatever was found.
final class MarkdownWriter implements ReportWriter {
    /// What GitHub takes in a comment, less a margin for what a poster adds.
    private static final int LONGEST = 65_536 - 1_024;
    private static final int INTRODUCED = 5;
    private static final int MOST_REASONS = 5;
    private static final int MOST_DIAGNOSTICS = 20;

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        out.write(comment(report).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String comment(Report report) {
        Standing standing = Standing.of(report);
        Outcome outcome = Outcome.of(report);
        String foot = foot(report, outcome);
        var text = new StringBuilder(Reports.COMMENT_MARKER).append("\n### ").append(sign(outcome.answer())).append(" ")
                .append(MarkdownText.escaped(outcome.headline(), 300)).append("\n\n");
        reasons(report.decision(), text);
        introduced(standing.fresh(), report, text);
        int room = LONGEST - foot.length();
        folded("More new findings",
                standing.fresh().stream().skip(INTRODUCED).map(assessed -> line(assessed, report)).toList(), text, room);
        folded("Known findings", standing.known().stream().map(assessed -> line(assessed, report)).toList(), text, room);
        folded("Accepted by exception", standing.accepted().stream().map(MarkdownWriter::accepted).toList(), text, room);
        folded("Fixed", report.fixed().stream().map(MarkdownWriter::fixed).toList(), text, room);
        return text.append(foot).toString();
    }

    private static String sign(Outcome.Answer answer) {
        return switch (answer) {
            case NO -> "⛔";
            case UNPROVEN, APPROVAL, WARNED -> "⚠️";
            case YES -> "✅";
            case ASSESSED -> "🔎";
        };
    }

    private static void reasons(@Nullable Decision decision, StringBuilder text) {
        if (decision == null) {
            return;
        }
        List<Reason> reasons = decision.reasons().stream().filter(reason -> reason.verdict() != Verdict.ALLOW).toList();
        for (Reason reason : reasons.stream().limit(MOST_REASONS).toList()) {
            text.append("- **").append(reason.verdict().label()).append("** ").append(MarkdownText.escaped(reason.text(), 300))
                    .append(" — ").append(MarkdownText.code(reason.policy(), 200)).append("\n");
        }
        if (reasons.size() > MOST_REASONS) {
            text.append("- and ").append(Words.count(reasons.size() - MOST_REASONS, "more reason")).append("\n");
        }
        List<Reason> passing = Outcome.passing(decision);
        passing.forEach(reason -> text.append("- ").append(MarkdownText.escaped(reason.text(), 300)).append(" — ")
                .append(MarkdownText.code(reason.policy(), 200)).append("\n"));
        text.append(reasons.isEmpty() && passing.isEmpty() ? "" : "\n");
    }

    private static void introduced(List<Assessed> fresh, Report report, StringBuilder text) {
        if (fresh.isEmpty()) {
            text.append(Standing.compared(report) ? "No new findings.\n\n" : "No open findings.\n\n");
            return;
        }
        text.append("#### ").append(Standing.compared(report) ? "Introduced by this change" : "Findings").append("\n\n");
        for (Assessed assessed : fresh.stream().limit(INTRODUCED).toList()) {
            Finding finding = assessed.finding();
            text.append("- **").append(finding.severity().label()).append("** ")
                    .append(MarkdownText.escaped(finding.rule().title(), 200))
                    .append(" in ").append(place(Outcome.first(assessed))).append(more(assessed)).append("  \n  ")
                    .append(MarkdownText.escaped(finding.message(), 500)).append("\n");
            Remedy remedy = finding.remedy();
            String fix = remedy == null ? finding.rule().fix() : remedy.text();
            if (!fix.isBlank()) {
                URI link = remedy == null || remedy.link() == null ? finding.rule().link() : remedy.link();
                text.append("  - **Fix:** ").append(MarkdownText.escaped(fix, 500))
                        .append(link == null ? "" : " " + MarkdownText.link(link)).append("\n");
            }
            text.append("  - ").append(finding.confidence().label()).append(", rule ")
                    .append(MarkdownText.code(finding.rule().id(), 100)).append(", ")
                    .append(MarkdownText.code(finding.fingerprint().toString(), 300)).append("\n");
        }
        text.append("\n");
    }

    private static String place(Location location) {
        return MarkdownText.code(Where.text(location), 300);
    }

    private static String more(Assessed assessed) {
        int others = assessed.finding().active().size() - 1;
        return others > 0 ? " and " + Words.count(others, "more place") : "";
    }

    private static String line(Assessed assessed, Report report) {
        Finding finding = assessed.finding();
        String verdict = report.decision() == null || assessed.verdict() == Verdict.ALLOW
                ? ""
                : ", " + assessed.verdict().label();
        return "- **" + finding.severity().label() + "** " + MarkdownText.escaped(finding.rule().title(), 120) + " in "
                + place(Outcome.first(assessed)) + more(assessed) + " (" + finding.confidence().label() + verdict
                + owner(assessed) + ")\n";
    }

    /// As code: to name people must not notify them each time the comment changes.
    private static String owner(Assessed assessed) {
        return assessed.owners().isEmpty() ? "" : ", owner " + MarkdownText.code(String.join(" ", assessed.owners()), 120);
    }

    private static String accepted(Assessed assessed) {
        Acceptance acceptance = assessed.acceptance();
        String terms = acceptance == null
                ? ""
                : " — until " + acceptance.expires() + ", owner " + MarkdownText.escaped(acceptance.owner(), 80) + ": "
                        + MarkdownText.escaped(acceptance.reason(), 200);
        return "- " + MarkdownText.escaped(assessed.finding().rule().title(), 120) + " in " + place(Outcome.first(assessed))
                + terms + "\n";
    }

    private static String fixed(Fixed fixed) {
        return "- " + MarkdownText.escaped(fixed.title() == null ? fixed.ruleId() : fixed.title(), 120)
                + (fixed.path() == null ? "" : " in " + MarkdownText.code(fixed.path(), 300)) + "\n";
    }

    /// A list folded away; what does not fit into the comment is counted.
    private static void folded(String title, List<String> lines, StringBuilder text, int room) {
        if (lines.isEmpty()) {
            return;
        }
        String head = "<details><summary>" + title + " (" + Words.number(lines.size()) + ")</summary>\n\n";
        String tail = "\n</details>\n\n";
        int reserve = head.length() + tail.length() + 100;
        if (text.length() + reserve > room) {
            return;
        }
        text.append(head);
        int written = 0;
        for (String line : lines) {
            if (text.length() + line.length() + reserve > room) {
                break;
            }
            text.append(line);
            written++;
        }
        if (written < lines.size()) {
            text.append("- and ").append(Words.number(lines.size() - written)).append(" more, in the full report\n");
        }
        text.append(tail);
    }

    private static String foot(Report report, Outcome outcome) {
        Coverage coverage = report.coverage();
        var text = new StringBuilder("<sub>Looked at ").append(Words.count(coverage.places(), "file")).append(" (")
                .append(Words.bytes(coverage.bytes())).append("), ").append(Words.number(coverage.excluded()))
                .append(" excluded, ").append(Words.number(coverage.count(Diagnostic.Kind.DEGRADED))).append(" degraded, ")
                .append(Words.count(coverage.count(Diagnostic.Kind.GAP), "gap")).append(". Next: ")
                .append(MarkdownText.code(outcome.next(), 700)).append("</sub>\n");
        List<Diagnostic> missing = coverage.diagnostics().stream().filter(diagnostic -> diagnostic.kind() != Diagnostic.Kind.NOTE)
                .toList();
        folded("Not or only partly looked at", DiagnosticGroup.of(missing).stream().limit(MOST_DIAGNOSTICS)
                .map(group -> "- " + group.first().kind().name().toLowerCase(java.util.Locale.ROOT) + ": "
                        + MarkdownText.escaped(group.text(), 300) + "\n")
                .toList(), text, LONGEST);
        return text.toString();
    }
}
