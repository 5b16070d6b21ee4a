package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads text of HCL: in quotes, and in lines until a mark. Expressions in it stay as they were written; `%{ if }` and `%{ for }` too.
final class HclTemplates {
    private final HclScanner scanner;
    private final HclExpressions expressions;

    HclTemplates(HclScanner scanner, HclExpressions expressions) {
        this.scanner = scanner;
        this.expressions = expressions;
    }

    /// @param plain
    ///            whether there are no expressions in it
    /// @param only
    ///            the literal that is all there is, as in `"${1}"`; null for other text
    record Text(String text, boolean plain, @Nullable Scalar only) {}

    Text quoted(int depth) throws DocumentException {
        int begin = scanner.at();
        scanner.expect('"');
        Parts parts = new Parts();
        while (scanner.next() != '"') {
            if (scanner.isAtEnd() || scanner.next() == '\n') {
                throw scanner.error(begin, "the text has no end");
            }
            if (!sequence(parts, depth)) {
                if (scanner.next() == '\\') {
                    escape(parts);
                } else {
                    character(parts);
                }
            }
        }
        scanner.move(1);
        return parts.text();
    }

    /// `<<MARK`, or `<<-MARK` for text without the indentation that all its lines have.
    Text heredoc(int depth) throws DocumentException {
        int begin = scanner.at();
        scanner.move(2);
        boolean indented = scanner.next() == '-';
        scanner.move(indented ? 1 : 0);
        String mark = scanner.identifier();
        if (mark != null && scanner.next() == '\r') {
            scanner.move(1);
        }
        if (mark == null || scanner.next() != '\n') {
            throw scanner.error(begin, "expected a mark and the end of the line after '<<'");
        }
        scanner.move(1);
        Parts parts = new Parts();
        while (!isMark(mark)) {
            while (scanner.next() != '\n') {
                if (scanner.isAtEnd()) {
                    throw scanner.error(begin, "the text has no end");
                }
                if (!sequence(parts, depth)) {
                    character(parts);
                }
            }
            parts.literal.append('\n');
            scanner.move(1);
        }
        if (indented) {
            parts.unindent();
        }
        return parts.text();
    }

    /// Whether the line consists of the mark; then moves behind it.
    private boolean isMark(String mark) {
        int begin = scanner.at();
        while (scanner.next() == ' ' || scanner.next() == '\t') {
            scanner.move(1);
        }
        if (scanner.isWord(mark)) {
            scanner.move(mark.length());
            if (scanner.isAtEnd() || scanner.next() == '\n' || scanner.startsWith("\r\n")) {
                return true;
            }
        }
        scanner.moveTo(begin);
        return false;
    }

    /// Reads `${…}`, `%{…}` or their escapes; false if there is none here.
    private boolean sequence(Parts parts, int depth) throws DocumentException {
        if (scanner.startsWith("$${") || scanner.startsWith("%%{")) {
            parts.literal.append(scanner.text(scanner.at(), scanner.at() + 3));
            scanner.move(3);
            return true;
        }
        boolean interpolation = scanner.startsWith("${");
        if (!interpolation && !scanner.startsWith("%{")) {
            return false;
        }
        scanner.move(2);
        boolean trimBefore = scanner.next() == '~';
        scanner.move(trimBefore ? 1 : 0);
        scanner.skipBlanksAndLines();
        int begin = scanner.at();
        String written;
        Scalar literal = null;
        if (interpolation) {
            HclExpressions.Read read = expressions.expression(depth + 1, true);
            literal = read.plain() && read.value() instanceof Scalar scalar && !(scalar instanceof Scalar.Null) ? scalar : null;
            written = "${" + scanner.text(begin, scanner.at()) + "}";
        } else {
            written = "%{" + directive(depth) + "}";
        }
        scanner.skipBlanksAndLines();
        boolean trimAfter = scanner.next() == '~';
        scanner.move(trimAfter ? 1 : 0);
        scanner.expect('}');
        if (literal == null) {
            parts.expression(written, trimBefore, trimAfter);
        } else {
            parts.literal(literal, trimBefore, trimAfter);
        }
        return true;
    }

    private String directive(int depth) throws DocumentException {
        int begin = scanner.at();
        String word = scanner.identifier();
        if (word == null) {
            throw scanner.error("expected 'if', 'else', 'endif', 'for' or 'endfor'");
        }
        scanner.skipBlanksAndLines();
        switch (word) {
            case "else", "endif", "endfor" -> {
                return word;
            }
            case "if" -> expressions.expression(depth + 1, true);
            case "for" -> {
                while (!scanner.isWord("in")) {
                    if (scanner.identifier() == null) {
                        throw scanner.error("expected a name or 'in'");
                    }
                    scanner.skipBlanksAndLines();
                    scanner.move(scanner.next() == ',' ? 1 : 0);
                    scanner.skipBlanksAndLines();
                }
                scanner.move(2);
                scanner.skipBlanksAndLines();
                expressions.expression(depth + 1, true);
            }
            default -> throw scanner.error(begin, "expected 'if', 'else', 'endif', 'for' or 'endfor'");
        }
        return scanner.text(begin, scanner.at());
    }

    private void character(Parts parts) {
        int begin = scanner.at();
        do {
            scanner.move(1);
        } while ((scanner.next() & 0xc0) == 0x80);
        parts.literal.append(scanner.text(begin, scanner.at()));
    }

    private void escape(Parts parts) throws DocumentException {
        int begin = scanner.at();
        int c = scanner.at(begin + 1);
        scanner.move(2);
        switch (c) {
            case 'n' -> parts.literal.append('\n');
            case 'r' -> parts.literal.append('\r');
            case 't' -> parts.literal.append('\t');
            case '"', '\\' -> parts.literal.append((char) c);
            case 'u', 'U' -> {
                int digits = c == 'u' ? 4 : 8;
                String hex = scanner.text(scanner.at(), Math.min(scanner.end(), scanner.at() + digits));
                if (!hex.matches("[0-9a-fA-F]{" + digits + "}") || !Character.isValidCodePoint(Long.valueOf(hex, 16).intValue())
                        || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
                    throw scanner.error(begin, "no such character");
                }
                parts.literal.appendCodePoint(Integer.parseInt(hex, 16));
                scanner.move(digits);
            }
            default -> throw scanner.error(begin, "unknown escape");
        }
    }

    /// What was read of a text: literals and expressions in turn.
    private static final class Parts {
        private final List<String> done = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private boolean trimsNext;
        /// Where in the literal the text behind the last expression begins.
        private int trimmed;
        private @Nullable Scalar only;

        void expression(String written, boolean trimBefore, boolean trimAfter) {
            trim(trimBefore);
            done.add(literal.toString());
            done.add(written);
            literal.setLength(0);
            trimsNext = trimAfter;
            trimmed = 0;
        }

        /// A literal in an expression's place is text.
        void literal(Scalar value, boolean trimBefore, boolean trimAfter) {
            trim(trimBefore);
            only = done.isEmpty() && literal.isEmpty() ? value : null;
            literal.append(value.text());
            trimmed = literal.length();
            trimsNext = trimAfter;
        }

        /// Takes away blanks around an expression, on its line and the end of that line.
        private void trim(boolean atEnd) {
            if (trimsNext) {
                int from = trimmed;
                while (from < literal.length() && Character.isWhitespace(literal.charAt(from))) {
                    if (literal.charAt(from++) == '\n') {
                        break;
                    }
                }
                literal.delete(trimmed, from);
                trimsNext = false;
            }
            while (atEnd && literal.length() > trimmed && Character.isWhitespace(literal.charAt(literal.length() - 1))
                    && literal.charAt(literal.length() - 1) != '\n') {
                literal.setLength(literal.length() - 1);
            }
        }

        /// Takes the indentation of the least indented line away from all lines; what follows an expression is no beginning of a line.
        void unindent() {
            trim(false);
            done.add(literal.toString());
            literal.setLength(0);
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < done.size(); i += 2) {
                String text = done.get(i);
                for (int line = i == 0 ? 0 : text.indexOf('\n') + 1; line < text.length() && (line > 0 || i == 0);) {
                    int at = line;
                    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                        at++;
                    }
                    boolean blank = at < text.length() && text.charAt(at) == '\n';
                    least = blank ? least : Math.min(least, at - line);
                    int next = text.indexOf('\n', line);
                    line = next < 0 ? text.length() : next + 1;
                }
            }
            int removed = least == Integer.MAX_VALUE ? 0 : least;
            String indentation = "[ \\t]{0," + removed + "}";
            for (int i = 0; i < done.size(); i += 2) {
                String text = done.get(i).replaceAll("\\n" + indentation, "\n");
                done.set(i, i == 0 ? text.replaceFirst("^" + indentation, "") : text);
            }
            literal.append(done.removeLast());
        }

        Text text() {
            trim(false);
            boolean single = only != null && done.isEmpty() && literal.toString().equals(only.text());
            return new Text(String.join("", done) + literal, done.isEmpty(), single ? only : null);
        }
    }
}
