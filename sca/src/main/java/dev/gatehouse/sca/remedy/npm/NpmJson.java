package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes JSON as npm does: what is no object first, then in npm's order, then by name.
///
/// @param indent
///            of one level
/// @param newline
///            of the file
record NpmJson(String indent, String newline) {
    /// npm's own order of members, before that by name.
    private static final List<String> FIRST = List.of("name", "version", "lockfileVersion", "resolved", "integrity", "requires",
            "packages", "dependencies");
    private static final String PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    /// How names are sorted: as people would, small letters before large ones.
    static final Comparator<String> NAMES = (one, other) -> {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            int order = Integer.compare(weight(one.charAt(i)), weight(other.charAt(i)));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(one.length(), other.length());
        return order != 0 ? order : other.compareTo(one);
    };

    private static int weight(char c) {
        int at = PUNCTUATION.indexOf(c);
        return at >= 0 ? at : 100 + Character.toLowerCase(c);
    }

    /// The form of a file that is there.
    static NpmJson of(byte[] text) {
        String start = new String(text, 0, Math.min(text.length, 4096), java.nio.charset.StandardCharsets.UTF_8);
        int end = start.indexOf('\n');
        String newline = end > 0 && start.charAt(end - 1) == '\r' ? "\r\n" : "\n";
        int from = end + 1;
        int to = from;
        while (end >= 0 && to < start.length() && (start.charAt(to) == ' ' || start.charAt(to) == '\t')) {
            to++;
        }
        return new NpmJson(to > from ? start.substring(from, to) : "  ", newline);
    }

    /// A value as lists, maps, texts, numbers and booleans.
    static Object plain(Value value) {
        return switch (value) {
            case Mapping mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Member member : mapping.members()) {
                    map.put(member.key(), plain(member.value()));
                }
                yield map;
            }
            case Sequence sequence -> {
                List<Object> list = new ArrayList<>();
                sequence.values().forEach(each -> list.add(plain(each)));
                yield list;
            }
            case Scalar.Text text -> text.text();
            case Scalar scalar -> new Literal(scalar.text());
        };
    }

    /// A number, true, false or null as it was written.
    record Literal(String text) {}

    /// The value as text.
    ///
    /// @param level
    ///            of the line on which it begins
    String write(Object value, int level) {
        StringBuilder out = new StringBuilder();
        write(value, level, out);
        return out.toString();
    }

    private void write(Object value, int level, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append("{}");
            case List<?> list when list.isEmpty() -> out.append("[]");
            case Map<?, ?> map -> {
                String separator = "{";
                for (Map.Entry<?, ?> member : sorted(map)) {
                    out.append(separator).append(newline).append(indent.repeat(level + 1))
                            .append(quoted(String.valueOf(member.getKey()))).append(": ");
                    write(member.getValue(), level + 1, out);
                    separator = ",";
                }
                out.append(newline).append(indent.repeat(level)).append('}');
            }
            case List<?> list -> {
                String separator = "[";
                for (Object element : list) {
                    out.append(separator).append(newline).append(indent.repeat(level + 1));
                    write(element, level + 1, out);
                    separator = ",";
                }
                out.append(newline).append(indent.repeat(level)).append(']');
            }
            case Literal literal -> out.append(literal.text());
            case Boolean flag -> out.append(flag);
            default -> out.append(quoted(String.valueOf(value)));
        }
    }

    private static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
        List<Map.Entry<?, ?>> members = new ArrayList<>(map.entrySet());
        Comparator<Map.Entry<?, ?>> order = Comparator
                .comparing((Map.Entry<?, ?> member) -> member.getValue() instanceof Map);
        members.sort(order.thenComparingInt(member -> first(String.valueOf(member.getKey())))
                .thenComparing(member -> String.valueOf(member.getKey()), NAMES));
        return members;
    }

    private static int first(String key) {
        int at = FIRST.indexOf(key);
        return at < 0 ? FIRST.size() : at;
    }

    /// A text in quotes, escaped as JSON.stringify does.
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c) && !paired(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
