package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Paths into documents: JSON pointers (RFC 6901), whose first slash may be missing, or arrays of keys.
final class JsonPath {
    private JsonPath() {}

    static List<Value> parse(Value path) {
        return switch (path) {
            case StringValue string -> pointer(string.text());
            case ArrayValue array -> array.asList();
            default -> throw BuiltinError.operand(2,
                    "must be one of {set, array} containing string paths or array of path segments but got "
                            + path.kind().typeName());
        };
    }

    private static List<Value> pointer(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        var keys = new ArrayList<Value>();
        for (String part : text.replaceFirst("^/+", "").split("/", -1)) {
            keys.add(StringValue.of(part.replace("~1", "/").replace("~0", "~")));
        }
        return keys;
    }

    /// The index that a key names in an array.
    ///
    /// @param size what `-` stands for
    static int index(Value key, int size) {
        if (key instanceof NumberValue number) {
            if (!number.isLong()) {
                throw BuiltinError.failure("invalid number type for indexing");
            }
            return (int) Math.clamp(number.longValue(), -1, Integer.MAX_VALUE);
        }
        if (!(key instanceof StringValue string)) {
            throw BuiltinError.failure("invalid type for indexing");
        }
        String text = string.text();
        if (text.equals("-")) {
            return size;
        }
        if (text.length() > 1 && text.startsWith("0")) {
            throw BuiltinError.failure("leading zeros are not allowed in JSON paths");
        }
        if (!text.matches("-?[0-9]{1,9}")) {
            throw BuiltinError.failure("invalid string for indexing");
        }
        return Integer.parseInt(text);
    }
}
