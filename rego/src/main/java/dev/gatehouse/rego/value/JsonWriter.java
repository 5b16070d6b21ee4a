package dev.gatehouse.rego.value;

import java.util.Map;
import java.util.TreeMap;

/// Writes values as JSON, the way Go's `encoding/json` does: sets as sorted arrays, keys that are no strings as their JSON text, keys
/// sorted, numbers with the text they have.
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final boolean escapesHtml;
    private final boolean indents;
    private final String prefix;
    private final String indent;

    private JsonWriter(boolean escapesHtml, boolean indents, String prefix, String indent) {
        this.escapesHtml = escapesHtml;
        this.indents = indents;
        this.prefix = prefix;
        this.indent = indent;
    }

    /// A writer on one line.
    ///
    /// @param escapesHtml whether `<`, `>` and `&` are escaped, as Go does unless told otherwise
    public static JsonWriter compact(boolean escapesHtml) {
        return new JsonWriter(escapesHtml, false, "", "");
    }

    /// A writer of one line for each element.
    ///
    /// @param prefix begins every line but the first
    /// @param indent is repeated for every level
    public static JsonWriter indented(boolean escapesHtml, String prefix, String indent) {
        return new JsonWriter(escapesHtml, true, prefix, indent);
    }

    /// The JSON text of a value.
    ///
    /// @throws IllegalArgumentException if a number has a text that JSON does not allow, such as `+1`
    public String write(Value value) {
        var text = new StringBuilder();
        write(text, value, 0);
        return text.toString();
    }

    private void write(StringBuilder text, Value value, int level) {
        switch (value) {
            case NullValue _ -> text.append("null");
            case BooleanValue truth -> text.append(truth.value());
            case NumberValue number -> writeNumber(text, number);
            case StringValue string -> writeString(text, string.text());
            case ArrayValue array -> writeElements(text, array, array.size(), level);
            case SetValue set -> writeElements(text, set, set.size(), level);
            case ObjectValue object -> writeObject(text, object, level);
        }
    }

    private static void writeNumber(StringBuilder text, NumberValue number) {
        String digits = number.text();
        if (number instanceof TextNumber && !NumberSyntax.isJson(digits)) {
            throw new IllegalArgumentException("json: invalid number literal, trying to marshal " + StringValue.of(digits));
        }
        text.append(digits);
    }

    private void writeElements(StringBuilder text, Iterable<Value> elements, int size, int level) {
        text.append('[');
        boolean first = true;
        for (Value element : elements) {
            text.append(first ? "" : ",");
            first = false;
            newLine(text, level + 1);
            write(text, element, level + 1);
        }
        if (size > 0) {
            newLine(text, level);
        }
        text.append(']');
    }

    private void writeObject(StringBuilder text, ObjectValue object, int level) {
        text.append('{');
        boolean[] first = {true};
        ObjectValue.Visitor entry = (key, value) -> {
            text.append(first[0] ? "" : ",");
            first[0] = false;
            newLine(text, level + 1);
            writeString(text, ((StringValue) key).text());
            text.append(indents ? ": " : ":");
            write(text, value, level + 1);
        };
        if (hasOnlyStringKeys(object)) {
            object.forEach(entry);
        } else {
            namedEntries(object).forEach(entry::entry);
        }
        if (object.size() > 0) {
            newLine(text, level);
        }
        text.append('}');
    }

    private static boolean hasOnlyStringKeys(ObjectValue object) {
        // Strings are neighbours in the order of keys.
        return object.size() == 0
                || (object.key(0) instanceof StringValue && object.key(object.size() - 1) instanceof StringValue);
    }

    private static Map<Value, Value> namedEntries(ObjectValue object) {
        var entries = new TreeMap<Value, Value>();
        object.forEach((key, value) -> entries.put(StringValue.of(keyName(key)), value));
        return entries;
    }

    /// The name that a key has in JSON.
    public static String keyName(Value key) {
        return key instanceof StringValue string ? string.text() : compact(true).write(key);
    }

    private void newLine(StringBuilder text, int level) {
        if (indents) {
            text.append('\n').append(prefix).repeat(indent, level);
        }
    }

    private void writeString(StringBuilder text, String string) {
        text.append('"');
        int plain = 0;
        for (int index = 0; index < string.length(); index++) {
            char unit = string.charAt(index);
            if (Character.isHighSurrogate(unit)) {
                index++;
            } else if (mustEscape(unit)) {
                text.append(string, plain, index);
                plain = index + 1;
                escape(text, unit);
            }
        }
        text.append(string, plain, string.length()).append('"');
    }

    private boolean mustEscape(char unit) {
        return unit < 0x20 || unit == '"' || unit == '\\' || unit == '\u2028' || unit == '\u2029'
                || (escapesHtml && (unit == '<' || unit == '>' || unit == '&'))
                || Character.isLowSurrogate(unit);
    }

    private static void escape(StringBuilder text, char unit) {
        text.append('\\');
        switch (unit) {
            case '"', '\\' -> text.append(unit);
            case '\n' -> text.append('n');
            case '\r' -> text.append('r');
            case '\t' -> text.append('t');
            case '\b' -> text.append('b');
            case '\f' -> text.append('f');
            default -> {
                // A raw byte, which is no Unicode, is written as the replacement character.
                char written = Character.isSurrogate(unit) ? '\ufffd' : unit;
                text.append('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(written >> shift & 0xf));
                }
            }
        }
    }
}
