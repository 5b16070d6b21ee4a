package dev.gatehouse.report.format;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JUnit XML as CI servers read it: a suite a rule, a case an occurrence.
///
/// A case fails if the finding blocks; in an assessment, which gates nothing, if the finding is open. What is accepted or
/// suppressed is skipped with the reason. Gaps of coverage are errors of a suite of their own.
final class JunitWriter implements ReportWriter {

    private enum Result {
        PASSED, FAILED, ERROR, SKIPPED
    }

    private record Case(String suite, String name, Result result, String type, String message, String text) {}

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        SortedMap<String, List<Case>> suites = new TreeMap<>();
        for (Case single : cases(report)) {
            suites.computeIfAbsent(single.suite(), _ -> new ArrayList<>()).add(single);
        }
        List<Case> all = suites.values().stream().flatMap(List::stream).toList();
        String time = String.format(Locale.ROOT, "%.3f", report.run().wall().toMillis() / 1000.0);
        String started = report.run().started().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        Writer xml = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gatehouse\"" + counts(all) + " time=\"" + time
                + "\">\n");
        for (var suite : suites.entrySet()) {
            xml.write("  <testsuite name=\"" + XmlText.escaped(Printable.line(suite.getKey())) + "\"" + counts(suite.getValue())
                    + " time=\"0.000\" timestamp=\"" + started + "\">\n");
            for (Case single : suite.getValue()) {
                write(single, xml);
            }
            xml.write("  </testsuite>\n");
        }
        xml.write("</testsuites>\n");
        xml.flush();
    }

    private static String counts(List<Case> cases) {
        return " tests=\"" + cases.size() + "\" failures=\"" + count(cases, Result.FAILED) + "\" errors=\""
                + count(cases, Result.ERROR) + "\" skipped=\"" + count(cases, Result.SKIPPED) + "\"";
    }

    private static long count(List<Case> cases, Result result) {
        return cases.stream().filter(single -> single.result() == result).count();
    }

    private static List<Case> cases(Report report) {
        List<Case> cases = new ArrayList<>();
        for (Assessed assessed : report.findings()) {
            for (Occurrence occurrence : assessed.finding().occurrences()) {
                cases.add(single(report, assessed, occurrence));
            }
        }
        for (Diagnostic diagnostic : report.coverage().diagnostics()) {
            if (diagnostic.kind() == Diagnostic.Kind.GAP || diagnostic.kind() == Diagnostic.Kind.DEFECT) {
                cases.add(new Case("coverage", diagnostic.where() == null ? diagnostic.code() : diagnostic.where(), Result.ERROR,
                        diagnostic.code(), diagnostic.what(), diagnostic.toString()));
            }
        }
        if (cases.isEmpty()) {
            cases.add(new Case("gatehouse", "no findings", Result.PASSED, "", "", ""));
        }
        return cases;
    }

    private static Case single(Report report, Assessed assessed, Occurrence occurrence) {
        Finding finding = assessed.finding();
        String where = Where.text(occurrence.location());
        String name = where + " " + finding.rule().title();
        Suppression suppression = occurrence.suppression();
        Acceptance acceptance = assessed.acceptance();
        if (suppression != null) {
            return new Case(finding.rule().id(), name, Result.SKIPPED, "suppressed",
                    "suppressed by " + suppression.form() + (suppression.reason().isBlank() ? "" : ": " + suppression.reason()),
                    "");
        }
        if (acceptance != null) {
            return new Case(finding.rule().id(), name, Result.SKIPPED, "accepted", "accepted until " + acceptance.expires()
                    + " by exception " + acceptance.id() + ": " + acceptance.reason(), "");
        }
        boolean fails = report.decision() == null || assessed.verdict() == Verdict.BLOCK;
        return new Case(finding.rule().id(), name, fails ? Result.FAILED : Result.PASSED, finding.severity().label(),
                finding.message(), details(finding, occurrence, where));
    }

    private static String details(Finding finding, Occurrence occurrence, String where) {
        Remedy remedy = finding.remedy();
        var text = new StringBuilder(where).append("\n").append(finding.severity().label()).append(", ")
                .append(occurrence.confidence().label()).append(", ").append(finding.rule().id()).append("\n")
                .append(finding.message()).append("\n");
        @Nullable
        String fix = remedy == null ? finding.rule().fix() : remedy.text();
        if (!fix.isBlank()) {
            text.append("fix: ").append(fix).append("\n");
        }
        if (remedy != null && remedy.link() != null) {
            text.append(remedy.link()).append("\n");
        }
        return text.append(finding.fingerprint()).toString();
    }

    private static void write(Case single, Writer xml) throws IOException {
        String head = "    <testcase classname=\"" + XmlText.escaped(Printable.line(single.suite())) + "\" name=\""
                + XmlText.escaped(Printable.line(single.name()))
                + "\" time=\"0.000\"";
        String message = " message=\"" + XmlText.escaped(Printable.line(single.message())) + "\"";
        switch (single.result()) {
            case SKIPPED -> xml.write(head + "><skipped" + message + "/></testcase>\n");
            case FAILED, ERROR -> {
                String tag = single.result() == Result.FAILED ? "failure" : "error";
                xml.write(head + "><" + tag + " type=\"" + XmlText.escaped(single.type()) + "\"" + message + ">"
                        + XmlText.escaped(single.text()) + "</" + tag + "></testcase>\n");
            }
            case PASSED -> xml.write(head + (single.text().isEmpty()
                    ? "/>\n"
                    : "><system-out>" + XmlText.escaped(single.text()) + "</system-out></testcase>\n"));
        }
    }
}
