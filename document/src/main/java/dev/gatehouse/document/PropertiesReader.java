package dev.gatehouse.document;

import java.util.Arrays;

/// Reads the properties files of Java ([java.util.Properties#load]): comments, continued lines, escapes. Values are text.
final class PropertiesReader {
    private final SourceText source;
    private final Budget budget;
    private final Duplicates duplicates;
    private final String text;
    /// Index of the next character in [#text], and its offset in the source.
    private int at;
    private int offset;

    /// A line with its continuations joined: characters and where each stands.
    private final StringBuilder line = new StringBuilder();
    private int[] starts = new int[256];
    private int lineEnd;

    PropertiesReader(SourceText source, Limits limits, Duplicates duplicates) {
        this.source = source;
        this.budget = new Budget(source, limits);
        this.duplicates = duplicates;
        this.text = source.text(source.begin(), source.end());
        this.offset = source.begin();
    }

    Mapping read() throws DocumentException {
        Members members = new Members();
        budget.value(0);
        while (nextLine()) {
            Member member = member();
            Member first = duplicates == Duplicates.KEEP ? null : members.find(member.key());
            if (first != null) {
                throw source.error(starts[0], "the key '" + Keys.shown(member.key()) + "' (line " + first.keyRange().line()
                        + ") is defined a second time");
            }
            members.add(member);
        }
        return members.mapping(source.range(source.begin(), source.end()), null);
    }

    /// Reads the next line that holds something into [#line]; false if there is none.
    private boolean nextLine() {
        line.setLength(0);
        boolean blanks = true;
        boolean backslash = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (blanks && isBlank(c)) {
                pass();
                continue;
            }
            blanks = false;
            if (line.isEmpty() && (c == '#' || c == '!')) {
                comment();
                blanks = true;
            } else if (c != '\n' && c != '\r') {
                put(c);
                pass();
                lineEnd = offset;
                backslash = c == '\\' && !backslash;
            } else {
                endOfLine();
                if (backslash) {
                    // The backslash goes; the line goes on behind the blanks of the next.
                    line.setLength(line.length() - 1);
                    backslash = false;
                } else if (!line.isEmpty()) {
                    return true;
                }
                blanks = true;
            }
        }
        if (backslash) {
            line.setLength(line.length() - 1);
        }
        return !line.isEmpty();
    }

    private void comment() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            pass();
        }
    }

    private void endOfLine() {
        boolean carriageReturn = text.charAt(at) == '\r';
        pass();
        if (carriageReturn && at < text.length() && text.charAt(at) == '\n') {
            pass();
        }
    }

    private void put(char c) {
        if (line.length() == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[line.length()] = offset;
        line.append(c);
    }

    /// Passes a character. Of a surrogate pair the first carries all four bytes.
    private void pass() {
        char c = text.charAt(at++);
        offset += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isHighSurrogate(c) ? 4 : Character.isLowSurrogate(c) ? 0 : 3;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private Member member() throws DocumentException {
        budget.value(line.isEmpty() ? source.end() : starts[0]);
        int keyEnd = 0;
        while (keyEnd < line.length() && line.charAt(keyEnd) != '=' && line.charAt(keyEnd) != ':'
                && !isBlank(line.charAt(keyEnd))) {
            keyEnd += line.charAt(keyEnd) == '\\' ? 2 : 1;
        }
        keyEnd = Math.min(keyEnd, line.length());
        int value = blanksFrom(keyEnd);
        if (value < line.length() && (line.charAt(value) == '=' || line.charAt(value) == ':')) {
            value = blanksFrom(value + 1);
        }
        return new Member(unescaped(0, keyEnd), range(0, keyEnd),
                new Scalar.Text(range(value, line.length()), unescaped(value, line.length())));
    }

    private int blanksFrom(int index) {
        int behind = index;
        while (behind < line.length() && isBlank(line.charAt(behind))) {
            behind++;
        }
        return behind;
    }

    /// Where part of the line stands; an empty part stands behind whatever comes before it.
    private Range range(int from, int to) {
        int start = from < line.length() ? starts[from] : lineEnd;
        return source.range(start, from == to ? start : to < line.length() ? behind(to - 1) : lineEnd(to));
    }

    private int lineEnd(int to) {
        return to == 0 ? lineEnd : behind(to - 1);
    }

    private int behind(int index) {
        char c = line.charAt(index);
        int start = starts[index];
        return start + (c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isHighSurrogate(c) ? 4 : Character.isLowSurrogate(c) ? 0 : 3);
    }

    private String unescaped(int from, int to) throws DocumentException {
        StringBuilder plain = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = line.charAt(i++);
            if (c != '\\' || i == to) {
                if (c != '\\') {
                    plain.append(c);
                }
                continue;
            }
            char escaped = line.charAt(i++);
            switch (escaped) {
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case 'n' -> plain.append('\n');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    plain.append(unit(i, to));
                    i += 4;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    private char unit(int from, int to) throws DocumentException {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < to && line.charAt(i) < 0x80 ? Character.digit(line.charAt(i), 16) : -1;
            if (digit < 0) {
                throw source.error(starts[from - 2], "the escape \\u needs four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
