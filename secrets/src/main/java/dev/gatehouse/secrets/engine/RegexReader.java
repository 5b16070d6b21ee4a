package dev.gatehouse.secrets.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads RE2 syntax as re2j 1.8 does, into [Node]s. Expects expressions that re2j accepts or might accept: what it takes is no
/// promise that re2j does.
///
/// The syntax: <https://github.com/google/re2/wiki/Syntax>.
final class RegexReader {
    /// Groups within groups.
    private static final int MAX_DEPTH = 200;
    private static final int MAX_REPEAT = 1000;

    private static final Map<String, CharacterSet> POSIX = Map.ofEntries(
            Map.entry("alnum", range("09AZaz")), Map.entry("alpha", range("AZaz")),
            Map.entry("ascii", CharacterSet.range(0, 127)),
            Map.entry("blank", CharacterSet.of("\t ")),
            Map.entry("cntrl", CharacterSet.range(0, 31).or(CharacterSet.range(127, 127))),
            Map.entry("digit", range("09")), Map.entry("graph", range("!~")), Map.entry("lower", range("az")),
            Map.entry("print", range(" ~")), Map.entry("punct", range("!/:@[`{~")), Map.entry("space", range("\t\r  ")),
            Map.entry("upper", range("AZ")), Map.entry("word", range("09AZaz__")), Map.entry("xdigit", range("09AFaf")));

    private final String regex;
    private int at;
    private int depth;
    private boolean fold;
    private boolean lines;
    private boolean dotAll;
    private boolean openQuote;

    private RegexReader(String regex) {
        this.regex = regex;
    }

    /// What was read.
    ///
    /// @param openQuote
    ///            whether it ends within `\Q`, so that anything put behind it would be quoted
    record Read(Node node, boolean openQuote) {}

    /// Syntax that this reader does not know: perhaps an error, perhaps something that re2j knows better.
    static final class UnknownSyntax extends Exception {
        private static final long serialVersionUID = 1;

        UnknownSyntax(String message) {
            super(message);
        }
    }

    static Read read(String regex) throws UnknownSyntax {
        RegexReader reader = new RegexReader(regex);
        Node node = reader.choice();
        if (reader.at < regex.length()) {
            throw new UnknownSyntax("unexpected )");
        }
        return new Read(node, reader.openQuote);
    }

    private static CharacterSet range(String pairs) {
        CharacterSet set = CharacterSet.EMPTY;
        for (int i = 0; i < pairs.length(); i += 2) {
            set = set.or(CharacterSet.range(pairs.charAt(i), pairs.charAt(i + 1)));
        }
        return set;
    }

    private boolean more() {
        return at < regex.length();
    }

    private boolean skip(String expected) {
        boolean there = regex.startsWith(expected, at);
        if (there) {
            at += expected.length();
        }
        return there;
    }

    private int next() throws UnknownSyntax {
        if (!more()) {
            throw new UnknownSyntax("unexpected end");
        }
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private Node choice() throws UnknownSyntax {
        List<Node> options = new ArrayList<>();
        do {
            options.add(sequence());
        } while (skip("|"));
        return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
    }

    private Node sequence() throws UnknownSyntax {
        List<Node> parts = new ArrayList<>();
        while (more() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            char c = regex.charAt(at);
            switch (c) {
                case '*', '+', '?' -> {
                    at++;
                    repeat(parts, c == '+' ? 1 : 0, c == '?' ? 1 : Node.UNBOUNDED);
                }
                case '{' -> {
                    int[] counts = counts();
                    if (counts.length == 0) {
                        parts.add(literal(next()));
                    } else {
                        repeat(parts, counts[0], counts[1]);
                    }
                }
                case '(' -> group(parts);
                case '\\' -> escape(parts);
                case '[' -> parts.add(new Node.One(bracket()));
                case '^' -> {
                    at++;
                    parts.add(lines ? Node.Assertion.LINE_BEGIN : Node.Assertion.TEXT_BEGIN);
                }
                case '$' -> {
                    at++;
                    parts.add(lines ? Node.Assertion.LINE_END : Node.Assertion.TEXT_END);
                }
                case '.' -> {
                    at++;
                    parts.add(new Node.One(dotAll ? CharacterSet.ALL : CharacterSet.of("\n").complement()));
                }
                default -> parts.add(literal(next()));
            }
        }
        return Node.sequence(parts);
    }

    private Node literal(int c) {
        CharacterSet set = CharacterSet.range(c, c);
        return new Node.One(fold ? set.folded() : set);
    }

    private void repeat(List<Node> parts, int min, int max) throws UnknownSyntax {
        skip("?");
        if (parts.isEmpty()) {
            throw new UnknownSyntax("nothing to repeat");
        }
        parts.add(new Node.Repeat(parts.removeLast(), min, max));
    }

    /// `{n}`, `{n,}` or `{n,m}`; empty if it is none of them and so means itself.
    private int[] counts() throws UnknownSyntax {
        int start = at++;
        int min = count();
        int max = min;
        if (min >= 0 && skip(",")) {
            max = regex.startsWith("}", at) ? Node.UNBOUNDED : count();
        }
        if (min < 0 || max < 0 || !skip("}")) {
            at = start;
            return new int[0];
        }
        if (min > MAX_REPEAT || max > MAX_REPEAT && max != Node.UNBOUNDED || min > max) {
            throw new UnknownSyntax("invalid repeat count");
        }
        return new int[]{min, max};
    }

    private int count() {
        int start = at;
        while (more() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits == 0 || digits > 1 && regex.charAt(start) == '0') {
            return -1;
        }
        return digits > 8 ? MAX_REPEAT + 1 : Integer.parseInt(regex, start, at, 10);
    }

    private void group(List<Node> parts) throws UnknownSyntax {
        if (++depth > MAX_DEPTH) {
            throw new UnknownSyntax("groups too deep");
        }
        boolean outerFold = fold;
        boolean outerLines = lines;
        boolean outerDotAll = dotAll;
        at++;
        if (skip("?P<") || skip("?<")) {
            at = regex.indexOf('>', at) + 1;
            if (at == 0) {
                throw new UnknownSyntax("invalid group name");
            }
        } else if (skip("?") && flags()) {
            depth--;
            return;
        }
        Node body = choice();
        if (!skip(")")) {
            throw new UnknownSyntax("missing )");
        }
        fold = outerFold;
        lines = outerLines;
        dotAll = outerDotAll;
        depth--;
        parts.add(body);
    }

    /// Reads flags; says whether they stand for themselves, `(?i)`, rather than at the beginning of a group, `(?i:`.
    private boolean flags() throws UnknownSyntax {
        boolean on = true;
        while (true) {
            switch (next()) {
                case 'i' -> fold = on;
                case 'm' -> lines = on;
                case 's' -> dotAll = on;
                case 'U' -> {
                    // Greed does not matter here.
                }
                case '-' -> on = false;
                case ':' -> {
                    return false;
                }
                case ')' -> {
                    return true;
                }
                default -> throw new UnknownSyntax("unknown flag");
            }
        }
    }

    private void escape(List<Node> parts) throws UnknownSyntax {
        CharacterSet set = escapedClass(false);
        if (set != null) {
            parts.add(new Node.One(set));
        } else if (skip("\\A")) {
            parts.add(Node.Assertion.TEXT_BEGIN);
        } else if (skip("\\z")) {
            parts.add(Node.Assertion.TEXT_END);
        } else if (skip("\\b")) {
            parts.add(Node.Assertion.WORD_BOUNDARY);
        } else if (skip("\\B")) {
            parts.add(Node.Assertion.NO_WORD_BOUNDARY);
        } else if (skip("\\Q")) {
            int end = regex.indexOf("\\E", at);
            openQuote = end < 0;
            end = end < 0 ? regex.length() : end;
            while (at < end) {
                parts.add(literal(next()));
            }
            skip("\\E");
        } else {
            parts.add(literal(escaped()));
        }
    }

    /// `\d`, `\pL` and the like; null if it is none.
    ///
    /// @param negated
    ///            whether it stands in a negated bracket, where it must not take too much
    private @Nullable CharacterSet escapedClass(boolean negated) throws UnknownSyntax {
        if (!regex.startsWith("\\", at) || at + 1 >= regex.length()) {
            return null;
        }
        CharacterSet set;
        char c = regex.charAt(at + 1);
        switch (c) {
            case 'd', 'D' -> set = range("09");
            case 's', 'S' -> set = CharacterSet.of("\t\n\f\r ");
            case 'w', 'W' -> set = range("09AZaz__");
            case 'p', 'P' -> {
                at += 2;
                if (next() == '{') {
                    at = regex.indexOf('}', at) + 1;
                    if (at == 0) {
                        throw new UnknownSyntax("invalid class name");
                    }
                }
                return negated ? CharacterSet.EMPTY : CharacterSet.ALL;
            }
            default -> {
                return null;
            }
        }
        at += 2;
        return member(set, Character.isUpperCase(c));
    }

    private CharacterSet member(CharacterSet set, boolean complement) {
        return complement ? (fold ? set.foldedAscii() : set).complement() : fold ? set.folded() : set;
    }

    private int escaped() throws UnknownSyntax {
        at++;
        int c = next();
        switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int value = c - '0';
                for (int i = 1; i < 3 && more() && regex.charAt(at) >= '0' && regex.charAt(at) <= '7'; i++) {
                    value = value * 8 + regex.charAt(at++) - '0';
                }
                return value;
            }
            case 'x' -> {
                boolean braced = skip("{");
                int end = braced ? regex.indexOf('}', at) : at + 2;
                try {
                    int value = Integer.parseInt(regex, at, end, 16);
                    at = braced ? end + 1 : end;
                    return value;
                } catch (NumberFormatException | IndexOutOfBoundsException e) {
                    throw new UnknownSyntax("invalid escape");
                }
            }
            case 'a' -> {
                return 7;
            }
            case 'f' -> {
                return '\f';
            }
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            case 'v' -> {
                return 11;
            }
            default -> {
                if (c < 128 && Character.isLetterOrDigit(c)) {
                    throw new UnknownSyntax("invalid escape");
                }
                return c;
            }
        }
    }

    private CharacterSet bracket() throws UnknownSyntax {
        at++;
        boolean negated = skip("^");
        CharacterSet set = CharacterSet.EMPTY;
        for (boolean first = true; first || !regex.startsWith("]", at); first = false) {
            set = set.or(member(negated));
        }
        at++;
        if (!negated) {
            return set;
        }
        // In a negated bracket the rest of Unicode may hold letters that fold into ASCII; leaving those in takes more, not less.
        return set.complement();
    }

    private CharacterSet member(boolean negated) throws UnknownSyntax {
        if (regex.startsWith("[:", at)) {
            int end = regex.indexOf(":]", at);
            if (end >= 0) {
                boolean complement = regex.startsWith("^", at + 2);
                CharacterSet set = POSIX.get(regex.substring(at + (complement ? 3 : 2), end));
                if (set == null) {
                    throw new UnknownSyntax("unknown class");
                }
                at = end + 2;
                return member(set, complement);
            }
        }
        CharacterSet set = escapedClass(negated);
        if (set != null) {
            return set;
        }
        int from = bracketCharacter();
        int to = from;
        if (regex.startsWith("-", at) && !regex.startsWith("-]", at)) {
            at++;
            to = bracketCharacter();
        }
        if (to < from) {
            throw new UnknownSyntax("invalid range");
        }
        CharacterSet plain = CharacterSet.range(from, to);
        return !fold ? plain : negated ? plain.foldedAscii() : plain.folded();
    }

    private int bracketCharacter() throws UnknownSyntax {
        return regex.startsWith("\\", at) ? escaped() : next();
    }
}
