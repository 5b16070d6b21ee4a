package dev.gatehouse.rego.builtin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuiltinsTest {
    private static final Builtins BUILTINS = Builtins.standard();

    private static @Nullable Value call(String name, Value... arguments) {
        return requireNonNull(BUILTINS.function(name)).call(BuiltinContext.builder().build(), arguments);
    }

    private static Declaration declaration(String name) {
        return requireNonNull(BUILTINS.declaration(name));
    }

    @Test
    void everySignatureReads() {
        assertThat(BUILTINS.declarations()).hasSize(203).allSatisfy(declaration -> assertThat(declaration.type()).isNotNull());
        assertThat(declaration("concat").type()).hasToString("(string, any<array[string], set[string]>) => string");
        assertThat(declaration("print").type().variadic()).isNotNull();
        assertThat(declaration("time.now_ns").isNondeterministic()).isTrue();
        assertThat(declaration("plus").infix()).isEqualTo("+");
        assertThat(declaration("walk").isRelation()).isTrue();
    }

    @Property
    void integersAddExactly(@ForAll long left, @ForAll long right) {
        BigInteger sum = BigInteger.valueOf(left).add(BigInteger.valueOf(right));
        if (sum.bitLength() <= 64) {
            assertThat(call("plus", NumberValue.of(left), NumberValue.of(right))).isEqualTo(NumberValue.of(sum));
        }
        BigInteger difference = BigInteger.valueOf(left).subtract(BigInteger.valueOf(right));
        if (difference.bitLength() <= 64) {
            assertThat(call("minus", NumberValue.of(left), NumberValue.of(right))).isEqualTo(NumberValue.of(difference));
        }
    }

    @Test
    void wrongOperandsAreNamed() {
        assertThatThrownBy(() -> call("plus", StringValue.of("1"), NumberValue.of(1)))
                .hasMessage("operand 1 must be number but got string");
        assertThatThrownBy(() -> call("sum", ArrayValue.of(StringValue.of("1"))))
                .hasMessage("operand 1 must be array of numbers but got array containing string");
        assertThatThrownBy(() -> call("div", NumberValue.of(1), NumberValue.of(0))).hasMessage("divide by zero");
    }

    @Test
    void hugeRangesAreRefused() {
        assertThatThrownBy(() -> call("numbers.range", NumberValue.of(0), NumberValue.parse("1e30")))
                .hasMessageContaining("elements");
    }

    @Test
    void aCancelledEvaluationHalts() {
        var budget = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);
        budget.cancel();
        var context = BuiltinContext.builder().meter(budget).build();
        assertThatThrownBy(
                () -> requireNonNull(BUILTINS.function("sort")).call(context, new Value[]{ArrayValue.of(NumberValue.of(1))}))
                .isInstanceOfSatisfying(BuiltinError.class, error -> assertThat(error.kind()).isEqualTo(BuiltinError.Kind.HALT));
    }
}
