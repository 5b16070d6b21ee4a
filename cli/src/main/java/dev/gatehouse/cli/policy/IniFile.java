package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads INI files as policies written for Conftest expect them: sections with their keys; values are numbers, truth values or text. What
/// stands before the first section is left out, as Conftest does.
final class IniFile {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");
    private static final Set<String> TRUE = Set.of("t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("f", "F", "FALSE", "false", "False");
    private static final String DEFAULT = "DEFAULT";

    private final String name;
    private final List<String> lines;
    private int at;

    private IniFile(String name, byte[] content) {
        this.name = name;
        String text = new String(content, StandardCharsets.UTF_8);
        this.lines = (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
    }

    /// @throws UsageException at the first line that is neither section, key nor comment
    static Value read(String name, byte[] content) throws UsageException {
        return new IniFile(name, content).all();
    }

    private UsageException error(String what) {
        return new UsageException(name + ":" + at + ": " + what);
    }

    private Value all() throws UsageException {
        Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
        Map<String, Value> section = new LinkedHashMap<>();
        while (at < lines.size()) {
            String line = lines.get(at++).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[")) {
                int end = line.lastIndexOf(']');
                if (end < 2) {
                    throw error(end < 0 ? "unclosed section" : "empty section name");
                }
                section = sections.computeIfAbsent(line.substring(1, end), key -> new LinkedHashMap<>());
            } else {
                key(line, section);
            }
        }
        sections.remove(DEFAULT);
        ObjectValue.Builder all = ObjectValue.builder();
        sections.forEach((title, keys) -> {
            ObjectValue.Builder one = ObjectValue.builder();
            keys.forEach(one::put);
            all.put(title, one.build());
        });
        return all.build();
    }

    private void key(String line, Map<String, Value> section) throws UsageException {
        String quote = line.startsWith("\"\"\"") && line.length() > 6
                ? "\"\"\""
                : line.startsWith("\"") ? "\"" : line.startsWith("`") ? "`" : "";
        int from = quote.length();
        if (from > 0) {
            from = line.indexOf(quote, from);
            if (from < 0) {
                throw error("missing closing key quote");
            }
            from += quote.length();
        }
        int delimiter = from;
        while (delimiter < line.length() && line.charAt(delimiter) != '=' && line.charAt(delimiter) != ':') {
            delimiter++;
        }
        if (delimiter == line.length()) {
            throw error("key-value delimiter not found");
        }
        if (delimiter == 0) {
            throw error("empty key name");
        }
        String key = quote.isEmpty() ? line.substring(0, delimiter) : line.substring(quote.length(), from - quote.length());
        section.put(key.strip(), value(text(line.substring(delimiter + 1).strip())));
    }

    private String text(String value) throws UsageException {
        String quote = value.startsWith("\"\"\"") && value.length() > 3 ? "\"\"\"" : value.startsWith("`") ? "`" : "";
        if (!quote.isEmpty()) {
            return quoted(value.substring(quote.length()), quote);
        }
        if (value.endsWith("\\")) {
            return continued(value);
        }
        int comment = 0;
        while (comment < value.length() && value.charAt(comment) != '#' && value.charAt(comment) != ';') {
            comment++;
        }
        String text = value.substring(0, comment).strip();
        boolean quotes = text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.indexOf(text.charAt(0), 1) == text.length() - 1;
        return quotes ? text.substring(1, text.length() - 1) : text;
    }

    /// Text until the closing quote, on this line or a later one.
    private String quoted(String rest, String quote) throws UsageException {
        int end = rest.lastIndexOf(quote);
        if (end >= 0) {
            return rest.substring(0, end);
        }
        StringBuilder text = new StringBuilder(rest).append('\n');
        while (at < lines.size()) {
            String line = lines.get(at++);
            int close = line.lastIndexOf(quote);
            if (close >= 0) {
                return text.append(line, 0, close).toString();
            }
            text.append(line).append('\n');
        }
        throw error("missing closing " + quote);
    }

    /// Lines that end in a backslash and the one after them.
    private String continued(String first) {
        StringBuilder text = new StringBuilder(first.substring(0, first.length() - 1));
        while (at < lines.size()) {
            String next = lines.get(at++).strip();
            boolean more = next.endsWith("\\");
            text.append(more ? next.substring(0, next.length() - 1) : next);
            if (!more) {
                break;
            }
        }
        return text.toString();
    }

    private static Value value(String text) {
        if (NUMBER.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
                return exact.scale() <= 0 && exact.precision() - exact.scale() < 22
                        ? NumberValue.of(exact.toBigInteger())
                        : NumberValue.parse(exact.toString());
            }
        }
        return TRUE.contains(text) ? BooleanValue.TRUE : FALSE.contains(text) ? BooleanValue.FALSE : StringValue.of(text);
    }
}
