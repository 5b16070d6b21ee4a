package dev.gatehouse.rego.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a module into tokens and comments, in one pass without recursion.
///
/// A template string is cut into its parts: `$"a {x} b"` becomes the part `"a {`, the tokens of the
/// expression, a right brace and the end `} b"`. A stack of open braces tells which right brace ends an
/// expression.
final class Lexer {
    private static final int END = -1;

    private final String file;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();

    /// Open template strings, innermost first: brace depth at which each one goes on.
    private final Deque<OpenTemplate> templates = new ArrayDeque<>();

    private int braces;
    private int position;
    private int row = 1;
    private int column = 1;
    private boolean space;
    private boolean newline;
    private @Nullable String error;

    private record OpenTemplate(int depth, boolean raw) {}

    Lexer(String file, String text) {
        this.file = file;
        this.text = text;
    }

    List<Comment> comments() {
        return comments;
    }

    List<Token> tokens() {
        if (peek() == 0xFEFF) {
            position++;
        }
        check(peek());
        while (true) {
            Token token = next();
            if (token == null) {
                continue;
            }
            tokens.add(token);
            if (token.kind() == TokenKind.EOF) {
                return tokens;
            }
            space = false;
            newline = false;
            if (token.kind() == TokenKind.RIGHT_BRACE && !templates.isEmpty()) {
                OpenTemplate open = templates.peek();
                if (open.depth() == braces) {
                    templates.pop();
                    tokens.add(template(open.raw(), position, row, column));
                    space = false;
                    newline = false;
                }
            }
        }
    }

    private int peek() {
        return position < text.length() ? text.codePointAt(position) : END;
    }

    private int take() {
        int c = peek();
        if (c == END) {
            return END;
        }
        position += Character.charCount(c);
        if (c == '\n') {
            row++;
            column = 1;
        } else {
            column++;
        }
        check(peek());
        return c;
    }

    private void check(int following) {
        if (following == 0) {
            fail("illegal null character");
        } else if (following == 0xFEFF) {
            fail("illegal byte-order mark");
        } else if (following >= 0xD800 && following <= 0xDFFF) {
            fail("illegal utf-8 character");
        }
    }

    /// Remembers the first thing wrong with the token at hand, which is where it will be reported.
    private void fail(String message) {
        if (error == null) {
            error = message;
        }
    }

    private @Nullable Token next() {
        int start = position;
        int startRow = row;
        int startColumn = column;
        int c = peek();
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            take();
            space = true;
            newline |= c == '\n';
            return error == null ? null : finish(TokenKind.ILLEGAL, start, startRow, startColumn);
        }
        if (c == '#') {
            comment(start, startRow, startColumn);
            space = true;
            return error == null ? null : finish(TokenKind.ILLEGAL, start, startRow, startColumn);
        }
        TokenKind kind = scan(c);
        if (kind == TokenKind.TEMPLATE_PART || kind == TokenKind.RAW_TEMPLATE_PART) {
            position = start + 1;
            column = startColumn + 1;
            row = startRow;
            return template(kind == TokenKind.RAW_TEMPLATE_PART, start, startRow, startColumn);
        }
        return finish(kind, start, startRow, startColumn);
    }

    private void comment(int start, int startRow, int startColumn) {
        take();
        while (peek() != '\n' && peek() != END) {
            take();
        }
        int end = position > start + 1 && text.charAt(position - 1) == '\r' ? position - 1 : position;
        comments.add(
                new Comment(
                        new Location(file, startRow, startColumn, start, end),
                        text.substring(start + 1, end)));
    }

    private Token finish(TokenKind kind, int start, int startRow, int startColumn) {
        return finish(kind, text.substring(start, position), start, startRow, startColumn);
    }

    private Token finish(TokenKind kind, String content, int start, int startRow, int startColumn) {
        // The end of the text stands on its last character, as in OPA's reports.
        int at = kind == TokenKind.EOF ? startColumn - 1 : startColumn;
        Location place = new Location(file, startRow, at, start, position);
        Token token = error == null
                ? new Token(kind, content, place, space, newline, null)
                : new Token(TokenKind.ILLEGAL, content, place, space, newline, error);
        error = null;
        return token;
    }

    private TokenKind scan(int c) {
        if (c == END) {
            return TokenKind.EOF;
        }
        if (isLetter(c)) {
            while (isLetter(peek()) || isDigit(peek())) {
                take();
            }
            return TokenKind.IDENT;
        }
        if (isDecimal(c)) {
            number();
            return TokenKind.NUMBER;
        }
        take();
        return switch (c) {
            case '"' -> string();
            case '`' -> rawString();
            case '$' -> templateStart();
            case '[' -> TokenKind.LEFT_BRACKET;
            case ']' -> TokenKind.RIGHT_BRACKET;
            case '{' -> {
                braces++;
                yield TokenKind.LEFT_BRACE;
            }
            case '}' -> {
                braces--;
                yield TokenKind.RIGHT_BRACE;
            }
            case '(' -> TokenKind.LEFT_PAREN;
            case ')' -> TokenKind.RIGHT_PAREN;
            case ',' -> TokenKind.COMMA;
            case ';' -> TokenKind.SEMICOLON;
            case '.' -> TokenKind.DOT;
            case '+' -> TokenKind.ADD;
            case '-' -> TokenKind.SUB;
            case '*' -> TokenKind.MUL;
            case '/' -> TokenKind.QUO;
            case '%' -> TokenKind.REM;
            case '&' -> TokenKind.AND;
            case '|' -> TokenKind.OR;
            case ':' -> orEqual(TokenKind.COLON, TokenKind.ASSIGN);
            case '=' -> orEqual(TokenKind.UNIFY, TokenKind.EQUAL);
            case '>' -> orEqual(TokenKind.GREATER, TokenKind.GREATER_OR_EQUAL);
            case '<' -> orEqual(TokenKind.LESS, TokenKind.LESS_OR_EQUAL);
            case '!' -> {
                if (peek() != '=') {
                    fail("illegal ! character");
                } else {
                    take();
                }
                yield TokenKind.NOT_EQUAL;
            }
            default -> TokenKind.ILLEGAL;
        };
    }

    private TokenKind orEqual(TokenKind alone, TokenKind withEqual) {
        if (peek() == '=') {
            take();
            return withEqual;
        }
        return alone;
    }

    private TokenKind templateStart() {
        if (peek() == '"') {
            return TokenKind.TEMPLATE_PART;
        }
        if (peek() == '`') {
            return TokenKind.RAW_TEMPLATE_PART;
        }
        fail("illegal $ character");
        return TokenKind.ILLEGAL;
    }

    private void number() {
        digits();
        if (peek() == '.') {
            take();
            if (!digits()) {
                fail("expected fraction");
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            take();
            if (peek() == '+' || peek() == '-') {
                take();
            }
            if (!digits()) {
                fail("expected exponent");
            }
        }
        // Everything that hangs on to the number belongs to the wrong number: 0a2b is one token.
        if (isLetter(peek())) {
            fail("illegal number format");
            while (isLetter(peek()) || isDigit(peek())) {
                take();
            }
        }
    }

    private boolean digits() {
        boolean found = false;
        while (isDecimal(peek())) {
            take();
            found = true;
        }
        return found;
    }

    private TokenKind string() {
        while (true) {
            int c = peek();
            if (c == '\n' || c == END) {
                fail("non-terminated string");
                return TokenKind.STRING;
            }
            take();
            if (c == '"') {
                return TokenKind.STRING;
            }
            if (c == '\\') {
                escape(false);
            }
        }
    }

    /// Reads what follows a backslash; answers whether it was the brace of a template string.
    private boolean escape(boolean inTemplate) {
        switch (peek()) {
            case '\\', '"', '/', 'b', 'f', 'n', 'r', 't' -> take();
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    take();
                }
            }
            case '{' -> {
                if (inTemplate) {
                    take();
                    return true;
                }
                fail("illegal escape sequence");
            }
            default -> fail("illegal escape sequence");
        }
        return false;
    }

    private TokenKind rawString() {
        while (true) {
            int c = take();
            if (c == '`') {
                return TokenKind.RAW_STRING;
            }
            if (c == END) {
                fail("non-terminated string");
                return TokenKind.RAW_STRING;
            }
        }
    }

    /// Reads a piece of a template string, from its opening quote or from after the brace that ended an
    /// expression. The token's text keeps one delimiter on each side.
    private Token template(boolean raw, int start, int startRow, int startColumn) {
        StringBuilder content = new StringBuilder();
        if (start < text.length() && text.charAt(start) == '$' && position == start + 1) {
            take();
        }
        content.append('"');
        while (true) {
            int c = peek();
            if (c == END || (c == '\n' && !raw)) {
                fail("non-terminated string");
                return finish(TokenKind.TEMPLATE_END, content.toString(), start, startRow, startColumn);
            }
            take();
            if (c == (raw ? '`' : '"')) {
                return finish(
                        raw ? TokenKind.RAW_TEMPLATE_END : TokenKind.TEMPLATE_END,
                        content.append('"').toString(),
                        start,
                        startRow,
                        startColumn);
            }
            if (c == '{') {
                templates.push(new OpenTemplate(braces, raw));
                braces++;
                return finish(
                        raw ? TokenKind.RAW_TEMPLATE_PART : TokenKind.TEMPLATE_PART,
                        content.append('"').toString(),
                        start,
                        startRow,
                        startColumn);
            }
            if (c != '\\') {
                content.appendCodePoint(c);
            } else if (raw) {
                if (peek() == '{') {
                    take();
                    content.append('{');
                } else {
                    content.append('\\');
                }
            } else {
                int from = position - 1;
                if (escape(true)) {
                    content.append('{');
                } else {
                    content.append(text, from, position);
                }
            }
        }
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDigit(int c) {
        return isDecimal(c) || (c >= 0x80 && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER);
    }
}
