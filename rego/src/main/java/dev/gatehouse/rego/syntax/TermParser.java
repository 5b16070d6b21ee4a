package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses terms: operators by precedence, then references and calls, then literals.
///
/// Every method stands on a term's first token and leaves the token after it at hand; null means that an
/// error was noted.
final class TermParser {
    static final Set<String> ROOTS = Set.of("data", "input");

    private final ParserState state;
    private final Literals literals;

    /// Terms by the token at which they begin (twice its number, plus one when it is a keyword that serves as an
    /// identifier): looking back must not make parsing exponential.
    private final Map<Integer, Remembered> remembered = new HashMap<>();

    private record Remembered(
            @Nullable Term term, ParserState.Mark end, List<RegoError> errors) {}

    TermParser(ParserState state, BodyParser bodies) {
        this.state = state;
        this.literals = new Literals(state, this, bodies);
    }

    /// A term with operators; `a, b in c` counts as one.
    @Nullable
    Term infix() {
        return in(true);
    }

    /// A term with operators as it stands in a list, where a comma ends it.
    @Nullable
    Term infixInList() {
        return in(false);
    }

    private @Nullable Term in(boolean withKey) {
        if (!state.enter()) {
            return null;
        }
        try {
            int offset = state.offset();
            Term left = relation(offset);
            for (int links = 0; left != null; links++) {
                if (tooLong(links)) {
                    return null;
                }
                if (withKey && state.at(TokenKind.COMMA)) {
                    Term member = memberWithKey(left, offset);
                    if (member != null) {
                        left = member;
                        if (state.at(TokenKind.IN)) {
                            continue;
                        }
                        return left;
                    }
                }
                state.keywordAsReference();
                if (!state.at(TokenKind.IN)) {
                    return left;
                }
                Term.Ref operator = member("member_2");
                Term right = relation(state.offset());
                if (right == null) {
                    return left;
                }
                left = call(operator, List.of(left, right), left.location(), offset);
                if (!state.at(TokenKind.IN)) {
                    return left;
                }
            }
            return left;
        } finally {
            state.leave();
        }
    }

    private @Nullable Term memberWithKey(Term key, int offset) {
        ParserState.Mark mark = state.mark();
        state.scan();
        Term value = relation(offset);
        if (value != null && state.at(TokenKind.IN)) {
            Term.Ref operator = member("member_3");
            Term domain = relation(state.offset());
            if (domain != null) {
                return call(operator, List.of(key, value, domain), key.location(), offset);
            }
        }
        state.restore(mark);
        return null;
    }

    private Term.Ref member(String name) {
        Location place = state.location();
        state.scan();
        return new Term.Ref(
                place, List.of(new Term.Var(place, "internal"), new Term.Scalar(place, StringValue.of(name))));
    }

    /// The levels of operators, loosest first.
    private enum Level {
        RELATION(
                TokenKind.EQUAL,
                TokenKind.NOT_EQUAL,
                TokenKind.LESS,
                TokenKind.GREATER,
                TokenKind.LESS_OR_EQUAL,
                TokenKind.GREATER_OR_EQUAL),
        OR(TokenKind.OR),
        AND(
                TokenKind.AND),
        SUM(TokenKind.ADD, TokenKind.SUB),
        PRODUCT(TokenKind.MUL, TokenKind.QUO, TokenKind.REM);

        private final Set<TokenKind> operators;

        Level(TokenKind... operators) {
            this.operators = Set.of(operators);
        }
    }

    private static final List<Level> LEVELS = List.of(Level.values());

    private @Nullable Term relation(int offset) {
        return level(0, offset);
    }

    private @Nullable Term level(int index, int offset) {
        if (index == LEVELS.size()) {
            return term();
        }
        Term left = level(index + 1, offset);
        for (int links = 0; left != null && LEVELS.get(index).operators.contains(state.kind()); links++) {
            if (tooLong(links)) {
                return null;
            }
            Term.Ref operator = operator();
            Term right = level(index + 1, state.offset());
            if (right == null) {
                return left;
            }
            left = call(operator, List.of(left, right), left.location(), offset);
        }
        return left;
    }

    /// A chain of operators nests as deep as it is long.
    private boolean tooLong(int links) {
        if (links < ParserState.MAX_DEPTH) {
            return false;
        }
        state.error(state.location(), "max parsing recursion depth exceeded");
        return true;
    }

    /// Reads the operator at hand as a reference to the function that it stands for.
    Term.Ref operator() {
        Location place = state.location();
        Term.Ref operator = new Term.Ref(place, List.of(new Term.Var(place, state.kind().label())));
        state.scan();
        return operator;
    }

    private Term call(Term.Ref operator, List<Term> arguments, Location place, int offset) {
        return new Term.Call(place.spanning(offset, state.lastEnd()), operator, arguments);
    }

    /// A term without operators.
    @Nullable
    Term term() {
        if (!state.enter()) {
            return null;
        }
        try {
            ParserState.Mark start = state.mark();
            int key = start.position() * 2 + (start.forced() ? 1 : 0);
            Remembered before = remembered.get(key);
            if (before != null) {
                state.resume(before.end(), before.errors());
                return before.term();
            }
            Term term = finish(primary());
            remembered.put(
                    key, new Remembered(term, state.mark(), state.errorsSince(start)));
            return term;
        } finally {
            state.leave();
        }
    }

    private @Nullable Term primary() {
        return switch (state.kind()) {
            case NULL -> new Term.Scalar(state.location(), NullValue.NULL);
            case TRUE -> new Term.Scalar(state.location(), BooleanValue.TRUE);
            case FALSE -> new Term.Scalar(state.location(), BooleanValue.FALSE);
            case SUB, DOT, NUMBER -> literals.number();
            case STRING, RAW_STRING -> literals.string();
            case TEMPLATE_PART, TEMPLATE_END -> literals.template(false);
            case RAW_TEMPLATE_PART, RAW_TEMPLATE_END -> literals.template(true);
            case IDENT, CONTAINS -> variable();
            case LEFT_BRACKET -> literals.array();
            case LEFT_BRACE -> literals.setOrObject();
            case LEFT_PAREN -> parenthesized();
            default -> {
                state.illegal(null);
                yield null;
            }
        };
    }

    private @Nullable Term parenthesized() {
        int offset = state.offset();
        state.scan();
        Term inner = infix();
        if (inner == null) {
            return null;
        }
        if (!state.at(TokenKind.RIGHT_PAREN)) {
            state.error(state.location(), "non-terminated expression");
            return null;
        }
        return inner.at(inner.location().spanning(offset, state.token().end()));
    }

    Term.Var variable() {
        String name = state.token().text();
        return new Term.Var(state.location(), name.equals("_") ? state.nextWildcard() : name);
    }

    /// Goes on after a term's last token: with a reference or a call, if one hangs on it.
    private @Nullable Term finish(@Nullable Term head) {
        if (head == null) {
            return null;
        }
        int offset = state.offset();
        state.scanSpace();
        return afterHead(head, offset);
    }

    private @Nullable Term afterHead(Term head, int offset) {
        switch (state.kind()) {
            case LEFT_PAREN, DOT, LEFT_BRACKET -> {
                return reference(head, offset);
            }
            case WHITESPACE -> state.scan();
            default -> {
            }
        }
        return head instanceof Term.Var v && ROOTS.contains(v.name())
                ? new Term.Ref(head.location(), List.of(head))
                : head;
    }

    /// The name at the start of a rule, with all that hangs on it.
    @Nullable
    Term headName(Term.Var name) {
        int offset = state.offset();
        state.scanSpace();
        switch (state.kind()) {
            case ADD, SUB, MUL, QUO, REM, AND, OR -> state.illegal(null);
            case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> state.illegal(null);
            case WHITESPACE -> state.scan();
            default -> {
            }
        }
        return afterHead(name, offset);
    }

    private @Nullable Term reference(Term head, int offset) {
        if (!state.enter()) {
            return null;
        }
        try {
            return referenceFrom(head, offset);
        } finally {
            state.leave();
        }
    }

    private @Nullable Term referenceFrom(Term first, int offset) {
        Term head = first;
        Location place = head.location();
        checkHead(head);
        List<Term> parts = new ArrayList<>(List.of(head));
        for (int links = 0;; links++) {
            if (tooLong(links)) {
                return null;
            }
            switch (state.kind()) {
                case DOT -> {
                    state.scanSpace();
                    if (!state.at(TokenKind.IDENT) && !state.isKeyword()) {
                        state.illegal("expected identifier");
                        return null;
                    }
                    parts.add(new Term.Scalar(state.location(), StringValue.of(state.token().text())));
                    state.scanSpace();
                }
                case LEFT_BRACKET -> {
                    state.scan();
                    Term step = infix();
                    if (step == null) {
                        return null;
                    }
                    if (!state.at(TokenKind.RIGHT_BRACKET)) {
                        state.illegal("expected [");
                        return null;
                    }
                    parts.add(step);
                    state.scanSpace();
                }
                case LEFT_PAREN -> {
                    Term.Ref operator = new Term.Ref(place.spanning(offset, state.offset()), parts);
                    Term call = literals.call(operator, offset);
                    if (call == null) {
                        return null;
                    }
                    if (!state.at(TokenKind.DOT) && !state.at(TokenKind.LEFT_BRACKET)) {
                        if (state.at(TokenKind.WHITESPACE)) {
                            state.scan();
                        }
                        return call;
                    }
                    head = call;
                    checkHead(head);
                    parts = new ArrayList<>(List.of(head));
                }
                case WHITESPACE -> {
                    int end = state.lastEnd();
                    state.scan();
                    return new Term.Ref(place.spanning(offset, end), parts);
                }
                default -> {
                    return new Term.Ref(place.spanning(offset, state.lastEnd()), parts);
                }
            }
        }
    }

    private void checkHead(Term head) {
        String name = switch (head) {
            case Term.Scalar s -> s.value().kind().typeName();
            case Term.TemplateString ignored -> "templatestring";
            case Term.Ref ignored -> "ref";
            default -> null;
        };
        if (name != null) {
            state.error(head.location(), "illegal ref (head cannot be " + name + ")");
        }
    }
}
