package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.test.TestResult;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Writes how tests went: for people, as OPA's JSON, or as JUnit's XML.
record TestReport(List<TestResult> results) {
    long count(TestResult.Outcome outcome) {
        return count(results, outcome);
    }

    private static long count(List<TestResult> of, TestResult.Outcome outcome) {
        return of.stream().filter(r -> r.outcome() == outcome).count();
    }

    void text(boolean verbose, PrintStream out) {
        for (TestResult result : results) {
            if (result.outcome() != TestResult.Outcome.PASSED || verbose) {
                text(result, out);
            }
        }
        out.println(count(TestResult.Outcome.PASSED) + " passed, " + count(TestResult.Outcome.FAILED) + " failed, "
                + count(TestResult.Outcome.ERROR) + " errors, " + count(TestResult.Outcome.SKIPPED) + " skipped");
    }

    private static void text(TestResult result, PrintStream out) {
        String outcome = result.outcome() == TestResult.Outcome.PASSED
                ? "pass"
                : result.outcome().name().toLowerCase(Locale.ROOT);
        out.println(result.location() + ": " + result.packagePath() + "." + result.name() + ": " + outcome);
        details(result).lines().forEach(line -> out.println("  " + line));
        result.output().forEach(line -> out.println("  | " + line));
    }

    /// The expression that did not hold and its values, or the error.
    private static String details(TestResult result) {
        StringBuilder text = new StringBuilder();
        TestResult.Failure failure = result.failure();
        if (failure != null) {
            text.append(failure.location()).append(": ").append(failure.expression().replace("\n", "\n  ")).append('\n');
            failure.values().forEach((name, value) -> text.append("  ").append(name).append(": ").append(value).append('\n'));
        }
        if (result.error() != null) {
            text.append(result.error()).append('\n');
        }
        return text.toString();
    }

    void json(PrintStream out) {
        ArrayValue.Builder list = ArrayValue.builder();
        for (TestResult result : results) {
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("location", EvalOutput.json(result.location()));
            one.put("package", StringValue.of(result.packagePath()));
            one.put("name", StringValue.of(result.name()));
            one.put("duration", NumberValue.of(result.duration().toNanos()));
            switch (result.outcome()) {
                case FAILED -> one.put("fail", BooleanValue.TRUE);
                case SKIPPED -> one.put("skip", BooleanValue.TRUE);
                case ERROR -> one.put("error", StringValue.of(String.valueOf(result.error())));
                case PASSED -> {
                    // Nothing says so, as in OPA's.
                }
            }
            failure(result.failure(), one);
            if (!result.output().isEmpty()) {
                byte[] printed = (String.join("\n", result.output()) + "\n").getBytes(StandardCharsets.UTF_8);
                one.put("output", StringValue.of(Base64.getEncoder().encodeToString(printed)));
            }
            list.add(one.build());
        }
        out.println(JsonWriter.indented(true, "", "  ").write(list.build()));
    }

    private static void failure(TestResult.@Nullable Failure failure, ObjectValue.Builder one) {
        if (failure != null) {
            ObjectValue.Builder values = ObjectValue.builder();
            for (Map.Entry<String, Value> value : failure.values().entrySet()) {
                values.put(value.getKey(), value.getValue());
            }
            one.put("failed_at", EvalOutput.json(failure.location()));
            one.put("expression", StringValue.of(failure.expression()));
            one.put("values", values.build());
        }
    }

    void junit(PrintStream out) throws XMLStreamException {
        XmlReport xml = new XmlReport();
        Map<String, List<TestResult>> packages = results.stream()
                .collect(Collectors.groupingBy(TestResult::packagePath, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<TestResult>> each : packages.entrySet()) {
            List<TestResult> tests = each.getValue();
            xml.suite(each.getKey(), tests.size(), count(tests, TestResult.Outcome.FAILED),
                    count(tests, TestResult.Outcome.ERROR),
                    count(tests, TestResult.Outcome.SKIPPED), tests.stream().mapToDouble(t -> seconds(t.duration())).sum());
            for (TestResult test : tests) {
                xml.test(each.getKey(), test.name(), seconds(test.duration()), problem(test));
            }
            xml.endSuite();
        }
        xml.end(out);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static XmlReport.@Nullable Problem problem(TestResult test) {
        String place = test.location().toString();
        return switch (test.outcome()) {
            case PASSED -> null;
            case SKIPPED -> new XmlReport.Problem("skipped", "todo", "");
            case FAILED -> new XmlReport.Problem("failure", place, details(test));
            case ERROR -> new XmlReport.Problem("error", place, details(test));
        };
    }
}
