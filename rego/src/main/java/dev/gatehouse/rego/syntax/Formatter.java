package dev.gatehouse.rego.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Formats modules: tabs for indentation, one space around operators, at most one empty line in a row.
///
/// Lines stay where their author broke them, since line breaks mean something, and every token and comment is kept. What
/// is formatted already comes out unchanged.
public final class Formatter {
    private static final Set<TokenKind> OPENING = EnumSet.of(TokenKind.LEFT_PAREN, TokenKind.LEFT_BRACKET, TokenKind.LEFT_BRACE);
    private static final Set<TokenKind> CLOSING = EnumSet.of(TokenKind.RIGHT_PAREN, TokenKind.RIGHT_BRACKET,
            TokenKind.RIGHT_BRACE);
    private static final Set<TokenKind> TEMPLATE_ENDS = EnumSet.of(TokenKind.TEMPLATE_END, TokenKind.RAW_TEMPLATE_END);
    private static final Set<TokenKind> TEMPLATE_PARTS = EnumSet.of(TokenKind.TEMPLATE_PART, TokenKind.RAW_TEMPLATE_PART);
    private static final Set<String> WORDS_BEFORE_COLLECTION = Set.of("in", "not", "some", "as", "contains", "with", "default");

    private final String text;
    private final StringBuilder out = new StringBuilder();
    /// For each open bracket, the line it stands on and whether it opens a body.
    private final Deque<Open> open = new ArrayDeque<>();
    private int line;

    private record Open(int line, boolean body) {}

    /// A token or comment as it is written.
    private record Piece(TokenKind kind, String text, Location location, boolean spaceBefore, boolean comment) {}

    private Formatter(String text) {
        this.text = text;
    }

    /// Formats a module.
    ///
    /// @throws RegoException when it cannot be parsed
    public static String format(String file, String text, RegoVersion version) throws RegoException {
        Module before = ModuleParser.parse(file, text, version);
        String formatted = new Formatter(text).run(file);
        Module after = ModuleParser.parse(file, formatted, version);
        if (!Printer.print(before).equals(Printer.print(after)) || before.comments().size() != after.comments().size()) {
            throw new IllegalStateException("formatting would change the meaning of " + file);
        }
        return formatted;
    }

    private String run(String file) {
        List<Piece> line = new ArrayList<>();
        int lastRow = 0;
        boolean continued = false;
        for (Piece piece : pieces(file)) {
            if (!line.isEmpty() && piece.location().row() != lastRow) {
                continued = line(line, continued);
                boolean gap = piece.location().row() > lastRow + 1;
                if (gap && !endsOpen(line) && !CLOSING.contains(piece.kind())) {
                    out.append('\n');
                }
                line.clear();
            }
            line.add(piece);
            lastRow = piece.location().row() + (int) piece.text().chars().filter(c -> c == '\n').count();
        }
        if (!line.isEmpty()) {
            line(line, continued);
        }
        return out.toString();
    }

    private static boolean endsOpen(List<Piece> line) {
        return OPENING.contains(line.getLast().kind());
    }

    /// The module's pieces in order; a template string is one piece.
    private List<Piece> pieces(String file) {
        Lexer lexer = new Lexer(file, text);
        List<Token> tokens = lexer.tokens();
        List<Comment> comments = lexer.comments();
        List<Piece> pieces = new ArrayList<>();
        int nextComment = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            while (nextComment < comments.size() && comments.get(nextComment).location().offset() < token.offset()) {
                Comment comment = comments.get(nextComment++);
                pieces.add(new Piece(TokenKind.ILLEGAL, "#" + comment.text().stripTrailing(), comment.location(), true, true));
            }
            if (token.kind() == TokenKind.EOF) {
                continue;
            }
            if (TEMPLATE_PARTS.contains(token.kind())) {
                int last = templateEnd(tokens, i);
                while (nextComment < comments.size() && comments.get(nextComment).location().offset() < tokens.get(last).end()) {
                    nextComment++;
                }
                pieces.add(piece(token, tokens.get(last).end()));
                i = last;
            } else {
                pieces.add(piece(token, token.end()));
            }
        }
        return pieces;
    }

    private Piece piece(Token token, int end) {
        TokenKind kind = TEMPLATE_PARTS.contains(token.kind()) ? TokenKind.STRING : token.kind();
        return new Piece(kind, text.substring(token.offset(), end), token.location(), token.spaceBefore(), false);
    }

    /// The token that ends the template string that begins at a token. Template strings may hold others.
    private static int templateEnd(List<Token> tokens, int start) {
        int depth = 1;
        for (int i = start + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token before = tokens.get(i - 1);
            boolean goesOn = before.kind() == TokenKind.RIGHT_BRACE && before.end() == token.offset();
            if (TEMPLATE_PARTS.contains(token.kind()) && !goesOn) {
                depth++;
            } else if (TEMPLATE_ENDS.contains(token.kind()) && goesOn) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return tokens.size() - 1;
    }

    /// Writes a line; answers whether the next one continues its expression.
    private boolean line(List<Piece> pieces, boolean continued) {
        line++;
        int closing = 0;
        while (closing < pieces.size() && CLOSING.contains(pieces.get(closing).kind())) {
            closing++;
        }
        Deque<Open> after = new ArrayDeque<>(open);
        for (int i = 0; i < closing && !after.isEmpty(); i++) {
            after.pop();
        }
        long depth = after.stream().mapToInt(Open::line).distinct().count();
        out.append("\t".repeat((int) depth + (continued && closing == 0 ? 1 : 0)));
        Piece before = null;
        for (Piece piece : pieces) {
            boolean body = track(before, piece);
            if (before != null && spaced(before, piece, body)) {
                out.append(' ');
            }
            out.append(piece.text());
            before = piece;
        }
        out.append('\n');
        return continues(pieces);
    }

    private static boolean continues(List<Piece> pieces) {
        for (Piece piece : pieces.reversed()) {
            if (!piece.comment()) {
                return isOperator(piece.kind());
            }
        }
        return false;
    }

    /// Keeps the stack of brackets; answers whether a brace at hand belongs to a body.
    private boolean track(@org.jspecify.annotations.Nullable Piece before, Piece piece) {
        if (OPENING.contains(piece.kind())) {
            boolean body = piece.kind() == TokenKind.LEFT_BRACE && before != null && endsOperand(before);
            open.push(new Open(line, body));
            return body;
        }
        if (CLOSING.contains(piece.kind()) && !open.isEmpty()) {
            return open.pop().body();
        }
        return false;
    }

    /// Whether a brace after this begins a body, and not a set or object.
    private static boolean endsOperand(Piece piece) {
        return switch (piece.kind()) {
            case IDENT -> !WORDS_BEFORE_COLLECTION.contains(piece.text());
            case NUMBER, STRING, RAW_STRING, RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE -> true;
            default -> false;
        };
    }

    private static boolean isOperator(TokenKind kind) {
        return kind.compareTo(TokenKind.ADD) >= 0 && kind.compareTo(TokenKind.LESS_OR_EQUAL) <= 0;
    }

    private boolean spaced(Piece before, Piece piece, boolean body) {
        if (piece.comment()) {
            return true;
        }
        TokenKind left = before.kind();
        TokenKind right = piece.kind();
        if (left == TokenKind.LEFT_BRACE && right == TokenKind.RIGHT_BRACE) {
            return false;
        }
        if (left == TokenKind.LEFT_BRACE) {
            return !open.isEmpty() && bodyBefore(piece);
        }
        if (right == TokenKind.RIGHT_BRACE) {
            return body;
        }
        return switch (right) {
            case COMMA, SEMICOLON, COLON, RIGHT_PAREN, RIGHT_BRACKET -> false;
            // A reference goes on only where there is no space.
            case DOT, LEFT_PAREN, LEFT_BRACKET -> left != TokenKind.LEFT_PAREN && left != TokenKind.LEFT_BRACKET
                    && left != TokenKind.DOT
                    && (piece.spaceBefore() || isOperator(left) || left == TokenKind.COMMA || left == TokenKind.COLON);
            default -> left != TokenKind.LEFT_PAREN && left != TokenKind.LEFT_BRACKET && left != TokenKind.DOT && !isSign(before);
        };
    }

    /// Whether the brace just opened is a body's. The piece at hand may have opened one itself already.
    private boolean bodyBefore(Piece piece) {
        Deque<Open> stack = new ArrayDeque<>(open);
        if (OPENING.contains(piece.kind())) {
            stack.pop();
        }
        return !stack.isEmpty() && stack.element().body();
    }

    /// Whether a minus is a sign: then it stood without a space before its number.
    private boolean isSign(Piece piece) {
        if (piece.kind() != TokenKind.SUB) {
            return false;
        }
        int end = piece.location().offset() + 1;
        boolean tight = end < text.length() && Character.isDigit(text.charAt(end));
        String before = text.substring(0, piece.location().offset()).stripTrailing();
        return tight && !before.isEmpty() && "([{,:=<>+-*/%|&".indexOf(before.charAt(before.length() - 1)) >= 0;
    }
}
