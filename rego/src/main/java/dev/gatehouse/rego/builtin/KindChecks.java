package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.Locale;
import java.util.regex.Pattern;

/// Questions about a value's kind, and conversions.
final class KindChecks {
    // What Go's strconv.ParseFloat reads: decimal or hexadecimal, with single underscores only where Go's literals have them.
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private KindChecks() {}

    static void register(Builtins.Table table) {
        for (Value.Kind kind : Value.Kind.values()) {
            table.add("is_" + kind.typeName(), (context, arguments) -> BooleanValue.of(arguments[0].kind() == kind));
        }
        table.add("type_name", (context, arguments) -> StringValue.of(arguments[0].kind().typeName()));
        table.add("to_number", (context, arguments) -> toNumber(arguments[0]));
        table.add("cast_string", (context, arguments) -> cast(arguments[0], Value.Kind.STRING));
        table.add("cast_boolean", (context, arguments) -> cast(arguments[0], Value.Kind.BOOLEAN));
        table.add("cast_null", (context, arguments) -> cast(arguments[0], Value.Kind.NULL));
        table.add("cast_object", (context, arguments) -> cast(arguments[0], Value.Kind.OBJECT));
        table.add("cast_array",
                (context, arguments) -> arguments[0] instanceof SetValue set
                        ? set.sorted()
                        : cast(arguments[0], Value.Kind.ARRAY, "array", "set"));
        table.add("cast_set", (context, arguments) -> arguments[0] instanceof ArrayValue array
                ? SetValue.of(array.asList())
                : cast(arguments[0], Value.Kind.SET, "array", "set"));
    }

    private static Value cast(Value value, Value.Kind kind) {
        return cast(value, kind, kind.typeName());
    }

    private static Value cast(Value value, Value.Kind kind, String... expected) {
        if (value.kind() != kind) {
            throw BuiltinError.operandType(1, value, expected);
        }
        return value;
    }

    private static Value toNumber(Value value) {
        return switch (value) {
            case NullValue _ -> NumberValue.of(0);
            case BooleanValue truth -> NumberValue.of(truth.value() ? 1 : 0);
            case NumberValue number -> number;
            case StringValue string -> parse(string);
            default -> throw BuiltinError.operandType(1, value, "null", "boolean", "number", "string");
        };
    }

    private static Value parse(StringValue string) {
        String text = string.text();
        String unsigned = text.replaceFirst("^[+-]+", "").toLowerCase(Locale.ROOT);
        if (unsigned.equals("inf") || unsigned.equals("infinity") || unsigned.equals("nan")) {
            throw BuiltinError.operandType(1, string, "valid number string");
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw BuiltinError.failure("strconv.ParseFloat: parsing " + quoted(text) + ": invalid syntax");
        }
        return Arithmetic.guarded(() -> {
            if (Double.isInfinite(Double.parseDouble(text))) {
                throw BuiltinError.failure("strconv.ParseFloat: parsing " + quoted(text) + ": value out of range");
            }
            return NumberValue.ofGo(text);
        });
    }

    private static String quoted(String text) {
        return StringValue.of(text).toString();
    }
}
