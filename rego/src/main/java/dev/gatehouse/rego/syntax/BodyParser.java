package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.syntax.Expr.Clause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses bodies and their expressions.
final class BodyParser {
    static final String MEMBER = "internal.member_2";
    static final String MEMBER_WITH_KEY = "internal.member_3";

    private final ParserState state;
    private final TermParser terms;

    BodyParser(ParserState state) {
        this.state = state;
        this.terms = new TermParser(state, this);
    }

    TermParser terms() {
        return terms;
    }

    /// A body up to the end token, which stays at hand.
    @Nullable
    List<Expr> body(TokenKind end) {
        if (!state.enter()) {
            return null;
        }
        try {
            return query(false, end);
        } finally {
            state.leave();
        }
    }

    /// Expressions separated by line ends or semicolons.
    ///
    /// @param stopAtLine whether a line's end ends the query as the end token does
    @Nullable
    List<Expr> query(boolean stopAtLine, TokenKind end) {
        if (state.at(end)) {
            state.error(state.location(), "found empty body");
            return null;
        }
        List<Expr> body = new ArrayList<>();
        while (true) {
            Expr expr = literal();
            if (expr == null) {
                return null;
            }
            body.add(expr);
            if (state.at(TokenKind.SEMICOLON)) {
                state.scan();
                continue;
            }
            if (state.at(end) || stopAtLine) {
                return body;
            }
            if (!state.skippedNewline()) {
                // One error is enough.
                if (!state.hasErrors()) {
                    state.illegal("expected \\n or ; or " + end.label());
                }
                return null;
            }
        }
    }

    /// One expression with its `not` and its `with`.
    @Nullable
    Expr literal() {
        int offset = state.offset();
        Location place = state.location();
        Expr expr = unplacedLiteral();
        return expr == null ? null : expr.at(place.spanning(offset, state.lastEnd()));
    }

    private @Nullable Expr unplacedLiteral() {
        if (state.keywordAsReference()) {
            return plain(false);
        }
        boolean negated = state.at(TokenKind.NOT);
        if (negated) {
            state.scan();
        }
        if (state.at(TokenKind.SOME) || state.at(TokenKind.EVERY)) {
            boolean some = state.at(TokenKind.SOME);
            if (negated) {
                state.illegal("illegal negation of '" + (some ? "some" : "every") + "'");
                return null;
            }
            return some ? some() : every();
        }
        return plain(negated);
    }

    private @Nullable Expr plain(boolean negated) {
        Location place = state.location();
        Clause clause = clause();
        if (clause == null) {
            return null;
        }
        Expr expr = new Expr(place, negated, clause, List.of(), false);
        return withModifiers(expr);
    }

    private @Nullable Clause clause() {
        Term left = terms.infix();
        if (left == null) {
            return null;
        }
        if (state.at(TokenKind.ASSIGN) || state.at(TokenKind.UNIFY)) {
            Term.Ref operator = terms.operator();
            Term right = terms.infix();
            return right == null ? null : new Clause.Call(operator, List.of(left, right));
        }
        return left instanceof Term.Call call
                ? new Clause.Call(call.operator(), call.arguments())
                : new Clause.Value(left);
    }

    private @Nullable Expr withModifiers(Expr expr) {
        List<Expr.With> modifiers = new ArrayList<>();
        while (state.at(TokenKind.WITH)) {
            Location place = state.location();
            state.scan();
            if (!state.at(TokenKind.IDENT)) {
                state.illegal("expected ident");
                return null;
            }
            Term target = terms.term();
            if (target == null) {
                return null;
            }
            if (!(target instanceof Term.Ref) && !(target instanceof Term.Var)) {
                state.illegal("expected with target path");
            }
            if (!state.at(TokenKind.AS)) {
                state.illegal("expected as keyword");
                return null;
            }
            state.scan();
            Term value = terms.infix();
            if (value == null) {
                return null;
            }
            modifiers.add(new Expr.With(place.until(state.lastEnd()), target, value));
        }
        return modifiers.isEmpty() ? expr : expr.withModifiers(modifiers);
    }

    private @Nullable Expr some() {
        Location place = state.location();
        ParserState.Mark mark = state.mark();
        state.scan();
        Term term = terms.infix();
        if (term instanceof Term.Call call) {
            return someIn(place, call);
        }
        state.restore(mark);
        List<Term> symbols = new ArrayList<>();
        do {
            state.scan();
            if (!state.at(TokenKind.IDENT)) {
                state.illegal("expected var");
                return null;
            }
            symbols.add(terms.variable());
            state.scan();
        } while (state.at(TokenKind.COMMA));
        return Expr.of(place, new Clause.Some(place.until(state.lastEnd()), symbols));
    }

    private @Nullable Expr someIn(Location place, Term.Call call) {
        if (domainArguments(call) == null) {
            state.illegal("expected `x in xs` or `x, y in xs` expression");
            return null;
        }
        return withModifiers(
                Expr.of(place, new Clause.Some(place.until(state.lastEnd()), List.of(call))));
    }

    /// The arguments of a membership, or null when the call is none.
    private static @Nullable List<Term> domainArguments(Term.Call call) {
        String name = Printer.print(call.operator());
        int size = call.arguments().size();
        return (name.equals(MEMBER) && size == 2) || (name.equals(MEMBER_WITH_KEY) && size == 3)
                ? call.arguments()
                : null;
    }

    private @Nullable Expr every() {
        Location place = state.location();
        state.scan();
        Term term = terms.infix();
        if (term == null) {
            return null;
        }
        List<Term> arguments = term instanceof Term.Call call ? domainArguments(call) : null;
        if (arguments == null) {
            state.illegal("expected `x[, y] in xs { ... }` expression");
            return null;
        }
        boolean keyed = arguments.size() == 3;
        Term key = keyed ? arguments.getFirst() : null;
        Term value = arguments.get(keyed ? 1 : 0);
        if (key != null && !(key instanceof Term.Var)) {
            state.illegal("expected key to be a variable");
            return null;
        }
        if (!(value instanceof Term.Var)) {
            state.illegal("expected value to be a variable");
            return null;
        }
        if (!state.at(TokenKind.LEFT_BRACE)) {
            state.illegal("missing body");
            return null;
        }
        state.scan();
        List<Expr> body = body(TokenKind.RIGHT_BRACE);
        if (body == null) {
            return null;
        }
        state.scan();
        Clause.Every every = new Clause.Every(
                place.until(state.lastEnd()), key, value, arguments.getLast(), body);
        return withModifiers(Expr.of(place, every));
    }
}
