package dev.gatehouse.rego.builtin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Calls with the answers that OPA 1.14 gave. In the arguments, `{"$set": […]}` is a set and `{"$obj": [[key, value], …]}` an object; an
/// answer is the printed array of the result alone, or `undefined`.
class OpaAnswersTest {
    private static final Builtins BUILTINS = Builtins.standard();
    private static final JsonReader READER = new JsonReader(ReadLimits.DEFAULT);

    @Test
    void everyCallAnswersAsOpaDoes() throws IOException, JsonException {
        var wrong = new ArrayList<String>();
        int calls = 0;
        try (var resource = requireNonNull(OpaAnswersTest.class.getResourceAsStream("opa-answers.tsv"))) {
            for (String line : new String(resource.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] columns = line.split("\t", -1);
                String answer = answer(columns[0], (ArrayValue) value(READER.read(columns[1])));
                String expected = columns[2].equals("undefined") ? columns[2] : ((StringValue) READER.read(columns[2])).text();
                if (!answer.equals(expected)) {
                    wrong.add(line + " — ours: " + answer);
                }
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(500);
        assertThat(wrong).isEmpty();
    }

    private static String answer(String name, ArrayValue arguments) {
        try {
            Value result = requireNonNull(BUILTINS.function(name), name).call(BuiltinContext.builder().build(),
                    arguments.asList().toArray(Value[]::new));
            return result == null ? "undefined" : ArrayValue.of(result).toString();
        } catch (BuiltinError e) {
            return "undefined";
        }
    }

    private static Value value(Value json) {
        return switch (json) {
            case ArrayValue array -> ArrayValue.of(array.asList().stream().map(OpaAnswersTest::value).toList());
            case ObjectValue object -> {
                if (object.get("$set") instanceof ArrayValue elements) {
                    yield SetValue.of(elements.asList().stream().map(OpaAnswersTest::value).toList());
                }
                var converted = ObjectValue.builder();
                if (object.get("$obj") instanceof ArrayValue entries) {
                    entries.forEach(
                            entry -> converted.put(value(((ArrayValue) entry).get(0)), value(((ArrayValue) entry).get(1))));
                } else {
                    object.forEach((key, element) -> converted.put(key, value(element)));
                }
                yield converted.build();
            }
            default -> json;
        };
    }

    @Test
    void jsonOfAnAnswerIsReadable() throws JsonException {
        assertThat(READER.read(JsonWriter.compact(true).write(SetValue.of(StringValue.of("<")))))
                .isEqualTo(ArrayValue.of(StringValue.of("<")));
    }
}
