package dev.gatehouse.rego.value;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Values for property tests, among them many that nearly equal each other.
public final class AnyValue {
    private AnyValue() {}

    /// Numbers, many of them one number written in several ways.
    public static Arbitrary<NumberValue> number() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-3, 3).map(NumberValue::of),
                Arbitraries.longs().map(NumberValue::of),
                Arbitraries.of("1.0", "1e0", "10", "10.0", "1e1", "-0", "-0.0", "0.0", "1e400", "1.5", "15e-1",
                        "9223372036854775807", "9223372036854775808",
                        "9223372036854775807.0", "-9223372036854775808", "18446744073709551616", "18446744073709551617", "1e-400",
                        "0.1", "0.10").map(NumberValue::parse),
                Arbitraries.bigDecimals().between(BigDecimal.valueOf(-1e6), BigDecimal.valueOf(1e6))
                        .map(value -> NumberValue.parse(value.toString())),
                Arbitraries.doubles().filter(Double::isFinite).map(NumberValue::of));
    }

    /// Strings of all planes, with bytes that are no UTF-8 among them.
    public static Arbitrary<StringValue> string() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "a", "b", "ab", "é", "\uffff", "\ue000", "😀", "😁", "a😀", "a\uffff", "\udc80", "\udcff",
                        "a\udcc3", "\ud7ff").map(StringValue::of),
                Arbitraries.strings().ofMaxLength(6)
                        .map(text -> StringValue.of(Utf8.decode(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(6).map(bytes -> StringValue.of(Utf8.decode(bytes))));
    }

    /// Values of every kind.
    public static Arbitrary<Value> any() {
        return any(3);
    }

    private static Arbitrary<Value> any(int depth) {
        Arbitrary<Value> scalar = Arbitraries.oneOf(List.of(
                Arbitraries.of(NullValue.NULL, BooleanValue.TRUE, BooleanValue.FALSE).map(value -> (Value) value),
                number().map(value -> (Value) value),
                string().map(value -> (Value) value)));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<Value> inner = Arbitraries.lazy(() -> any(depth - 1));
        Arbitrary<List<Value>> some = inner.list().ofMaxSize(4);
        return Arbitraries.oneOf(List.of(
                scalar, scalar,
                some.map(elements -> (Value) ArrayValue.of(elements)),
                some.map(elements -> (Value) SetValue.of(elements)),
                Combinators.combine(some, some).as((keys, values) -> {
                    var object = ObjectValue.builder();
                    for (int index = 0; index < Math.min(keys.size(), values.size()); index++) {
                        object.put(keys.get(index), values.get(index));
                    }
                    return (Value) object.build();
                })));
    }
}
