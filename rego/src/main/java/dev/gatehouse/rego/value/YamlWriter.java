package dev.gatehouse.rego.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Writes values as YAML the way OPA does: blocks of two spaces, sequences no deeper than the key they belong to, keys sorted, strings
/// in quotes only where they must be.
public final class YamlWriter {
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final Pattern NUMBERS_APART = Pattern.compile("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])");

    private YamlWriter() {}

    /// The YAML text of a value, with a line end.
    public static String write(Value value) {
        var text = new StringBuilder();
        write(text, value, 0, false);
        if (text.isEmpty() || text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        return text.toString();
    }

    /// @param inline whether the first line goes on where the text ends, behind `- `
    private static void write(StringBuilder text, Value value, int indent, boolean inline) {
        switch (value) {
            case ArrayValue array -> writeSequence(text, array, array.size(), indent, inline);
            case SetValue set -> writeSequence(text, set, set.size(), indent, inline);
            case ObjectValue object -> writeMapping(text, object, indent, inline);
            default -> text.append(scalar(value, indent)).append('\n');
        }
    }

    private static void writeSequence(StringBuilder text, Iterable<Value> elements, int size, int indent, boolean inline) {
        if (size == 0) {
            text.append("[]\n");
            return;
        }
        boolean first = inline;
        for (Value element : elements) {
            text.repeat(' ', first ? 0 : indent).append("- ");
            first = false;
            write(text, element, indent + 2, true);
        }
    }

    private record Entry(String key, Value value) {}

    private static void writeMapping(StringBuilder text, ObjectValue object, int indent, boolean inline) {
        if (object.size() == 0) {
            text.append("{}\n");
            return;
        }
        List<Entry> entries = new ArrayList<>();
        object.forEach((key, value) -> entries.add(new Entry(JsonWriter.keyName(key), value)));
        entries.sort(Comparator.comparing(Entry::key, YamlWriter::compareNaturally));
        boolean first = inline;
        for (Entry entry : entries) {
            text.repeat(' ', first ? 0 : indent).append(quotedKey(entry.key)).append(':');
            first = false;
            boolean sequence = entry.value instanceof ArrayValue || entry.value instanceof SetValue;
            if (entry.value.size() > 0) {
                text.append('\n');
                write(text, entry.value, sequence ? indent : indent + 2, false);
            } else {
                text.append(' ');
                write(text, entry.value, indent + 2, true);
            }
        }
    }

    /// Numbers inside keys compare by value: `a2` before `a10`.
    private static int compareNaturally(String left, String right) {
        String[] mine = NUMBERS_APART.split(left);
        String[] its = NUMBERS_APART.split(right);
        for (int index = 0; index < Math.min(mine.length, its.length); index++) {
            String a = mine[index];
            String b = its[index];
            int order = !a.isEmpty() && !b.isEmpty() && Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0))
                    ? new BigInteger(a).compareTo(new BigInteger(b))
                    : StringValue.of(a).compareTo(StringValue.of(b));
            if (order != 0) {
                return order;
            }
        }
        return mine.length != its.length
                ? Integer.compare(mine.length, its.length)
                : StringValue.of(left).compareTo(StringValue.of(right));
    }

    private static String scalar(Value value, int indent) {
        return switch (value) {
            case StringValue string -> string(string.text(), indent);
            case NumberValue number -> number(number);
            default -> value.toString();
        };
    }

    /// Integers of 64 bits keep their digits; everything else is a double to go-yaml.
    private static String number(NumberValue number) {
        String text = number.text();
        boolean integer = number.isLong() || (text.matches("[0-9]{1,20}") && new BigInteger(text).bitLength() <= 64);
        return integer ? text : Decimal.shortest(number.doubleValue()).general(6, 'e');
    }

    private static String quotedKey(String key) {
        return key.contains("\n") ? doubleQuoted(key) : string(key, 0);
    }

    private static String string(String text, int indent) {
        if (text.contains("\n") && isBlockAllowed(text)) {
            return literal(text, indent);
        }
        boolean isString = !text.isEmpty() && YamlScalar.resolve(text) instanceof StringValue
                && !SEXAGESIMAL.matcher(text).matches()
                && !looksLikeTimestamp(text);
        if (!isString || hasSpecialCharacters(text)) {
            return doubleQuoted(text);
        }
        return isPlainAllowed(text) ? text : "'" + text.replace("'", "''") + "'";
    }

    private static boolean looksLikeTimestamp(String text) {
        return text.length() >= 8 && text.matches("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \\t].*)?");
    }

    private static boolean hasSpecialCharacters(String text) {
        return text.codePoints()
                .anyMatch(codePoint -> codePoint < 0x20 || codePoint == 0x7f || codePoint == 0xfeff
                        || (codePoint >= 0xd800 && codePoint <= 0xdfff)
                        || (codePoint > 0x7f && codePoint < 0xa0) || codePoint > 0xffff);
    }

    private static boolean isBlockAllowed(String text) {
        return !text.contains(" \n") && !text.endsWith(" ") && !text.startsWith(" ")
                && !hasSpecialCharacters(text.replace("\n", ""));
    }

    private static boolean isPlainAllowed(String text) {
        char first = text.charAt(0);
        boolean spaceFollows = text.length() == 1 || text.charAt(1) == ' ';
        if (" #,[]{}&*!|>'\"%@`".indexOf(first) >= 0 || ((first == '?' || first == ':' || first == '-') && spaceFollows)
                || text.endsWith(" ")) {
            return false;
        }
        return !text.startsWith("---") && !text.startsWith("...") && !text.contains(": ") && !text.endsWith(":")
                && !text.contains(" #");
    }

    private static String literal(String text, int indent) {
        String hint = text.endsWith("\n") ? text.endsWith("\n\n") || text.equals("\n") ? "+" : "" : "-";
        String body = hint.equals("-") ? text : text.substring(0, text.length() - 1);
        String spaces = " ".repeat(Math.max(indent, 2));
        // A line end at the beginning would hide how deep the block is indented.
        var block = new StringBuilder("|" + (text.startsWith("\n") ? "2" : "") + hint);
        for (String line : body.split("\n", -1)) {
            block.append('\n').append(line.isEmpty() ? "" : spaces).append(line);
        }
        return block.toString();
    }

    private static String doubleQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '"', '\\' -> quoted.append('\\').append((char) codePoint);
                case 0 -> quoted.append("\\0");
                case 7 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case 0x0b -> quoted.append("\\v");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                case 0x1b -> quoted.append("\\e");
                case 0x85 -> quoted.append("\\N");
                case 0xa0 -> quoted.append("\\_");
                case 0x2028 -> quoted.append("\\L");
                case 0x2029 -> quoted.append("\\P");
                default -> {
                    if (hasSpecialCharacters(Character.toString(codePoint))) {
                        int shown = codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
                        quoted.append(shown < 0x100
                                ? String.format("\\x%02X", shown)
                                : String.format(shown < 0x10000 ? "\\u%04X" : "\\U%08X", shown));
                    } else {
                        quoted.appendCodePoint(codePoint);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
