package dev.gatehouse.rego.type;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.value.AnyValue;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TypeTest {
    @Provide
    Arbitrary<Value> values() {
        return AnyValue.any();
    }

    @Property
    void unionsContainTheirParts(@ForAll("values") Value left, @ForAll("values") Value right) {
        Type a = Type.of(left);
        Type b = Type.of(right);
        Type union = requireNonNull(Type.or(a, b));
        assertThat(union.contains(a)).isTrue();
        assertThat(union.contains(b)).isTrue();
        assertThat(requireNonNull(Type.or(b, a)).compareTo(union)).isZero();
    }

    @Property
    void elementsHaveTheSelectedType(@ForAll("values") Value value) {
        if (value instanceof ObjectValue object && object.size() > 0) {
            assertThat(Type.of(object).select(object.key(0))).isEqualTo(Type.of(object.value(0)));
        }
    }

    @Test
    void notationReadsWhatItPrints() {
        String text = "(any<number, array<number, string>>, object<op: string, path: any>[any: any], set[array[string]], number...) => array<boolean, any>[null]";
        assertThat(TypeNotation.function(text)).hasToString(text);
        assertThatThrownBy(() -> TypeNotation.function("(strin) => any")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arraysSelectByPosition() {
        Type type = new ArrayType(List.of(ScalarType.STRING), ScalarType.NUMBER);
        assertThat(type.select(NumberValue.of(0))).isEqualTo(ScalarType.STRING);
        assertThat(type.select(NumberValue.of(7))).isEqualTo(ScalarType.NUMBER);
        assertThat(type.select(StringValue.of("x"))).isNull();
        assertThat(Type.of(ArrayValue.of(NumberValue.of(1)))).hasToString("array<number>");
    }
}
