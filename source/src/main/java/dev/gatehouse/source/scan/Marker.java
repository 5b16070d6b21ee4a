package dev.gatehouse.source.scan;

import dev.gatehouse.core.finding.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A marker in a line that says that what is found there is not true.
///
/// Ours is `gatehouse:allow [rule-id…] [-- reason]`, on the line itself or alone in a comment on the line before. Those of other
/// tools stand on the line itself, in the forms `marker`, `marker: id, id`, `marker=id:reason`, `#marker ID, ID -- reason`.
///
/// @param rules
///            ids that it names; empty means all
record Marker(Suppression suppression, List<String> rules) {
    private static final String OWN = "gatehouse:allow";
    private static final int LONGEST_REASON = 200;

    /// The marker that holds for a line.
    ///
    /// @param lines
    ///            the lines that the finding touches
    /// @param before
    ///            the line before them; empty if there is none
    /// @param foreign
    ///            the markers of other tools that the check honours
    static @Nullable Marker find(List<String> lines, String before, Set<String> foreign) {
        for (String line : lines) {
            int at = indexOf(line, OWN);
            if (at >= 0) {
                return own(line.substring(at + OWN.length()));
            }
        }
        int at = indexOf(before, OWN);
        if (at >= 0 && alone(before, at)) {
            return own(before.substring(at + OWN.length()));
        }
        // In one order, so that of two markers on a line the same one always counts.
        for (String marker : foreign.stream().sorted().toList()) {
            for (String line : lines) {
                int end = endOf(line, marker);
                if (end >= 0) {
                    return foreign(marker, line.substring(end));
                }
            }
        }
        return null;
    }

    /// Whether the words of any marker stand in a text: if not, none of its lines has one.
    static boolean standsIn(String text, Set<String> foreign) {
        return indexOf(text, OWN) >= 0
                || foreign.stream()
                        .anyMatch(marker -> indexOf(text, marker.startsWith("#") ? marker.substring(1).strip() : marker) >= 0);
    }

    private static Marker own(String rest) {
        List<String> rules = new ArrayList<>();
        int at = ids(rest, 0, rules, false);
        return new Marker(new Suppression(Suppression.Kind.INLINE, OWN, reason(rest, at)), rules);
    }

    private static Marker foreign(String marker, String rest) {
        List<String> rules = new ArrayList<>();
        int at = 0;
        String reason;
        if (rest.startsWith("=") || rest.startsWith(":")) {
            at = ids(rest, 1, rules, true);
            // checkov:skip=ID:reason
            reason = at < rest.length() && rest.charAt(at) == ':' ? clean(rest.substring(at + 1)) : reason(rest, at);
        } else if (marker.startsWith("#")) {
            at = ids(rest, 0, rules, true);
            // Words after a bare `#nosec` are prose unless they look like ids.
            rules.removeIf(id -> id.chars().noneMatch(Character::isDigit));
            reason = reason(rest, at);
        } else {
            reason = reason(rest, 0);
        }
        return new Marker(new Suppression(Suppression.Kind.INLINE, marker, reason), rules);
    }

    /// Reads ids, divided by commas or blanks, and returns where they end.
    private static int ids(String text, int from, List<String> into, boolean anyCase) {
        int at = from;
        while (true) {
            int start = at;
            while (start < text.length()
                    && (text.charAt(start) == ' ' || text.charAt(start) == ',' || text.charAt(start) == '\t')) {
                start++;
            }
            int end = start;
            while (end < text.length() && idCharacter(text.charAt(end), anyCase)) {
                end++;
            }
            if (end == start || text.startsWith("--", start) || !Character.isLetterOrDigit(text.charAt(start))) {
                return at;
            }
            into.add(text.substring(start, end));
            at = end;
        }
    }

    private static boolean idCharacter(char c, boolean anyCase) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'
                || anyCase && c >= 'A' && c <= 'Z';
    }

    /// What follows `--`, without the end of a comment.
    private static String reason(String text, int from) {
        int dashes = text.indexOf("-- ", from);
        return dashes < 0 ? "" : clean(text.substring(dashes + 3));
    }

    private static String clean(String text) {
        String reason = text.strip();
        for (String end : List.of("*/", "-->", "--}}", "%>", "#}", "\"\"\"")) {
            int at = reason.indexOf(end);
            if (at >= 0) {
                reason = reason.substring(0, at).strip();
            }
        }
        var visible = new StringBuilder();
        reason.codePoints().filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(LONGEST_REASON)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /// Whether nothing but the beginning of a comment stands before the marker.
    private static boolean alone(String line, int at) {
        String opening = line.substring(0, at).strip().toLowerCase(Locale.ROOT);
        return opening.equals("rem") || !opening.isEmpty() && opening.chars().noneMatch(Character::isLetterOrDigit)
                && opening.indexOf('=') < 0 && opening.indexOf('}') < 0 && opening.indexOf(')') < 0;
    }

    /// Where the marker ends in the line; -1 if it does not stand there. After a `#` that begins it blanks may stand, and
    /// `//` may stand for it.
    private static int endOf(String line, String marker) {
        if (!marker.startsWith("#")) {
            int at = indexOf(line, marker);
            return at < 0 ? -1 : at + marker.length();
        }
        String word = marker.substring(1).strip();
        for (int at = indexOf(line, word); at >= 0; at = indexOf(line, word, at + 1)) {
            String before = line.substring(0, at).stripTrailing();
            if (before.endsWith("#") || before.endsWith("//") || before.endsWith("/*")) {
                return at + word.length();
            }
        }
        return -1;
    }

    private static int indexOf(String line, String marker) {
        return indexOf(line, marker, 0);
    }

    private static int indexOf(String line, String marker, int from) {
        if (marker.isEmpty()) {
            return -1;
        }
        char lower = Character.toLowerCase(marker.charAt(0));
        char upper = Character.toUpperCase(marker.charAt(0));
        for (int at = from; at + marker.length() <= line.length(); at++) {
            char first = line.charAt(at);
            if ((first == lower || first == upper) && line.regionMatches(true, at, marker, 0, marker.length())
                    && (at == 0 || !wordCharacter(line.charAt(at - 1)))
                    && (at + marker.length() == line.length() || !wordCharacter(line.charAt(at + marker.length())))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean wordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
