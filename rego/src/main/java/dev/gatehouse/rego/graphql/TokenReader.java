package dev.gatehouse.rego.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads tokens with one of look-ahead, and keeps the comments before it.
class TokenReader {
    /// Deeper nesting is refused.
    private static final int DEEPEST = 200;

    private final Lexer lexer;
    private final LongConsumer work;
    private @Nullable Token peeked;
    private List<String> comments = List.of();
    private Token previous = new Token(Token.Kind.INVALID, "", new Position(1, 1), null);
    private int depth;

    /// @param work counts tokens
    TokenReader(String text, LongConsumer work) {
        this.lexer = new Lexer(text);
        this.work = work;
    }

    /// What reads one thing.
    @FunctionalInterface
    interface Rule<T> {
        T read() throws GraphqlException;
    }

    final Token peek() {
        Token next = peeked;
        if (next == null) {
            work.accept(1);
            next = lexer.next();
            if (next.kind() == Token.Kind.COMMENT) {
                comments = new ArrayList<>();
                while (next.kind() == Token.Kind.COMMENT) {
                    work.accept(1);
                    comments.add(next.value());
                    next = lexer.next();
                }
            } else {
                comments = List.of();
            }
            peeked = next;
        }
        return next;
    }

    /// What was commented before the next token.
    final List<String> comments() {
        peek();
        return comments;
    }

    final Position position() {
        return peek().position();
    }

    final Token previous() {
        return previous;
    }

    final boolean sees(Token.Kind kind) {
        return peek().kind() == kind;
    }

    final Token next() throws GraphqlException {
        Token token = peek();
        if (token.problem() != null) {
            throw new GraphqlException(token.problem(), token.position());
        }
        peeked = null;
        previous = token;
        return token;
    }

    final boolean skip(Token.Kind kind) throws GraphqlException {
        if (!sees(kind)) {
            return false;
        }
        next();
        return true;
    }

    final Token expect(Token.Kind kind) throws GraphqlException {
        if (!sees(kind)) {
            throw new GraphqlException("Expected " + kind.label() + ", found " + peek().kind().label(), position());
        }
        return next();
    }

    final void expectKeyword(String keyword) throws GraphqlException {
        if (!peek().is(keyword)) {
            throw new GraphqlException("Expected \"" + keyword + "\", found " + peek().describe(), position());
        }
        next();
    }

    final String name() throws GraphqlException {
        return expect(Token.Kind.NAME).value();
    }

    final GraphqlException unexpected(Token token) {
        return new GraphqlException("Unexpected " + token.describe(), token.position());
    }

    /// Things between two tokens; none if the first does not follow.
    ///
    /// @param empty whether there may be nothing between them
    final <T> List<T> between(Token.Kind open, Token.Kind close, boolean empty, Rule<T> rule) throws GraphqlException {
        var things = new ArrayList<T>();
        if (!skip(open)) {
            return things;
        }
        enter();
        while (!sees(close)) {
            things.add(rule.read());
        }
        depth--;
        if (things.isEmpty() && !empty) {
            throw new GraphqlException("expected at least one definition, found " + peek().kind().label(), position());
        }
        return things;
    }

    final void enter() throws GraphqlException {
        if (++depth > DEEPEST) {
            throw new GraphqlException("nested more than " + DEEPEST + " levels deep", position());
        }
    }

    final void leave() {
        depth--;
    }

    /// Names that a token separates, which may stand before the first, too.
    final List<String> names(Token.Kind separator) throws GraphqlException {
        skip(separator);
        var names = new ArrayList<>(List.of(name()));
        while (skip(separator)) {
            names.add(name());
        }
        return names;
    }
}
