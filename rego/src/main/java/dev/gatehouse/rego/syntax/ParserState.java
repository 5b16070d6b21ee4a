package dev.gatehouse.rego.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the parser stands: the token at hand, the words that are keywords, the errors so far.
///
/// The grammar needs to look back (`{a | b}` may be a set or a comprehension), so a position can be marked
/// and returned to; errors found in between are forgotten with it.
final class ParserState {
    /// Terms nested deeper than this are refused, so that no module can exhaust the stack.
    static final int MAX_DEPTH = 200;

    private static final Map<String, TokenKind> WORDS = new HashMap<>();
    private static final Set<TokenKind> FUTURE = EnumSet.of(TokenKind.IN, TokenKind.EVERY, TokenKind.CONTAINS, TokenKind.IF);

    static {
        for (TokenKind kind : TokenKind.values()) {
            if (kind.keyword() != null) {
                WORDS.put(kind.keyword(), kind);
            }
        }
    }

    private final List<Token> tokens;
    private final List<RegoError> errors = new ArrayList<>();
    private Set<TokenKind> enabledFuture;
    private int position = -1;

    /// Whether the parser stands on the white space before the token at [#position].
    private boolean onSpace;

    /// Whether the word at hand was declared to be a plain identifier.
    private boolean forcedIdentifier;

    private int wildcards;
    private int depth;

    /// A position to return to.
    record Mark(int position, boolean onSpace, boolean forced, int errors, int wildcards) {}

    ParserState(List<Token> tokens, boolean allKeywords) {
        this.tokens = tokens;
        this.enabledFuture = allKeywords ? EnumSet.copyOf(FUTURE) : EnumSet.noneOf(TokenKind.class);
        scan();
    }

    /// The words that version 0 knows only after an import.
    static Set<TokenKind> futureKeywords() {
        return FUTURE;
    }

    void enable(Set<TokenKind> keywords) {
        enabledFuture = EnumSet.copyOf(enabledFuture);
        enabledFuture.addAll(keywords);
        if (enabledFuture.contains(TokenKind.EVERY)) {
            enabledFuture.add(TokenKind.IN);
        }
    }

    /// Takes away all future keywords, for the path of an import, and answers what to give back.
    Set<TokenKind> withoutFutureKeywords() {
        Set<TokenKind> before = enabledFuture;
        enabledFuture = EnumSet.noneOf(TokenKind.class);
        return before;
    }

    void restoreFutureKeywords(Set<TokenKind> before) {
        enabledFuture = before;
    }

    Token token() {
        return tokens.get(position);
    }

    TokenKind kind() {
        if (onSpace) {
            return TokenKind.WHITESPACE;
        }
        if (forcedIdentifier) {
            return TokenKind.IDENT;
        }
        return kindOf(token());
    }

    private TokenKind kindOf(Token token) {
        if (token.kind() != TokenKind.IDENT) {
            return token.kind();
        }
        TokenKind word = WORDS.get(token.text());
        return word == null || (FUTURE.contains(word) && !enabledFuture.contains(word))
                ? TokenKind.IDENT
                : word;
    }

    boolean at(TokenKind kind) {
        return kind() == kind;
    }

    Location location() {
        return token().location();
    }

    int offset() {
        return token().offset();
    }

    /// The end of the token before this one.
    int lastEnd() {
        return position == 0 ? 0 : tokens.get(position - 1).end();
    }

    boolean skippedNewline() {
        return token().newlineBefore();
    }

    /// Goes to the next token.
    void scan() {
        if (onSpace) {
            onSpace = false;
            return;
        }
        advance();
    }

    /// Goes to the next token, or to the white space before it.
    void scanSpace() {
        if (onSpace) {
            onSpace = false;
            return;
        }
        advance();
        onSpace = token().spaceBefore();
    }

    private void advance() {
        forcedIdentifier = false;
        if (position < tokens.size() - 1) {
            position++;
        }
        Token token = token();
        if (token.error() != null) {
            error(token.location(), token.error());
        }
    }

    /// Whether the next token follows at once and continues a reference.
    boolean referenceFollows() {
        if (position + 1 >= tokens.size()) {
            return false;
        }
        Token next = tokens.get(position + 1);
        return !next.spaceBefore()
                && (next.kind() == TokenKind.DOT || next.kind() == TokenKind.LEFT_BRACKET);
    }

    /// Keywords may be the first word of a reference: `if.x`. Makes the keyword at hand an identifier when a
    /// reference follows.
    boolean keywordAsReference() {
        if (isKeyword() && referenceFollows()) {
            forcedIdentifier = true;
            return true;
        }
        return false;
    }

    boolean isKeyword() {
        return kind().keyword() != null;
    }

    /// Makes the keyword at hand an identifier; answers whether the parser stands on an identifier now.
    boolean identifierOrKeyword() {
        if (isKeyword()) {
            forcedIdentifier = true;
        }
        return at(TokenKind.IDENT);
    }

    Mark mark() {
        return new Mark(position, onSpace, forcedIdentifier, errors.size(), wildcards);
    }

    void restore(Mark mark) {
        position = mark.position();
        onSpace = mark.onSpace();
        forcedIdentifier = mark.forced();
        wildcards = mark.wildcards();
        if (errors.size() > mark.errors()) {
            errors.subList(mark.errors(), errors.size()).clear();
        }
    }

    /// Jumps to where a remembered term ended.
    void resume(Mark end, List<RegoError> found) {
        position = end.position();
        onSpace = end.onSpace();
        forcedIdentifier = end.forced();
        wildcards = end.wildcards();
        errors.addAll(found);
    }

    List<RegoError> errorsSince(Mark mark) {
        return errors.size() > mark.errors()
                ? List.copyOf(errors.subList(mark.errors(), errors.size()))
                : List.of();
    }

    String nextWildcard() {
        return "$" + wildcards++;
    }

    boolean enter() {
        if (++depth > MAX_DEPTH) {
            depth--;
            error(location(), "max parsing recursion depth exceeded");
            return false;
        }
        return true;
    }

    void leave() {
        depth--;
    }

    List<RegoError> errors() {
        return errors;
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    void error(Location place, String message) {
        errors.add(new RegoError(RegoError.Code.PARSE, place, message));
    }

    /// Reports that the token at hand cannot stand here.
    void illegal(@Nullable String note) {
        TokenKind kind = kind();
        if (kind == TokenKind.ILLEGAL) {
            error(location(), "illegal token");
            return;
        }
        String what = kind.keyword() == null ? "token" : "keyword";
        error(
                location(),
                "unexpected " + kind.label() + " " + what + (note == null ? "" : ": " + note));
    }
}
