package dev.gatehouse.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Exceptions as YAML text.
final class ExceptionText {
    /// What YAML readers of every age take as plain text.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_./@+=(),;'-]|:(?! |$)| (?! |$|#))*");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private ExceptionText() {}

    /// An element of a block sequence, with its last line end.
    static String block(ExceptionEntry entry, String indent, String newline) {
        StringBuilder text = new StringBuilder();
        fields(entry).forEach((key, value) -> text.append(indent).append(key.equals("id") ? "- " : "  ").append(key).append(": ")
                .append(scalar(value, false)).append(newline));
        if (entry.approval() != null) {
            text.append(approval(entry.approval(), indent + "  ", newline));
        }
        return text.toString();
    }

    /// A member of a block mapping, with its last line end.
    static String approval(ExceptionEntry.Approval approval, String indent, String newline) {
        return indent + "approval:" + newline + indent + "  approver: " + scalar(approval.approver(), false) + newline + indent
                + "  signature: " + scalar(approval.signature(), false) + newline;
    }

    /// An element of a flow sequence.
    static String flow(ExceptionEntry entry) {
        return "{" + fields(entry).entrySet().stream().map(ExceptionText::flow).collect(Collectors.joining(", "))
                + (entry.approval() == null ? "" : ", " + flow(entry.approval())) + "}";
    }

    /// A member of a flow mapping.
    static String flow(ExceptionEntry.Approval approval) {
        return "approval: {approver: " + scalar(approval.approver(), true) + ", signature: " + scalar(approval.signature(), true)
                + "}";
    }

    private static String flow(Map.Entry<String, String> field) {
        return field.getKey() + ": " + scalar(field.getValue(), true);
    }

    private static SequencedMap<String, String> fields(ExceptionEntry entry) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", entry.id());
        fields.put("fingerprint", entry.fingerprint().toString());
        fields.put("places", Integer.toString(entry.places()));
        fields.put("owner", entry.owner());
        fields.put("reason", entry.reason());
        fields.put("expires", entry.expires().toString());
        if (entry.compensatingControl() != null) {
            fields.put("compensating-control", entry.compensatingControl());
        }
        if (entry.requester() != null) {
            fields.put("requester", entry.requester());
        }
        return fields;
    }

    private static String scalar(String text, boolean flow) {
        boolean plain = DATE.matcher(text).matches() || NUMBER.matcher(text).matches()
                || PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                        && !(flow && text.contains(","));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c >= 0xd800 && c < 0xe000) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
