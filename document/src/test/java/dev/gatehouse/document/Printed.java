package dev.gatehouse.document;

import java.util.stream.Collectors;

/// A value on one line for comparisons: text in quotes, dates as `@…`, tags before the value, no positions.
final class Printed {
    private Printed() {}

    static String of(Value value) {
        String tag = value.tag() == null ? "" : value.tag() + " ";
        return tag + switch (value) {
            case Mapping mapping -> mapping.members().stream().map(member -> quoted(member.key()) + ": " + of(member.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Sequence sequence -> sequence.values().stream().map(Printed::of).collect(Collectors.joining(", ", "[", "]"));
            case Scalar.Text text -> quoted(text.text());
            case Scalar.Whole whole -> whole.number().toString();
            case Scalar.Real real -> Double.toString(real.number());
            case Scalar.Bool bool -> Boolean.toString(bool.truth());
            case Scalar.Null none -> "null";
            case Scalar.DateTime time -> "@" + time.text();
        };
    }

    /// A JSON string, which is a basic string of TOML and a double-quoted one of YAML as well.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c >= 0x7f && c < 0xa0) {
                        quoted.append(String.format("\\u%04X", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
