package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.Scalar.DateTime.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

    private static Fields fields(String toml) throws DocumentException {
        return Fields.of("a.toml", Documents.read(Format.TOML, "a.toml", toml.getBytes(UTF_8), Limits.DEFAULT));
    }

    @Test
    void everyTypeIsReadAsItself() throws DocumentException {
        Fields fields = fields("""
                text = "x"
                texts = ["a", "b"]
                bool = true
                whole = 7
                real = 0.5
                form = "local-date"
                inner = { a = 1 }
                [[each]]
                b = 2
                """);
        assertThat(fields.requiredText("text")).isEqualTo("x");
        assertThat(fields.texts("texts")).containsExactly("a", "b");
        assertThat(fields.bool("bool", false)).isTrue();
        assertThat(fields.whole("whole", 0, 10, 1)).isEqualTo(7);
        assertThat(fields.real("real", 1)).isEqualTo(0.5);
        assertThat(fields.real("whole", 1)).isEqualTo(7);
        assertThat(fields.choice("form", Form.class, Form.LOCAL_TIME)).isEqualTo(Form.LOCAL_DATE);
        Fields inner = fields.fields("inner");
        assertThat(inner).isNotNull().extracting(f -> f.mapping().members().size()).isEqualTo(1);
        List<Fields> each = fields.each("each");
        assertThat(each).hasSize(1);
        assertThat(each.getFirst().whole("b", 0, 9, 0)).isEqualTo(2);
        fields.finish();
    }

    @Test
    void absentKeysHaveTheAnswerForAbsence() throws DocumentException {
        Fields fields = fields("");
        assertThat(fields.text("a")).isNull();
        assertThat(fields.texts("a")).isEmpty();
        assertThat(fields.bool("a", true)).isTrue();
        assertThat(fields.whole("a", 0, 1, 7)).isEqualTo(7);
        assertThat(fields.real("a", 0.5)).isEqualTo(0.5);
        assertThat(fields.choice("a", Form.class, Form.LOCAL_TIME)).isEqualTo(Form.LOCAL_TIME);
        assertThat(fields.fields("a")).isNull();
        assertThat(fields.each("a")).isEmpty();
        fields.finish();
    }

    @Test
    void otherTypesAreRefusedWhereTheyStand() throws DocumentException {
        Fields fields = fields("a = 1\nb = ['x', 2]\nc = 'secret'");
        assertThatThrownBy(() -> fields.text("a")).hasMessage("a.toml:1:5: 'a' expects text, found a whole number");
        assertThatThrownBy(() -> fields.texts("b")).hasMessage("a.toml:2:11: 'b' expects text, found a whole number");
        assertThatThrownBy(() -> fields.each("b")).hasMessage("a.toml:2:6: 'b' expects mappings, found text");
        assertThatThrownBy(() -> fields.whole("c", 0, 1, 0)).hasMessage("a.toml:3:5: 'c' expects a whole number, found text");
        assertThatThrownBy(() -> fields.whole("a", 5, 9, 0)).hasMessage("a.toml:1:5: 'a' must be from 5 to 9");
        assertThatThrownBy(() -> fields.bool("c", false)).hasMessage("a.toml:3:5: 'c' expects true or false, found text");
        assertThatThrownBy(() -> fields.fields("c")).hasMessage("a.toml:3:5: 'c' expects a mapping, found text");
        assertThatThrownBy(() -> fields.choice("c", Form.class, Form.LOCAL_TIME))
                .hasMessage("a.toml:3:5: 'c' must be one of offset-date-time, local-date-time, local-date, local-time");
        assertThatThrownBy(() -> fields.required("d")).hasMessage("a.toml:1:1: 'd' is missing");
    }

    @ParameterizedTest
    @CsvSource({"excluded, exclude", "exlcude, exclude", "serverity, severity", "EXCLUDE, exclude", "max_size, max-size"})
    void anUnknownKeyNamesTheNearestKnownOne(String key, String nearest) throws DocumentException {
        Fields fields = fields("severity = 1\n" + (key.equals("severity") ? "" : key + " = 2"));
        fields.value("severity");
        fields.value("exclude");
        fields.value("max-size");
        assertThatThrownBy(fields::finish).hasMessage("a.toml:2:1: unknown key '" + key + "'; did you mean '" + nearest + "'?");
    }

    @Test
    void anUnknownKeyLikeNoOtherNamesNone() throws DocumentException {
        Fields fields = fields("colour = 1");
        fields.value("severity");
        assertThatThrownBy(fields::finish).hasMessage("a.toml:1:1: unknown key 'colour'");
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "'', abc, 3", "kitten, sitting, 3"})
    void distanceCountsEditsAndSwaps(String a, String b, int distance) {
        assertThat(Keys.distance(a, b)).isEqualTo(distance);
    }
}
