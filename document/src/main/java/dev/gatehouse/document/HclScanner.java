package dev.gatehouse.document;

import org.jspecify.annotations.Nullable;

/// Where a reader of HCL stands in its bytes: blanks, comments, names, numbers.
final class HclScanner {
    private final SourceText source;
    private final byte[] bytes;
    private final int end;
    private int at;

    HclScanner(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
        this.end = source.end();
        this.at = source.begin();
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    void move(int count) {
        at += count;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /// The next byte, 0 at the end.
    int next() {
        return at(at);
    }

    int at(int offset) {
        return offset < end ? bytes[offset] & 0xff : 0;
    }

    int end() {
        return end;
    }

    boolean startsWith(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (at(at + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text(int begin, int until) {
        return HclReader.text(bytes, begin, until);
    }

    Range range(int begin, int until) {
        return source.range(begin, until);
    }

    DocumentException error(String what) {
        return error(at, what);
    }

    DocumentException error(int offset, String what) {
        return source.error(offset, what);
    }

    void expect(char c) throws DocumentException {
        if (next() != c) {
            throw error("expected '" + c + "'");
        }
        at++;
    }

    /// Skips blanks and comments, but not the end of a line.
    void skipBlanks() throws DocumentException {
        while (!isAtEnd()) {
            int c = next();
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '#' || startsWith("//")) {
                while (!isAtEnd() && next() != '\n') {
                    at++;
                }
            } else if (startsWith("/*")) {
                int begin = at;
                at += 2;
                while (!startsWith("*/")) {
                    if (isAtEnd()) {
                        throw error(begin, "the comment has no end");
                    }
                    at++;
                }
                at += 2;
            } else {
                return;
            }
        }
    }

    void skipBlanksAndLines() throws DocumentException {
        skipBlanks();
        while (next() == '\n') {
            at++;
            skipBlanks();
        }
    }

    /// A name; null if there is none.
    @Nullable
    String identifier() {
        int begin = at;
        if (!isNameStart(next())) {
            return null;
        }
        while (isNameStart(next()) || next() >= '0' && next() <= '9' || next() == '-') {
            at++;
        }
        return text(begin, at);
    }

    /// Whether a word stands here and no longer one.
    boolean isWord(String word) {
        if (!startsWith(word)) {
            return false;
        }
        int after = at(at + word.length());
        return !(isNameStart(after) || after >= '0' && after <= '9' || after == '-');
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// Skips a number that begins here.
    void number() throws DocumentException {
        while (isDigit(next())) {
            at++;
        }
        if (next() == '.' && isDigit(at(at + 1))) {
            at++;
            while (isDigit(next())) {
                at++;
            }
        }
        if (next() == 'e' || next() == 'E') {
            int sign = at(at + 1) == '+' || at(at + 1) == '-' ? 1 : 0;
            if (!isDigit(at(at + 1 + sign))) {
                throw error("the number has no exponent");
            }
            at += 1 + sign;
            while (isDigit(next())) {
                at++;
            }
        }
    }
}
