package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.report.Report;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The first screen of the page: may we ship, why not, who acts by when.
final class HtmlAnswer {
    private static final int MOST_REASONS = 4;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HtmlAnswer() {}

    static String of(Report report, Outcome outcome, Standing standing) {
        String tone = switch (outcome.answer()) {
            case NO -> "no";
            case UNPROVEN, APPROVAL, WARNED -> "caution";
            case YES -> "yes";
            case ASSESSED -> "assessed";
        };
        return "<div class=\"answer " + tone
                + "\"><div class=\"grid\"><div>\n<p class=\"question\">May we ship?</p>\n<h1><span class=\"word\">"
                + outcome.answer().words() + "</span> <span class=\"headline\">"
                + HtmlText.escaped(outcome.headline()) + "</span></h1>\n<p class=\"moment\">As of "
                + MOMENT.format(Outcome.asOf(report)) + "</p>\n" + reasons(report.decision()) + "</div>\n<div>"
                + actions(outcome) + tallies(report, standing) + "</div></div></div>\n";
    }

    private static String reasons(@org.jspecify.annotations.Nullable Decision decision) {
        if (decision == null) {
            return "";
        }
        List<Reason> reasons = decision.reasons().stream().filter(reason -> reason.verdict() != Verdict.ALLOW).toList();
        if (reasons.isEmpty()) {
            return "";
        }
        var html = new StringBuilder("<ul class=\"reasons\">\n");
        for (Reason reason : reasons.stream().limit(MOST_REASONS).toList()) {
            html.append("<li><b>").append(reason.verdict() == Verdict.BLOCK ? "Blocks" : "Warns").append("</b> ")
                    .append(HtmlText.escaped(reason.text())).append(" <span class=\"policy\">")
                    .append(HtmlText.escaped(reason.policy()))
                    .append("</span></li>\n");
        }
        if (reasons.size() > MOST_REASONS) {
            html.append("<li>and ").append(Words.count(reasons.size() - MOST_REASONS, "more reason")).append("</li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private static String actions(Outcome outcome) {
        if (outcome.actions().isEmpty()) {
            return "<div class=\"panel\"><h2>Who acts</h2><p class=\"none\">Nobody has to.</p></div>\n";
        }
        var html = new StringBuilder("<div class=\"panel\"><h2>Who acts</h2><table><thead><tr><th scope=\"col\">Who</th>"
                + "<th scope=\"col\">What</th><th scope=\"col\">By when</th></tr></thead><tbody>\n");
        for (Outcome.Action action : outcome.actions()) {
            html.append("<tr><td class=\"who\">").append(HtmlText.escaped(action.who())).append("</td><td>")
                    .append(HtmlText.escaped(action.what())).append("</td><td class=\"when\">")
                    .append(HtmlText.escaped(action.when()))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String tallies(Report report, Standing standing) {
        var html = new StringBuilder("<div class=\"panel\"><dl class=\"tallies\">");
        boolean compared = Standing.compared(report);
        html.append(HtmlWriter.tally(compared ? "New" : "Open", Words.number(standing.fresh().size())));
        html.append(compared ? HtmlWriter.tally("Known", Words.number(standing.known().size())) : "");
        tally("Accepted", standing.accepted().size(), html);
        tally("Suppressed", standing.suppressed().size(), html);
        tally("Fixed", report.fixed().size(), html);
        return html.append("</dl></div>\n").toString();
    }

    private static void tally(String name, int number, StringBuilder html) {
        html.append(number == 0 ? "" : HtmlWriter.tally(name, Words.number(number)));
    }
}
