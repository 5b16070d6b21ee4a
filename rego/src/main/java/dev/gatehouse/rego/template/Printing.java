package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.TreeMap;

/// Values as Go's `fmt` prints them with `%v`.
final class Printing {
    private Printing() {}

    /// How an action prints: nothing is `<no value>`.
    static String top(Datum datum) {
        return datum.isNothing() ? "<no value>" : text(datum);
    }

    static String text(Datum datum) {
        return switch (datum) {
            case Datum.Missing _ -> "<nil>";
            case Datum.Whole(long value) -> String.valueOf(value);
            case Datum.Floating(double value) -> floating(value);
            case Datum.Of(Value value) -> {
                var text = new StringBuilder();
                append(text, value);
                yield text.toString();
            }
        };
    }

    private static void append(StringBuilder text, Value value) {
        switch (value) {
            case NullValue _ -> text.append("<nil>");
            case BooleanValue truth -> text.append(truth.value());
            case NumberValue number -> text.append(number.text());
            case StringValue string -> text.append(string.text());
            case ArrayValue array -> appendAll(text, array);
            case SetValue set -> appendAll(text, set);
            case ObjectValue object -> {
                text.append("map[");
                var sorted = new TreeMap<String, Value>();
                object.forEach((key, entry) -> sorted.put(JsonWriter.keyName(key), entry));
                String separator = "";
                for (var entry : sorted.entrySet()) {
                    text.append(separator).append(entry.getKey()).append(':');
                    append(text, entry.getValue());
                    separator = " ";
                }
                text.append(']');
            }
        }
    }

    private static void appendAll(StringBuilder text, Iterable<Value> elements) {
        text.append('[');
        String separator = "";
        for (Value element : elements) {
            text.append(separator);
            append(text, element);
            separator = " ";
        }
        text.append(']');
    }

    /// The shortest text, with an exponent if it is below -4 or above 20.
    static String floating(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 21) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%c%02d", exponent < 0 ? '-' : '+', Math.abs(exponent));
    }
}
