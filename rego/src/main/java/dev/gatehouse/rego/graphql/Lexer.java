package dev.gatehouse.rego.graphql;

import java.util.Locale;

/// Cuts a text into tokens. Places are counted in characters; a string's place is that of its first character, a block string's line is
/// its last.
final class Lexer {
    private static final String PUNCTUATION = "!$&():=@[]{}|";
    private static final Token.Kind[] KINDS = {Token.Kind.BANG, Token.Kind.DOLLAR, Token.Kind.AMPERSAND, Token.Kind.PARENTHESIS,
        Token.Kind.CLOSED_PARENTHESIS, Token.Kind.COLON, Token.Kind.EQUALS, Token.Kind.AT, Token.Kind.BRACKET,
        Token.Kind.CLOSED_BRACKET, Token.Kind.BRACE, Token.Kind.CLOSED_BRACE, Token.Kind.PIPE};

    private final int[] text;
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(String text) {
        this.text = text.codePoints().toArray();
    }

    private Token token(Token.Kind kind, int from, String value) {
        return new Token(kind, value, new Position(line, from - lineStart + 1), null);
    }

    private Token invalid(String problem) {
        return new Token(Token.Kind.INVALID, "", new Position(line, at - lineStart + 1), problem);
    }

    private String slice(int from, int to) {
        return new String(text, from, to - from);
    }

    private boolean has(int offset, int character) {
        return at + offset < text.length && text[at + offset] == character;
    }

    Token next() {
        skipSpace();
        int from = at;
        if (at >= text.length) {
            return token(Token.Kind.END, from, "");
        }
        int character = text[at];
        int punctuation = PUNCTUATION.indexOf(character);
        if (punctuation >= 0) {
            at++;
            return token(KINDS[punctuation], from, "");
        }
        if (character == '.' && has(1, '.') && has(2, '.')) {
            at += 3;
            return token(Token.Kind.SPREAD, from, "");
        }
        if (character == '#') {
            at++;
            while (at < text.length && (text[at] > 0x1f || text[at] == '\t')) {
                at++;
            }
            return token(Token.Kind.COMMENT, from, slice(from, at));
        }
        if (isNameStart(character)) {
            while (at < text.length && (isNameStart(text[at]) || isDigit(text[at]))) {
                at++;
            }
            return token(Token.Kind.NAME, from, slice(from, at));
        }
        if (character == '-' || isDigit(character)) {
            return number();
        }
        if (character == '"') {
            return has(1, '"') && has(2, '"') ? blockString() : string();
        }
        if (character < 0x20) {
            return invalid(String.format(Locale.ROOT, "Cannot contain the invalid character \"\\u%04d\"", character));
        }
        return invalid(character == '\''
                ? "Unexpected single quote character ('), did you mean to use a double quote (\")?"
                : "Cannot parse the unexpected character \"" + Character.toString(character) + "\".");
    }

    private static boolean isNameStart(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private void skipSpace() {
        while (at < text.length) {
            switch (text[at]) {
                case '\t', ' ', ',', 0xfeff -> at++;
                case '\n', '\r' -> {
                    boolean pair = text[at] == '\r' && has(1, '\n');
                    at++;
                    line++;
                    lineStart = at;
                    at += pair ? 1 : 0;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private int digits() {
        int from = at;
        while (at < text.length && isDigit(text[at])) {
            at++;
        }
        return at - from;
    }

    private String found() {
        return at < text.length ? "\"" + Character.toString(text[at]) + "\"" : "<EOF>";
    }

    private Token number() {
        int from = at;
        at += text[at] == '-' ? 1 : 0;
        if (has(0, '0')) {
            at++;
            if (at < text.length && isDigit(text[at])) {
                return invalid("Invalid number, unexpected digit after 0: " + found() + ".");
            }
        } else if (digits() == 0) {
            return invalid("Invalid number, expected digit but got: " + found() + ".");
        }
        boolean isFloat = has(0, '.');
        if (isFloat) {
            at++;
            if (digits() == 0) {
                return invalid("Invalid number, expected digit but got: " + found() + ".");
            }
        }
        if (has(0, 'e') || has(0, 'E')) {
            isFloat = true;
            at++;
            at += has(0, '-') || has(0, '+') ? 1 : 0;
            if (digits() == 0) {
                return invalid("Invalid number, expected digit but got: " + found() + ".");
            }
        }
        return token(isFloat ? Token.Kind.FLOAT : Token.Kind.INTEGER, from, slice(from, at));
    }

    private Token string() {
        at++;
        int from = at;
        var value = new StringBuilder();
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            int character = text[at];
            if (character < 0x20 && character != '\t') {
                return invalid(String.format(Locale.ROOT, "Invalid character within String: \"\\u%04d\".", character));
            }
            if (character == '"') {
                Token token = token(Token.Kind.STRING, from, value.toString());
                at++;
                return token;
            }
            if (character == '\\') {
                String problem = escape(value);
                if (problem != null) {
                    at++;
                    return invalid(problem);
                }
            } else {
                value.appendCodePoint(character);
                at++;
            }
        }
        return invalid("Unterminated string.");
    }

    /// Reads an escape sequence; answers what is wrong with it, or null.
    private @org.jspecify.annotations.Nullable String escape(StringBuilder value) {
        if (at + 1 >= text.length) {
            return "Invalid character escape sequence.";
        }
        int escape = text[at + 1];
        int simple = "\"/\\bfnrt".indexOf(escape);
        if (simple >= 0) {
            value.append("\"/\\\b\f\n\r\t".charAt(simple));
            at += 2;
            return null;
        }
        if (escape != 'u') {
            return "Invalid character escape sequence: \\" + Character.toString(escape) + ".";
        }
        int unit = 0;
        for (int digit = 2; digit < 6; digit++) {
            int part = at + digit < text.length - 1 && text[at + digit] < 0x80 ? Character.digit(text[at + digit], 16) : -1;
            if (part < 0) {
                return "Invalid character escape sequence: \\" + slice(at + 1, Math.min(at + 6, text.length)) + ".";
            }
            unit = unit << 4 | part;
        }
        value.append(Character.isSurrogate((char) unit) ? '\ufffd' : (char) unit);
        at += 6;
        return null;
    }

    private Token blockString() {
        at += 3;
        int from = at;
        var value = new StringBuilder();
        while (at < text.length) {
            int character = text[at];
            if (character == '"') {
                int quotes = 1;
                while (has(quotes, '"')) {
                    quotes++;
                }
                if (quotes >= 3) {
                    value.append("\"".repeat(quotes - 3));
                    Token token = token(Token.Kind.BLOCK_STRING, from, BlockString.value(value.toString()));
                    at += quotes;
                    return token;
                }
            }
            if (character < 0x20 && character != '\t' && character != '\n' && character != '\r') {
                return invalid(String.format(Locale.ROOT, "Invalid character within String: \"\\u%04d\".", character));
            }
            if (character == '\\' && has(1, '"') && has(2, '"') && has(3, '"')) {
                value.append("\"\"\"");
                at += 4;
            } else if (character == '\r' || character == '\n') {
                at += character == '\r' && has(1, '\n') ? 2 : 1;
                value.append('\n');
                line++;
                lineStart = at;
            } else {
                value.appendCodePoint(character);
                at++;
            }
        }
        return invalid("Unterminated string.");
    }
}
