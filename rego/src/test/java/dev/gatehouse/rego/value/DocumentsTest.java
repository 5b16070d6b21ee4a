package dev.gatehouse.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private final JsonReader json = new JsonReader(ReadLimits.DEFAULT);
    private final YamlReader yaml = new YamlReader(ReadLimits.DEFAULT);

    @Provide
    Arbitrary<Value> values() {
        return AnyValue.any();
    }

    /// What a value is once sets are arrays and keys are strings.
    private Value asJson(Value value) throws JsonException {
        return json.read(JsonWriter.compact(true).write(value));
    }

    @Property
    void jsonRoundTrips(@ForAll("values") Value value) throws JsonException {
        Value document = asJson(value);
        assertThat(json.read(JsonWriter.indented(false, "", "  ").write(document))).isEqualTo(document);
        assertThat(asJson(document)).isEqualTo(document);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        for (Reader reader : new Reader[]{json::read, yaml::read}) {
            try {
                assertThat(reader.read(text)).isNotNull();
            } catch (JsonException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    private interface Reader {
        Value read(String text) throws JsonException;
    }

    @Test
    void deepDocumentsAreRefused() {
        assertThatThrownBy(() -> json.read("[".repeat(5_000))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> yaml.read("[".repeat(5_000))).isInstanceOf(JsonException.class);
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 12; level++) {
            text.append("a").append(level).append(": &a").append(level).append(" [").append(("*a" + (level - 1) + ", ").repeat(9))
                    .append("*a").append(level - 1).append("]\n");
        }
        assertThatThrownBy(() -> yaml.read(text.toString())).hasMessageContaining("values");
    }

    @Test
    void theLastOfTwoEqualKeysCounts() throws JsonException {
        assertThat(json.read("{\"a\": 1, \"b\": 2, \"a\": 3}")).hasToString("{\"a\": 3, \"b\": 2}");
    }

    @Test
    void lonelySurrogatesBecomeReplacementCharacters() throws JsonException {
        assertThat(json.read("\"\\ud800x\"")).isEqualTo(StringValue.of("\ufffdx"));
    }
}
