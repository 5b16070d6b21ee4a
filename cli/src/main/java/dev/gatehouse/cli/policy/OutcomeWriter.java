package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/// Writes outcomes in the formats that Conftest documents. Messages come from policies and the documents they look at, so where a line means
/// something to a CI system they are kept on their line.
final class OutcomeWriter {
    private final PrintStream out;

    OutcomeWriter(PrintStream out) {
        this.out = out;
    }

    void write(VerifyCommand.Format format, List<Outcome> outcomes) {
        switch (format) {
            case TEXT, STDOUT -> text(outcomes);
            case JSON -> out.println(JsonWriter.indented(true, "", "\t").write(json(outcomes)));
            case TAP -> outcomes.forEach(this::tap);
            case TABLE -> table(outcomes);
            case JUNIT -> junit(outcomes);
            case GITHUB -> github(outcomes);
            case AZUREDEVOPS -> azure(outcomes);
            case SARIF -> out.println(JsonWriter.indented(true, "", "  ").write(OutcomeSarif.of(outcomes)));
        }
    }

    private void text(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            String where = " - " + outcome.file() + " - " + outcome.namespace() + " - ";
            if (outcome.tests() == 0) {
                out.println("?" + where + "no policies found");
            }
            outcome.warnings().forEach(m -> out.println("WARN" + where + m.text()));
            outcome.failures().forEach(m -> out.println("FAIL" + where + m.text()));
            outcome.exceptions().forEach(m -> out.println("EXCP" + where + m.text()));
        }
        out.println();
        out.println(Outcome.totals(outcomes));
    }

    private static Value json(List<Outcome> outcomes) {
        ArrayValue.Builder list = ArrayValue.builder();
        for (Outcome outcome : outcomes) {
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("filename", StringValue.of(outcome.file()));
            one.put("namespace", StringValue.of(outcome.namespace()));
            one.put("successes", NumberValue.of(outcome.successes()));
            messages("warnings", outcome.warnings(), one);
            messages("failures", outcome.failures(), one);
            messages("exceptions", outcome.exceptions(), one);
            list.add(one.build());
        }
        return list.build();
    }

    private static void messages(String name, List<Outcome.Message> messages, ObjectValue.Builder target) {
        if (messages.isEmpty()) {
            return;
        }
        ArrayValue.Builder list = ArrayValue.builder();
        for (Outcome.Message message : messages) {
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("msg", StringValue.of(message.text()));
            if (message.result() instanceof ObjectValue object) {
                one.put("metadata", object.without(StringValue.of("msg")));
            }
            list.add(one.build());
        }
        target.put(name, list.build());
    }

    private void tap(Outcome outcome) {
        if (outcome.tests() == 0) {
            return;
        }
        String where = " - " + outcome.file() + " - " + outcome.namespace() + " - ";
        int number = 0;
        out.println("1.." + outcome.tests());
        for (Outcome.Message failure : outcome.failures()) {
            out.println("not ok " + ++number + where + line(failure.text()));
        }
        number = section("# warnings", "not ok ", texts(outcome.warnings()), where, number);
        number = section("# exceptions", "ok ", texts(outcome.exceptions()), where, number);
        section("# successes", "ok ", Stream.generate(() -> "SUCCESS").limit(outcome.successes()).toList(), where, number);
    }

    private int section(String title, String prefix, List<String> texts, String where, int before) {
        int number = before;
        if (!texts.isEmpty()) {
            out.println(title);
        }
        for (String text : texts) {
            out.println(prefix + ++number + where + line(text));
        }
        return number;
    }

    private static List<String> texts(List<Outcome.Message> messages) {
        return messages.stream().map(Outcome.Message::text).toList();
    }

    private static String line(String text) {
        return text.replace("\r", " ").replace("\n", " ");
    }

    private void table(List<Outcome> outcomes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RESULT", "FILE", "NAMESPACE", "MESSAGE"));
        for (Outcome outcome : outcomes) {
            for (int i = 0; i < outcome.successes(); i++) {
                rows.add(List.of("success", outcome.file(), outcome.namespace(), "SUCCESS"));
            }
            rows("warning", outcome, outcome.warnings(), rows);
            rows("failure", outcome, outcome.failures(), rows);
            rows("exception", outcome, outcome.exceptions(), rows);
        }
        int[] widths = new int[4];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rule(widths);
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder text = new StringBuilder("|");
            for (int column = 0; column < widths.length; column++) {
                String cell = rows.get(i).get(column);
                text.append(' ').append(cell).append(" ".repeat(widths[column] - cell.length())).append(" |");
            }
            out.println(text);
            if (i == 0) {
                rule(widths);
            }
        }
        rule(widths);
    }

    private static void rows(String result, Outcome outcome, List<Outcome.Message> messages, List<List<String>> rows) {
        messages.forEach(m -> rows.add(List.of(result, outcome.file(), outcome.namespace(), line(m.text()))));
    }

    private void rule(int[] widths) {
        StringBuilder text = new StringBuilder("+");
        for (int width : widths) {
            text.append("-".repeat(width + 2)).append('+');
        }
        out.println(text);
    }

    private void junit(List<Outcome> outcomes) {
        try {
            XmlReport xml = new XmlReport();
            long tests = outcomes.stream().mapToLong(Outcome::tests).sum();
            long failures = outcomes.stream().mapToLong(o -> o.warnings().size() + o.failures().size()).sum();
            long skipped = outcomes.stream().mapToLong(o -> o.exceptions().size()).sum();
            xml.suite("conftest", tests, failures, 0, skipped, 0);
            for (Outcome outcome : outcomes) {
                String where = outcome.file() + " - " + outcome.namespace();
                for (Outcome.Message message : Stream.concat(outcome.warnings().stream(), outcome.failures().stream()).toList()) {
                    String first = message.text().lines().findFirst().orElse("");
                    xml.test("conftest", where + " - " + first, 0, new XmlReport.Problem("failure", "Failed", message.text()));
                }
                for (Outcome.Message message : outcome.exceptions()) {
                    xml.test("conftest", where + " - " + message.text(), 0, new XmlReport.Problem("skipped", message.text(), ""));
                }
                for (int i = 0; i < outcome.successes(); i++) {
                    xml.test("conftest", where, 0, null);
                }
            }
            xml.endSuite();
            xml.end(out);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void github(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            String file = "file=" + property(outcome.file()) + ",line=1::";
            out.println(
                    "::group::Testing \"" + data(outcome.file()) + "\" against " + outcome.tests() + " policies in namespace \""
                            + data(outcome.namespace()) + "\"");
            outcome.failures().forEach(m -> out.println("::error " + file + data(m.text())));
            outcome.warnings().forEach(m -> out.println("::warning " + file + data(m.text())));
            outcome.exceptions().forEach(m -> out.println("::notice " + file + "Exception: " + data(m.text())));
            if (outcome.successes() > 0) {
                out.println("::notice " + file + "Number of successful checks: " + outcome.successes());
            }
            out.println("::endgroup::");
        }
        out.println(Outcome.totals(outcomes));
    }

    /// The data of a workflow command, escaped as GitHub's runner undoes it.
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private void azure(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            String arrow = " file=" + line(outcome.file()) + " --> ";
            out.println(
                    "##[section]Testing '" + line(outcome.file()) + "' against " + outcome.tests() + " policies in namespace '"
                            + outcome.namespace() + "'");
            out.println("##[group]See conftest results");
            outcome.failures().forEach(m -> out.println("##vso[task.logissue type=error]" + arrow + line(m.text())));
            outcome.warnings().forEach(m -> out.println("##vso[task.logissue type=warning]" + arrow + line(m.text())));
            outcome.exceptions().forEach(m -> out.println("##vso[task.logissue type=warning]" + arrow + line(m.text())));
            if (outcome.successes() > 0) {
                out.println("success file=" + line(outcome.file()) + " " + outcome.successes());
            }
            out.println("##[endgroup]");
        }
        out.println(Outcome.totals(outcomes));
    }
}
