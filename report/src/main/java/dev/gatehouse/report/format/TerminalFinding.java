package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Subject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One finding as text, in at most [#MOST_LINES] lines: what must be there first, the rest of the room for message and remedy.
final class TerminalFinding {
    static final int MOST_LINES = 12;
    private static final int SHOWN_PLACES = 3;

    private final Page page;
    private final Subject subject;

    TerminalFinding(Page page, Subject subject) {
        this.page = page;
        this.subject = subject;
    }

    static Page.Ink ink(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Page.Ink.ALARM;
            case HIGH -> Page.Ink.BAD;
            case MEDIUM -> Page.Ink.WARNING;
            case LOW, INFO, UNRATED -> Page.Ink.CALM;
        };
    }

    void write(Assessed assessed) {
        Finding finding = assessed.finding();
        List<Occurrence> occurrences = finding.active().isEmpty() ? finding.occurrences() : finding.active();
        Occurrence first = occurrences.getFirst();
        List<String> excerpt = first.excerpt() == null ? List.of() : excerpt(first.excerpt());
        List<String> origin = origin(first);
        List<String> others = others(occurrences);
        String link = link(finding);
        int room = MOST_LINES - 2 - excerpt.size() - origin.size() - others.size() - (link.isEmpty() ? 0 : 1);
        List<String> remedy = remedy(finding, Math.min(3, room - 1));
        List<String> message = Page.wrap(finding.message(), page.columns() - 2, Math.min(3, Math.max(1, room - remedy.size())));

        page.line(head(assessed, first));
        message.forEach(line -> page.line("  " + line));
        excerpt.forEach(page::line);
        origin.forEach(page::line);
        others.forEach(page::line);
        remedy.forEach(page::line);
        if (!link.isEmpty()) {
            page.line("       " + page.paint(Page.Ink.LINK, link));
        }
        String owners = assessed.owners().isEmpty()
                ? ""
                : "  owner " + Printable.line(String.join(" ", assessed.owners()), 80);
        page.line(page.paint(Page.Ink.QUIET, "  " + finding.fingerprint() + owners));
    }

    /// The finding in one line.
    void line(Assessed assessed) {
        Finding finding = assessed.finding();
        String where = Printable.line(Where.clickable(Outcome.first(assessed), subject));
        String severity = finding.severity().label();
        int room = Math.max(20, page.columns() - where.length() - severity.length() - 6);
        page.line("  " + where + "  " + page.paint(ink(finding.severity()), severity) + "  "
                + page.paint(Page.Ink.QUIET, Printable.line(finding.message(), room)));
    }

    private String head(Assessed assessed, Occurrence first) {
        Finding finding = assessed.finding();
        var head = new StringBuilder(
                page.paint(Page.Ink.STRONG, Printable.line(Where.clickable(first.location(), subject))));
        head.append("  ").append(page.paint(ink(finding.severity()), finding.severity().label()));
        head.append(", ").append(finding.confidence().label()).append("  ").append(Printable.line(finding.rule().id(), 80));
        List<String> state = new ArrayList<>();
        if (assessed.suppressed()) {
            state.add("suppressed");
        } else if (assessed.acceptance() != null) {
            Acceptance acceptance = assessed.acceptance();
            state.add("accepted until " + acceptance.expires());
        } else {
            switch (assessed.newness()) {
                case NEW -> state.add("new");
                case KNOWN -> state.add("known");
                case UNCOMPARED -> {
                }
            }
            if (assessed.verdict() != Verdict.ALLOW) {
                state.add(assessed.verdict() == Verdict.BLOCK ? "blocks" : "warns");
            }
        }
        if (!state.isEmpty()) {
            head.append("  [").append(String.join(", ", state)).append(']');
        }
        return head.toString();
    }

    /// The marked line with its place underlined, and the line before it where there is one.
    private List<String> excerpt(Excerpt excerpt) {
        int index = excerpt.markLine() - excerpt.firstLine();
        if (index < 0 || index >= excerpt.lines().size()) {
            return List.of();
        }
        int digits = Integer.toString(excerpt.markLine()).length();
        String bar = page.unicode() ? " │ " : " | ";
        int room = page.columns() - digits - 5;
        List<String> lines = new ArrayList<>();
        if (index > 0) {
            String before = Marked.of(excerpt.lines().get(index - 1), 0, 0, room).text();
            lines.add(page.paint(Page.Ink.QUIET, "  " + pad(excerpt.markLine() - 1, digits) + bar + before));
        }
        Marked marked = Marked.of(excerpt.lines().get(index), excerpt.markStart(), excerpt.markEnd(), room);
        lines.add("  " + page.paint(Page.Ink.QUIET, pad(excerpt.markLine(), digits) + bar) + marked.text());
        lines.add("  " + " ".repeat(digits) + page.paint(Page.Ink.QUIET, bar) + " ".repeat(marked.start())
                + page.paint(Page.Ink.BAD, "^".repeat(marked.length())));
        return lines;
    }

    private static String pad(int number, int digits) {
        String text = Integer.toString(number);
        return " ".repeat(Math.max(0, digits - text.length())) + text;
    }

    private List<String> origin(Occurrence first) {
        String text = Where.provenance(first.location());
        if (text == null) {
            return List.of();
        }
        return List.of("  " + page.paint(Page.Ink.QUIET, text));
    }

    private List<String> others(List<Occurrence> occurrences) {
        List<String> others = new ArrayList<>();
        for (Occurrence other : occurrences.subList(1, Math.min(SHOWN_PLACES, occurrences.size()))) {
            others.add("  also at " + Printable.line(Where.clickable(other.location(), subject)));
        }
        if (occurrences.size() > SHOWN_PLACES) {
            others.set(others.size() - 1,
                    others.getLast() + " and " + Words.number(occurrences.size() - SHOWN_PLACES) + " more");
        }
        return others;
    }

    private List<String> remedy(Finding finding, int mostLines) {
        Remedy remedy = finding.remedy();
        String text = remedy == null ? finding.rule().fix() : remedy.text();
        List<String> lines = new ArrayList<>();
        if (!text.isBlank()) {
            for (String line : Page.wrap(text, page.columns() - 7, Math.max(1, mostLines))) {
                lines.add((lines.isEmpty() ? "  " + page.paint(Page.Ink.GOOD, "fix") + "  " : "       ") + line);
            }
        }
        return lines;
    }

    private static String link(Finding finding) {
        Remedy remedy = finding.remedy();
        @Nullable
        URI link = remedy == null || remedy.link() == null ? finding.rule().link() : remedy.link();
        return link == null ? "" : Printable.line(link.toString(), 300);
    }
}
