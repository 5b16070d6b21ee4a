package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Distributions of the open findings: tables whose middle column is drawn as SVG, so that every number is there as text.
final class HtmlCharts {
    private static final int MOST_ROWS = 7;

    private HtmlCharts() {}

    static String of(Report report, Standing standing) {
        List<Assessed> open = standing.open();
        if (open.isEmpty()) {
            return "";
        }
        return "<section class=\"charts\" aria-label=\"Distribution of the open findings\">\n" + severities(open)
                + ranked("Directories", open, HtmlCharts::directory, true)
                + ranked("Families", open, assessed -> assessed.finding().rule().family(), false) + ages(open) + "</section>\n";
    }

    private static String severities(List<Assessed> open) {
        Map<Severity, Integer> totals = Standing.bySeverity(open);
        int most = totals.values().stream().max(Comparator.naturalOrder()).orElse(1);
        var rows = new StringBuilder();
        totals.forEach((severity, total) -> {
            var bar = new StringBuilder();
            var words = new StringBuilder();
            double x = 0;
            for (Confidence confidence : List.of(Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE)) {
                long count = open.stream().filter(assessed -> assessed.finding().severity() == severity
                        && assessed.finding().confidence() == confidence).count();
                if (count > 0) {
                    double width = 100.0 * count / most;
                    bar.append(rectangle(x, width, "fill-" + severity.label() + " " + confidence.label()));
                    words.append(words.isEmpty() ? "" : ", ").append(count).append(" ").append(confidence.label());
                    x += width;
                }
            }
            rows.append(row("<a href=\"#severity=" + severity.label() + "\">" + severity.label() + "</a>", bar.toString(), total,
                    words.toString()));
        });
        var key = new StringBuilder("<p class=\"key\" aria-hidden=\"true\">");
        for (Confidence confidence : List.of(Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE)) {
            key.append("<span><svg viewBox=\"0 0 10 10\"><rect width=\"10\" height=\"10\" class=\"fill-key ")
                    .append(confidence.label())
                    .append("\"/></svg>").append(confidence.label()).append("</span>");
        }
        return figure("Severity and confidence", rows.toString(), key + "</p>");
    }

    private static String ranked(String title, List<Assessed> open, Function<Assessed, String> group, boolean linked) {
        Map<String, Integer> counts = new TreeMap<>();
        open.forEach(assessed -> counts.merge(group.apply(assessed), 1, Integer::sum));
        Map<String, Integer> shown = new LinkedHashMap<>();
        counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(counts.size() > MOST_ROWS + 1 ? MOST_ROWS : MOST_ROWS + 1)
                .forEach(entry -> shown.put(entry.getKey(), entry.getValue()));
        int rest = open.size() - shown.values().stream().mapToInt(Integer::intValue).sum();
        double most = Math.max(rest, shown.values().stream().max(Comparator.naturalOrder()).orElse(1));
        var rows = new StringBuilder();
        shown.forEach((name, count) -> {
            String text = HtmlText.escaped(name);
            String label = linked && name.endsWith("/")
                    ? "<a href=\"#path=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "\">" + text + "</a>"
                    : text;
            rows.append(row(label, rectangle(0, 100 * count / most, "fill-accent"), count, ""));
        });
        if (rest > 0) {
            rows.append(row((counts.size() - shown.size()) + " others", rectangle(0, 100 * rest / most, "fill-info"), rest, ""));
        }
        return figure(title, rows.toString(), "");
    }

    private static String directory(Assessed assessed) {
        String path = Outcome.first(assessed).path();
        if (path == null) {
            return "elsewhere";
        }
        int slash = path.indexOf('/');
        return slash < 0 ? "top level" : path.substring(0, slash + 1);
    }

    private static String row(String label, String bar, int number, String words) {
        return "<tr><th scope=\"row\">" + label
                + "</th><td><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + bar + "</svg>" + (words.isEmpty() ? "" : "<span class=\"visually-hidden\">" + words + "</span>")
                + "</td><td class=\"number\">" + Words.number(number) + "</td></tr>\n";
    }

    private static String rectangle(double x, double width, String classes) {
        return String.format(Locale.ROOT, "<rect x=\"%.2f\" y=\"0\" width=\"%.2f\" height=\"8\" class=\"%s\"/>", x,
                Math.max(0.8, width),
                classes);
    }

    private static String figure(String title, String rows, String below) {
        return "<figure><figcaption>" + title + "</figcaption><table class=\"bars\"><tbody>\n" + rows + "</tbody></table>" + below
                + "</figure>\n";
    }

    /// When the oldest open place of each finding was introduced, where the history is known.
    private static String ages(List<Assessed> open) {
        TreeMap<YearMonth, Integer> months = new TreeMap<>();
        for (Assessed assessed : open) {
            assessed.finding().active().stream().map(Occurrence::location).map(Where::commit).filter(java.util.Objects::nonNull)
                    .map(Origin.Commit::time).min(Comparator.naturalOrder())
                    .ifPresent(time -> months.merge(YearMonth.from(time.atZone(ZoneOffset.UTC)), 1, Integer::sum));
        }
        // One column would say no more than the date beside the finding does.
        if (months.size() < 2) {
            return "";
        }
        long span = months.firstKey().until(months.lastKey(), ChronoUnit.MONTHS);
        boolean years = span > 36;
        int from = years ? months.firstKey().getYear() : 0;
        int columns = years ? months.lastKey().getYear() - from + 1 : (int) span + 1;
        // A commit may claim any date; a chart of centuries tells nobody anything.
        if (columns > 60) {
            return "";
        }
        int[] counts = new int[columns];
        months.forEach((month, count) -> counts[years
                ? month.getYear() - from
                : (int) months.firstKey().until(month, ChronoUnit.MONTHS)] += count);
        int most = java.util.Arrays.stream(counts).max().orElse(1);
        var bars = new StringBuilder();
        double width = 100.0 / columns;
        for (int i = 0; i < columns; i++) {
            double height = 60.0 * counts[i] / most;
            String label = years ? Integer.toString(from + i) : months.firstKey().plusMonths(i).toString();
            bars.append(String.format(Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" class=\"fill-accent\"><title>%s: %d</title></rect>",
                    i * width + width * 0.1, 60 - height, width * 0.8, height, label, counts[i]));
        }
        String first = years ? Integer.toString(from) : months.firstKey().toString();
        String last = years ? Integer.toString(from + columns - 1) : months.lastKey().toString();
        int total = java.util.Arrays.stream(counts).sum();
        return "<figure class=\"columns\"><figcaption>Introduced, by " + (years ? "year" : "month")
                + "</figcaption><svg viewBox=\"0 0 100 60\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
                + Words.count(total, "finding") + " introduced from " + first + " to " + last + ", at most " + most + " in one "
                + (years ? "year" : "month") + "\">" + bars + "</svg><p class=\"axis\"><span>" + first + "</span><span>at most "
                + Words.number(most) + "</span><span>" + (columns > 1 ? last : "") + "</span></p></figure>\n";
    }
}
