package dev.gatehouse.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Runs a directory of vectors in the form of the public toml-test suite if one is given: `files-toml-1.0.0` lists them,
/// `valid/…` have
/// the expected values beside them as tagged JSON, `invalid/…` must be refused.
///
/// `mvn -pl document test -Dtest=TomlConformanceTest -Dgatehouse.toml-test=…/toml-test/tests`
class TomlConformanceTest {

    @Test
    void everyVectorOfTheSuiteIsJudgedAsItSays() throws IOException, DocumentException {
        String given = System.getProperty("gatehouse.toml-test");
        assumeTrue(given != null, "no directory of toml-test vectors is given (gatehouse.toml-test)");
        Path suite = Path.of(given);
        List<String> failures = new ArrayList<>();
        int judged = 0;
        for (String file : Files.readAllLines(suite.resolve("files-toml-1.0.0"))) {
            if (file.endsWith(".toml")) {
                judged++;
                judge(suite, file, failures);
            }
        }
        assertThat(failures).as("of " + judged + " vectors").isEmpty();
        assertThat(judged).isGreaterThan(500);
    }

    private static void judge(Path suite, String file, List<String> failures) throws IOException, DocumentException {
        boolean valid = file.startsWith("valid/");
        Value value;
        try {
            value = Documents.read(Format.TOML, file, Files.readAllBytes(suite.resolve(file)), Limits.DEFAULT);
        } catch (DocumentException e) {
            if (valid) {
                failures.add(e.getMessage());
            }
            return;
        }
        if (!valid) {
            failures.add(file + ": accepted");
            return;
        }
        Path expected = suite.resolve(file.replaceAll("toml$", "json"));
        String wanted = canonical(Documents.read(Format.JSON, expected.toString(), Files.readAllBytes(expected), Limits.DEFAULT));
        if (!wanted.equals(tagged(value))) {
            failures.add(file + ": " + tagged(value) + " instead of " + wanted);
        }
    }

    /// The expected JSON with its tables sorted and its numbers and times in one form.
    private static String canonical(Value value) {
        return switch (value) {
            case Mapping mapping when isTagged(mapping) -> tagged(text(mapping, "type"), text(mapping, "value"));
            case Mapping mapping -> table(mapping.members().stream(), TomlConformanceTest::canonical);
            case Sequence sequence -> sequence.values().stream().map(TomlConformanceTest::canonical).toList().toString();
            case Value other -> throw new AssertionError(other.kind());
        };
    }

    private static boolean isTagged(Mapping mapping) {
        return mapping.members().size() == 2 && mapping.get("type") instanceof Scalar.Text
                && mapping.get("value") instanceof Scalar.Text;
    }

    private static String text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Scalar.Text text ? text.text() : "";
    }

    private static String tagged(Value value) {
        return switch (value) {
            case Mapping mapping -> table(mapping.members().stream(), TomlConformanceTest::tagged);
            case Sequence sequence -> sequence.values().stream().map(TomlConformanceTest::tagged).toList().toString();
            case Scalar.Text text -> tagged("string", text.text());
            case Scalar.Whole whole -> tagged("integer", whole.number().toString());
            case Scalar.Real real -> tagged("float", Double.toString(real.number()));
            case Scalar.Bool bool -> tagged("bool", bool.text());
            case Scalar.DateTime time -> tagged(switch (time.form()) {
                case OFFSET_DATE_TIME -> "datetime";
                case LOCAL_DATE_TIME -> "datetime-local";
                case LOCAL_DATE -> "date-local";
                case LOCAL_TIME -> "time-local";
            }, time.text());
            case Scalar.Null none -> throw new AssertionError("TOML has no null");
        };
    }

    private static String tagged(String type, String value) {
        return type + ":" + switch (type) {
            case "float" -> Double.toString(switch (value) {
                case "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "+nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(value);
            });
            // Trailing zeros of a fraction say nothing.
            case "datetime", "datetime-local", "time-local" -> value.toUpperCase(Locale.ROOT).replace(' ', 'T')
                    .replaceFirst("(\\.[0-9]*?)0+(?=$|[Z+-])", "$1").replaceFirst("\\.(?=$|[Z+-])", "");
            case "string" -> Printed.quoted(value);
            default -> value;
        };
    }

    private static String table(Stream<Member> members, java.util.function.Function<Value, String> printer) {
        Map<String, String> sorted = new TreeMap<>();
        members.forEach(member -> sorted.put(Printed.quoted(member.key()), printer.apply(member.value())));
        return sorted.toString();
    }
}
