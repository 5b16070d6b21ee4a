package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Text for people: each finding, then what it comes to.
final class TerminalWriter implements ReportWriter {
    private static final int FIX_FIRST = 5;
    private static final int MOST_REASONS = 5;
    private static final int MOST_DIAGNOSTICS = 10;
    /// Of one rule so many findings are told in full, the next in a line each, the rest as a number.
    private static final int MOST_OF_A_RULE = 5;
    private static final int MOST_FURTHER = 10;

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        var page = new Page(out, style);
        Standing standing = Standing.of(report);
        List<Assessed> listed = new ArrayList<>(standing.open());
        if (style.verbose()) {
            listed.addAll(standing.accepted());
            listed.addAll(standing.suppressed());
        }
        var findings = new TerminalFinding(page, report.subject());
        Map<String, List<Assessed>> further = new LinkedHashMap<>();
        Map<String, Integer> told = new HashMap<>();
        for (Assessed assessed : listed) {
            String rule = assessed.finding().rule().id();
            if (style.verbose() || told.merge(rule, 1, Integer::sum) <= MOST_OF_A_RULE) {
                findings.write(assessed);
                page.blank();
            } else {
                further.computeIfAbsent(rule, _ -> new ArrayList<>()).add(assessed);
            }
        }
        further.forEach((rule, same) -> further(page, findings, rule, same));
        summary(page, report, standing);
        page.flush();
    }

    /// What a rule found beyond the first few places: the reader knows by now what it is about.
    private static void further(Page page, TerminalFinding findings, String rule, List<Assessed> same) {
        page.line(page.paint(Page.Ink.STRONG, Words.number(same.size()) + " more of " + Printable.line(rule, 80)));
        same.stream().limit(MOST_FURTHER).forEach(findings::line);
        more(page, same.size() - MOST_FURTHER, "place");
        page.blank();
    }

    private static void summary(Page page, Report report, Standing standing) {
        Outcome outcome = Outcome.of(report);
        page.rule();
        page.line(page.paint(ink(outcome.answer()), Printable.line(outcome.headline())));
        Decision decision = report.decision();
        if (decision != null) {
            reasons(page, decision);
        }
        if (standing.open().size() > 1) {
            fixFirst(page, report, standing);
        }
        page.blank();
        counts(page, report, standing);
        coverage(page, report);
        page.blank();
        page.wrapped("next: ", 6, outcome.next(), 3);
    }

    private static Page.Ink ink(Outcome.Answer answer) {
        return switch (answer) {
            case NO -> Page.Ink.ALARM;
            case UNPROVEN, APPROVAL, WARNED -> Page.Ink.WARNING;
            case YES -> Page.Ink.GOOD;
            case ASSESSED -> Page.Ink.STRONG;
        };
    }

    /// Findings to which the same line of policy applies are counted, not listed: what to fix first stands below by place.
    private static void reasons(Page page, Decision decision) {
        Map<String, List<Reason>> byPolicy = new LinkedHashMap<>();
        for (Reason reason : decision.reasons()) {
            if (reason.verdict() != Verdict.ALLOW) {
                String key = reason.subject() == null ? reason.text() : reason.verdict() + reason.policy();
                byPolicy.computeIfAbsent(key, _ -> new ArrayList<>()).add(reason);
            }
        }
        for (List<Reason> same : byPolicy.values().stream().limit(MOST_REASONS).toList()) {
            Reason reason = same.getFirst();
            page.wrapped("  " + (reason.verdict() == Verdict.BLOCK ? "block" : "warn ") + "  ", 9,
                    (same.size() == 1 ? reason.text() : Words.count(same.size(), "finding")) + " [" + reason.policy() + "]", 3);
        }
        more(page, byPolicy.size() - MOST_REASONS, "reason");
        Outcome.passing(decision)
                .forEach(reason -> page.wrapped("  pass   ", 9, reason.text() + " [" + reason.policy() + "]", 3));
        if (!decision.exceptions().isEmpty()) {
            page.wrapped("  used   ", 9, "exceptions " + String.join(", ", decision.exceptions()), 3);
        }
    }

    private static void fixFirst(Page page, Report report, Standing standing) {
        page.blank();
        page.line(page.paint(Page.Ink.STRONG, "fix first"));
        int number = 1;
        for (Assessed assessed : standing.open().stream().limit(FIX_FIRST).toList()) {
            String where = Printable.line(Where.clickable(Outcome.first(assessed), report.subject()));
            page.line("  " + number++ + ". " + page.paint(Page.Ink.STRONG, where) + "  "
                    + page.paint(TerminalFinding.ink(assessed.finding().severity()), assessed.finding().severity().label()) + "  "
                    + Printable.line(assessed.finding().rule().title(), 120));
        }
    }

    private static void counts(Page page, Report report, Standing standing) {
        List<Assessed> open = standing.open();
        var text = new StringBuilder(Words.count(open.size(), "open finding"));
        if (!open.isEmpty()) {
            text.append(": ").append(Standing.severities(open));
        }
        List<String> rest = new ArrayList<>();
        if (Standing.compared(report)) {
            rest.add(Words.number(standing.fresh().size()) + " new");
            rest.add(Words.number(standing.known().size()) + " known");
        }
        if (!standing.accepted().isEmpty()) {
            rest.add(Words.number(standing.accepted().size()) + " accepted");
        }
        if (!standing.suppressed().isEmpty()) {
            rest.add(Words.number(standing.suppressed().size()) + " suppressed");
        }
        if (!report.fixed().isEmpty()) {
            rest.add(Words.number(report.fixed().size()) + " fixed");
        }
        if (!rest.isEmpty()) {
            text.append(page.unicode() ? " · " : "; ").append(String.join(", ", rest));
        }
        page.wrapped("", 0, text.toString(), 4);
        for (Assessed assessed : standing.accepted()) {
            Acceptance acceptance = assessed.acceptance();
            if (acceptance != null && page.verbose()) {
                page.wrapped("  ", 2, "accepted until " + acceptance.expires() + ": " + acceptance.id() + ", owner "
                        + acceptance.owner() + ", " + acceptance.reason(), 2);
            }
        }
    }

    private static void coverage(Page page, Report report) {
        Coverage coverage = report.coverage();
        long degraded = coverage.count(Diagnostic.Kind.DEGRADED);
        long gaps = coverage.count(Diagnostic.Kind.GAP);
        page.wrapped("", 0, "looked at " + Words.count(coverage.places(), "file") + " ("
                + Words.count(coverage.contents(), "content") + ", " + Words.bytes(coverage.bytes()) + ") of "
                + report.subject().target() + " in " + Words.duration(report.run().wall()) + "; "
                + Words.number(coverage.excluded()) + " excluded, " + Words.number(degraded) + " degraded, "
                + Words.count(gaps, "gap"), 4);
        List<Diagnostic> shown = coverage.diagnostics().stream()
                .filter(diagnostic -> page.verbose() || diagnostic.kind() != Diagnostic.Kind.NOTE).toList();
        List<DiagnosticGroup> groups = page.verbose()
                ? shown.stream().map(each -> new DiagnosticGroup(List.of(each))).toList()
                : DiagnosticGroup.of(shown);
        for (DiagnosticGroup group : groups.stream().limit(page.verbose() ? Long.MAX_VALUE : MOST_DIAGNOSTICS).toList()) {
            String kind = group.first().kind().name().toLowerCase(java.util.Locale.ROOT);
            page.wrapped("  " + kind + " ".repeat(Math.max(1, 10 - kind.length())), 12,
                    group.text() + " [" + group.first().code() + "]", 3);
        }
        more(page, page.verbose() ? 0 : groups.size() - MOST_DIAGNOSTICS, "diagnostic");
    }

    private static void more(Page page, int number, String noun) {
        if (number > 0) {
            page.line("  and " + Words.number(number) + " more " + noun + (number == 1 ? "" : "s")
                    + " (--verbose or --report html=FILE shows all)");
        }
    }
}
