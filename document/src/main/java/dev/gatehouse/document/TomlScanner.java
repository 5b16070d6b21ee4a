package dev.gatehouse.document;

/// The position in a TOML document and what every construct is made of: blanks, comments, line ends.
final class TomlScanner {
    final SourceText source;
    private final byte[] bytes;
    private final int end;
    /// Offset of the next byte.
    int at;

    TomlScanner(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
        this.end = source.end();
        this.at = source.begin();
    }

    boolean atEnd() {
        return at >= end;
    }

    /// The next byte, 0 to 255; -1 at the end.
    int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    /// The byte so many places ahead; -1 behind the end.
    int peek(int ahead) {
        return at + ahead < end ? bytes[at + ahead] & 0xff : -1;
    }

    /// Whether a byte comes so many times in a row.
    boolean comes(int wanted, int times) {
        for (int i = 0; i < times; i++) {
            if (peek(i) != wanted) {
                return false;
            }
        }
        return true;
    }

    /// Passes the byte if it comes next.
    boolean take(int wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /// Passes spaces and tabs.
    void blanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    /// Passes a line end if one comes next.
    boolean newline() {
        if (peek() == '\n') {
            at++;
            return true;
        }
        if (peek() == '\r' && peek(1) == '\n') {
            at += 2;
            return true;
        }
        return false;
    }

    /// Passes a comment, without the line end behind it, if one comes next.
    void comment() throws DocumentException {
        if (peek() != '#') {
            return;
        }
        at++;
        while (at < end && !atNewline()) {
            if (isControl(peek())) {
                throw error(describe() + " is not allowed in a comment");
            }
            at++;
        }
    }

    /// Passes everything between the parts of an array: blanks, comments, line ends.
    void blankLines() throws DocumentException {
        do {
            blanks();
            comment();
        } while (newline());
    }

    /// Passes the rest of a line on which nothing but a comment may follow.
    void endOfLine(String after) throws DocumentException {
        blanks();
        comment();
        if (!newline() && !atEnd()) {
            throw error("expected the end of the line after " + after + ", found " + describe());
        }
    }

    boolean atNewline() {
        return peek() == '\n' || peek() == '\r' && peek(1) == '\n';
    }

    /// Whether TOML allows the byte only as an escape: control characters without tab.
    static boolean isControl(int b) {
        return b >= 0 && b < 0x20 && b != '\t' || b == 0x7f;
    }

    static boolean isBareKey(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '-';
    }

    DocumentException error(String what) {
        return source.error(Math.min(at, end), what);
    }

    /// What comes next, for messages; letters and digits are not shown, they may belong to a secret.
    String describe() {
        int next = peek();
        return switch (next) {
            case -1 -> "the end of the file";
            case '\n' -> "the end of the line";
            case '\r' -> peek(1) == '\n' ? "the end of the line" : "a carriage return without line feed";
            case '\t' -> "a tab";
            case ' ' -> "a space";
            case '\'' -> "a single quote";
            case '"' -> "a double quote";
            default -> {
                if (next < 0x20 || next == 0x7f) {
                    yield String.format("control character U+%04X", next);
                }
                if (isBareKey(next)) {
                    yield "a letter, digit, '-' or '_'";
                }
                yield next < 0x80 ? "'" + (char) next + "'" : "a character beyond ASCII";
            }
        };
    }
}
