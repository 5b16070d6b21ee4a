package dev.gatehouse.document;

/// The four kinds of TOML strings.
final class TomlStrings {
    private final TomlScanner scanner;

    TomlStrings(TomlScanner scanner) {
        this.scanner = scanner;
    }

    /// Reads the string whose opening quote comes next, whichever kind it is.
    String value() throws DocumentException {
        int quote = scanner.peek();
        return scanner.comes(quote, 3) ? multiLine(quote) : singleLine();
    }

    /// Reads the one-line string, basic or literal, whose opening quote comes next.
    String singleLine() throws DocumentException {
        int opening = scanner.at;
        int quote = scanner.peek();
        scanner.at++;
        int from = scanner.at;
        // Only made when an escape is met: usually the content is the source as it stands.
        StringBuilder text = null;
        while (true) {
            int next = scanner.peek();
            if (next == quote) {
                String rest = scanner.source.text(from, scanner.at);
                scanner.at++;
                return text == null ? rest : text.append(rest).toString();
            }
            if (next < 0 || scanner.atNewline()) {
                throw scanner.source.error(opening, "the string is not closed on its line");
            }
            if (next == '\\' && quote == '"') {
                text = text == null ? new StringBuilder() : text;
                text.append(scanner.source.text(from, scanner.at));
                escape(text);
                from = scanner.at;
            } else {
                plain(next);
            }
        }
    }

    private String multiLine(int quote) throws DocumentException {
        int opening = scanner.at;
        scanner.at += 3;
        scanner.newline();
        int from = scanner.at;
        StringBuilder text = new StringBuilder();
        while (true) {
            int next = scanner.peek();
            if (next < 0) {
                throw scanner.source.error(opening, "the string is not closed");
            }
            if (scanner.comes(quote, 3)) {
                // Up to two quotes may stand directly before the closing three.
                int content = 0;
                while (content < 2 && scanner.peek(3 + content) == quote) {
                    content++;
                }
                text.append(scanner.source.text(from, scanner.at + content));
                scanner.at += 3 + content;
                return text.toString();
            }
            if (next == '\\' && quote == '"') {
                text.append(scanner.source.text(from, scanner.at));
                if (!lineEndingBackslash()) {
                    escape(text);
                }
                from = scanner.at;
            } else if (!scanner.newline()) {
                plain(next);
            }
        }
    }

    private void plain(int next) throws DocumentException {
        if (TomlScanner.isControl(next)) {
            throw scanner
                    .error(scanner.describe() + " is not allowed in a string" + (next == '\r' ? "" : "; write it as an escape"));
        }
        scanner.at++;
    }

    /// Passes a backslash at the end of a line and all blanks and line ends up to the next character; false if the backslash is
    /// none
    /// of that kind.
    private boolean lineEndingBackslash() {
        int backslash = scanner.at;
        scanner.at++;
        scanner.blanks();
        if (!scanner.newline()) {
            scanner.at = backslash;
            return false;
        }
        do {
            scanner.blanks();
        } while (scanner.newline());
        return true;
    }

    private void escape(StringBuilder text) throws DocumentException {
        int backslash = scanner.at;
        int kind = scanner.peek(1);
        scanner.at += 2;
        switch (kind) {
            case 'b' -> text.append('\b');
            case 't' -> text.append('\t');
            case 'n' -> text.append('\n');
            case 'f' -> text.append('\f');
            case 'r' -> text.append('\r');
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case 'u' -> text.appendCodePoint(codePoint(backslash, 4));
            case 'U' -> text.appendCodePoint(codePoint(backslash, 8));
            default -> throw scanner.source.error(backslash,
                    "TOML has no such escape; a backslash in a \"basic\" string is written \\\\, or use a 'literal' string");
        }
    }

    private int codePoint(int backslash, int digits) throws DocumentException {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(scanner.peek(), 16);
            if (digit < 0) {
                throw scanner.source.error(backslash, "the escape needs " + digits + " hexadecimal digits");
            }
            value = value << 4 | digit;
            scanner.at++;
        }
        if (value > Character.MAX_CODE_POINT || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw scanner.source.error(backslash, "the escape is not the code of a Unicode character");
        }
        return (int) value;
    }
}
