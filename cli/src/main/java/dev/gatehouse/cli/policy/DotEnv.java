package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `.env` files: lines `NAME=value`, with `export ` before or not, values bare, in single quotes as they are, or in double quotes with
/// escapes; `#` begins a comment. Variables in values are not replaced.
final class DotEnv {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*[=:]\\s*(.*)");

    private DotEnv() {}

    /// @throws UsageException at the first line that is none of these
    static Value read(byte[] content) throws UsageException {
        ObjectValue.Builder variables = ObjectValue.builder();
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new UsageException("line " + (i + 1) + ": not NAME=value");
            }
            variables.put(matcher.group(1), StringValue.of(value(matcher.group(2))));
        }
        return variables.build();
    }

    private static String value(String text) {
        if (text.length() > 1 && text.charAt(0) == '\'' && text.indexOf('\'', 1) > 0) {
            return text.substring(1, text.indexOf('\'', 1));
        }
        if (text.length() > 1 && text.charAt(0) == '"') {
            StringBuilder value = new StringBuilder();
            for (int i = 1; i < text.length() && text.charAt(i) != '"'; i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 1 < text.length()) {
                    char escaped = text.charAt(++i);
                    value.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped == 't' ? '\t' : escaped);
                } else {
                    value.append(c);
                }
            }
            return value.toString();
        }
        int comment = text.indexOf(" #");
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }
}
