package dev.gatehouse.rego.jsonschema;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.util.Locale;

/// Values as JSON in which equal numbers have equal texts: those of 64-bit floating point numbers.
final class CanonicalJson {
    private CanonicalJson() {}

    static String of(Value value) {
        return JsonWriter.compact(true).write(canonical(value));
    }

    private static Value canonical(Value value) {
        return switch (value) {
            case NumberValue number -> {
                double rounded = number.doubleValue();
                yield Double.isInfinite(rounded) ? number : NumberValue.parse(text(rounded));
            }
            case ArrayValue array -> ArrayValue.of(array.asList().stream().map(CanonicalJson::canonical).toList());
            case SetValue set -> {
                var elements = ArrayValue.builder();
                set.forEach(element -> elements.add(canonical(element)));
                yield elements.build();
            }
            case ObjectValue object -> {
                var entries = ObjectValue.builder(object.size());
                object.forEach((key, entry) -> entries.put(key, canonical(entry)));
                yield entries.build();
            }
            default -> value;
        };
    }

    private static String text(double value) {
        double size = Math.abs(value);
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size == 0 || (size >= 1e-6 && size < 1e21)) {
            return (1 / value < 0 && size == 0 ? "-" : "") + exact.toPlainString();
        }
        return scientific(exact, 1);
    }

    /// The number as Go's `%g` writes it.
    static String general(BigDecimal number) {
        BigDecimal exact = number.stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.signum() == 0 || (exponent >= -4 && exponent < 6) ? exact.toPlainString() : scientific(exact, 2);
    }

    private static String scientific(BigDecimal exact, int exponentDigits) {
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - exact.scale() - 1;
        return (exact.signum() < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e"
                + (exponent < 0 ? "-" : "+") + String.format(Locale.ROOT, "%0" + exponentDigits + "d", Math.abs(exponent));
    }
}
