package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The query part of URLs, escaped as Go's `net/url` does it.
final class UrlQueries {
    private static final String HEX = "0123456789ABCDEF";

    private UrlQueries() {}

    static void register(Builtins.Table table) {
        table.add("urlquery.encode", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            context.checkCharacters(3L * text.length());
            return StringValue.of(escape(text));
        });
        table.add("urlquery.decode", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            context.checkCharacters(text.length());
            return StringValue.of(unescape(text));
        });
        table.add("urlquery.encode_object", (context, arguments) -> encode(context, Operands.object(arguments, 0)));
        table.add("urlquery.decode_object", (context, arguments) -> decode(context, Operands.string(arguments, 0)));
    }

    static String escape(String text) {
        var escaped = new StringBuilder();
        for (byte unit : Utf8.encode(text)) {
            char character = (char) (unit & 0xff);
            if (isUnreserved(character)) {
                escaped.append(character);
            } else if (character == ' ') {
                escaped.append('+');
            } else {
                escaped.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xf));
            }
        }
        return escaped.toString();
    }

    static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9') || "-_.~".indexOf(character) >= 0;
    }

    private static String unescape(String text) {
        byte[] bytes = Utf8.encode(text);
        var plain = new ByteArrayOutputStream(bytes.length);
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == '%') {
                int high = index + 1 < bytes.length ? Character.digit(bytes[index + 1], 16) : -1;
                int low = index + 2 < bytes.length ? Character.digit(bytes[index + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    String wrong = new String(bytes, index, Math.min(3, bytes.length - index), StandardCharsets.UTF_8);
                    throw BuiltinError.failure("invalid URL escape " + StringValue.of(wrong));
                }
                plain.write(high << 4 | low);
                index += 2;
            } else {
                plain.write(bytes[index] == '+' ? ' ' : bytes[index]);
            }
        }
        return Utf8.decode(plain.toByteArray());
    }

    private static Value encode(BuiltinContext context, ObjectValue object) {
        var parameters = new TreeMap<StringValue, Iterable<? extends Value>>();
        object.forEach((key, value) -> parameters.put(StringValue.of(JsonWriter.keyName(key)), switch (value) {
            case StringValue string -> ArrayValue.of(string);
            case ArrayValue array -> array;
            case SetValue set -> set;
            default -> throw wrongValue();
        }));
        var query = new StringBuilder();
        parameters.forEach((key, values) -> {
            for (Value value : values) {
                if (!(value instanceof StringValue string)) {
                    throw wrongValue();
                }
                query.append(query.isEmpty() ? "" : "&").append(escape(key.text())).append('=').append(escape(string.text()));
            }
        });
        context.checkCharacters(query.length());
        return StringValue.of(query.toString());
    }

    private static BuiltinError wrongValue() {
        return BuiltinError.operand(1, "values must be string, array[string], or set[string]");
    }

    private static Value decode(BuiltinContext context, String query) {
        context.checkCharacters(query.length());
        Map<String, ArrayValue.Builder> parameters = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            if (part.contains(";")) {
                throw BuiltinError.failure("invalid semicolon separator in query");
            }
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String key = unescape(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : unescape(part.substring(equals + 1));
                parameters.computeIfAbsent(key, name -> ArrayValue.builder()).add(StringValue.of(value));
            }
        }
        var object = ObjectValue.builder(parameters.size());
        parameters.forEach((key, values) -> object.put(key, values.build()));
        return object.build();
    }
}
