package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the terms that are written with quotes, brackets, braces and digits.
final class Literals {
    private final ParserState state;
    private final TermParser terms;
    private final BodyParser bodies;

    Literals(ParserState state, TermParser terms, BodyParser bodies) {
        this.state = state;
        this.terms = terms;
        this.bodies = bodies;
    }

    @Nullable
    Term number() {
        Location place = state.location();
        StringBuilder digits = new StringBuilder();
        if (state.at(TokenKind.SUB)) {
            digits.append('-');
            state.scan();
            if (!state.at(TokenKind.NUMBER) && !state.at(TokenKind.DOT)) {
                state.illegal("expected number");
                return null;
            }
        }
        boolean fractionOnly = state.at(TokenKind.DOT);
        if (fractionOnly) {
            digits.append("0.");
            state.scan();
            if (!state.at(TokenKind.NUMBER)) {
                state.illegal("expected number");
                return null;
            }
        }
        String text = state.token().text();
        if (!fractionOnly && text.length() > 1 && text.charAt(0) == '0' && !continuesZero(text)) {
            state.illegal("expected number without leading zero");
            return null;
        }
        if (fractionOnly && text.indexOf('.') >= 0) {
            state.illegal("invalid float");
            return null;
        }
        digits.append(text);
        if (tooBig(digits)) {
            state.error(state.location(), "number too big");
            return null;
        }
        return new Term.Scalar(place.until(state.token().end()), NumberValue.parse(digits.toString()));
    }

    private static boolean continuesZero(String text) {
        char second = text.charAt(1);
        return second == '.' || (text.length() > 2 && (second == 'e' || second == 'E'));
    }

    /// Whether the magnitude lies outside of 2^±100000, where exact arithmetic would cost too much.
    private static boolean tooBig(CharSequence digits) {
        String text = digits.toString();
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = e < 0 ? text : text.substring(0, e);
        String exponent = e < 0 ? "0" : text.substring(e + 1);
        String size = exponent.startsWith("-") || exponent.startsWith("+") ? exponent.substring(1) : exponent;
        long power = size.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(size);
        int point = mantissa.indexOf('.');
        int whole = point < 0 ? mantissa.length() : point;
        double scale = (exponent.startsWith("-") ? -power : power) + (double) whole;
        boolean zero = mantissa.chars().noneMatch(c -> c >= '1' && c <= '9');
        return !zero && Math.abs(scale) > 100_000 / (Math.log(10) / Math.log(2));
    }

    @Nullable
    Term string() {
        Location place = state.location();
        String text = state.token().text();
        if (state.at(TokenKind.RAW_STRING)) {
            return new Term.Scalar(place, StringValue.of(text.substring(1, text.length() - 1)));
        }
        String inner = StringLiteral.unescape(text.substring(1, text.length() - 1));
        if (inner == null) {
            state.error(place, "illegal string literal: " + text);
            return null;
        }
        return new Term.Scalar(place, StringValue.of(inner));
    }

    @Nullable
    Term template(boolean multiline) {
        Location place = state.location();
        List<Term.TemplatePart> parts = new ArrayList<>();
        while (true) {
            Location at = state.location();
            String text = state.token().text();
            String raw = text.substring(1, text.length() - 1);
            String inner = multiline ? raw : StringLiteral.unescape(raw);
            if (inner == null) {
                state.error(at, "illegal template-string part: " + text);
                return null;
            }
            if (!inner.isEmpty()) {
                parts.add(
                        new Term.TemplatePart.Fixed(new Term.Scalar(at, StringValue.of(inner)), false));
            }
            if (state.at(TokenKind.TEMPLATE_END) || state.at(TokenKind.RAW_TEMPLATE_END)) {
                return new Term.TemplateString(place.until(state.token().end()), multiline, parts);
            }
            state.scan();
            Expr expr = bodies.literal();
            if (expr == null) {
                state.error(state.location(), "invalid template-string expression");
                return null;
            }
            if (!mayStandInTemplate(expr)) {
                return null;
            }
            parts.add(
                    expr.clause() instanceof Expr.Clause.Value(Term.Scalar scalar) && expr.with().isEmpty()
                            ? new Term.TemplatePart.Fixed(scalar, true)
                            : new Term.TemplatePart.Computed(expr));
            if (!state.at(TokenKind.RIGHT_BRACE)) {
                state.error(state.location(), "expected } to end template string expression");
                return null;
            }
            state.scan();
        }
    }

    private boolean mayStandInTemplate(Expr expr) {
        String what = expr.negated()
                ? "negation ('not')"
                : expr.isCallOf("eq")
                        ? "unification ('=')"
                        : expr.isCallOf("assign")
                                ? "assignment (':=')"
                                : switch (expr.clause()) {
                                    case Expr.Clause.Every ignored -> "'every'";
                                    case Expr.Clause.Some ignored -> "'some'";
                                    default -> null;
                                };
        if (what == null) {
            return true;
        }
        state.error(expr.location(), "unexpected " + what + " in template-string expression");
        return false;
    }

    /// The arguments of a call, from its parenthesis on. `set()` is the empty set.
    @Nullable
    Term call(Term.Ref operator, int offset) {
        if (!state.enter()) {
            return null;
        }
        try {
            state.scan();
            List<Term> arguments = new ArrayList<>();
            if (!state.at(TokenKind.RIGHT_PAREN) && !list(TokenKind.RIGHT_PAREN, arguments)) {
                return null;
            }
            Location place = operator.location().spanning(offset, state.token().end());
            state.scanSpace();
            return arguments.isEmpty()
                    && operator.parts().size() == 1
                    && operator.head() instanceof Term.Var v
                    && v.name().equals("set")
                            ? new Term.SetLiteral(place, List.of())
                            : new Term.Call(place, operator, arguments);
        } finally {
            state.leave();
        }
    }

    /// `a, b, c` up to the end token, which stays at hand. A comma may stand before the end.
    private boolean list(TokenKind end, List<Term> into) {
        while (!state.at(end)) {
            Term item = terms.infixInList();
            if (item == null) {
                return false;
            }
            into.add(item);
            if (state.at(end)) {
                return true;
            }
            if (!state.at(TokenKind.COMMA)) {
                state.illegal("expected \",\" or \"" + end.label() + "\"");
                return false;
            }
            state.scan();
        }
        return true;
    }

    private Location spanTo(Location place, int offset) {
        return place.spanning(offset, state.token().end());
    }

    @Nullable
    Term array() {
        Location place = state.location();
        int offset = state.offset();
        state.scan();
        List<Term> items = new ArrayList<>();
        if (state.at(TokenKind.RIGHT_BRACKET)) {
            return new Term.Array(spanTo(place, offset), items);
        }
        boolean mayBeComprehension = !skipLeadingComma();
        ParserState.Mark mark = state.mark();
        // Only a plain term is tried first: in [a | b], the bar begins a body.
        Term head = terms.term();
        if (head == null) {
            return null;
        }
        if (state.at(TokenKind.OR) && mayBeComprehension) {
            state.scan();
            List<Expr> body = bodies.body(TokenKind.RIGHT_BRACKET);
            if (body != null) {
                return new Term.Comprehension(
                        spanTo(place, offset), Term.Comprehension.Kind.ARRAY, null, head, body);
            }
            if (!state.at(TokenKind.COMMA)) {
                return null;
            }
        }
        state.restore(mark);
        return list(TokenKind.RIGHT_BRACKET, items)
                ? new Term.Array(spanTo(place, offset), items)
                : null;
    }

    private boolean skipLeadingComma() {
        if (state.at(TokenKind.COMMA)) {
            state.scan();
            return true;
        }
        return false;
    }

    @Nullable
    Term setOrObject() {
        Location place = state.location();
        int offset = state.offset();
        state.scan();
        if (state.at(TokenKind.RIGHT_BRACE)) {
            return new Term.ObjectLiteral(spanTo(place, offset), List.of());
        }
        boolean mayBeComprehension = !skipLeadingComma();
        ParserState.Mark mark = state.mark();
        Term head = terms.term();
        if (head == null) {
            return null;
        }
        switch (state.kind()) {
            case OR -> {
                if (mayBeComprehension) {
                    return setComprehension(place, offset, head, mark);
                }
            }
            case RIGHT_BRACE, COMMA -> {
                state.restore(mark);
                return setFrom(place, offset);
            }
            case COLON -> {
                return object(place, offset, head, mayBeComprehension);
            }
            default -> {
            }
        }
        state.restore(mark);
        head = terms.infixInList();
        if (head == null) {
            return null;
        }
        switch (state.kind()) {
            case RIGHT_BRACE, COMMA -> {
                List<Term> items = new ArrayList<>(List.of(head));
                return finishSet(place, offset, items);
            }
            case COLON -> {
                return object(place, offset, head, mayBeComprehension);
            }
            default -> {
                state.illegal("non-terminated set");
                return null;
            }
        }
    }

    private @Nullable Term setComprehension(
            Location place, int offset, Term head, ParserState.Mark mark) {
        state.scan();
        List<Expr> body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body != null) {
            return new Term.Comprehension(
                    spanTo(place, offset), Term.Comprehension.Kind.SET, null, head, body);
        }
        if (!state.at(TokenKind.COMMA)) {
            return null;
        }
        state.restore(mark);
        return setFrom(place, offset);
    }

    private @Nullable Term setFrom(Location place, int offset) {
        List<Term> items = new ArrayList<>();
        return list(TokenKind.RIGHT_BRACE, items)
                ? new Term.SetLiteral(spanTo(place, offset), items)
                : null;
    }

    private @Nullable Term finishSet(Location place, int offset, List<Term> items) {
        if (state.at(TokenKind.COMMA)) {
            state.scan();
        }
        return list(TokenKind.RIGHT_BRACE, items)
                ? new Term.SetLiteral(spanTo(place, offset), items)
                : null;
    }

    private @Nullable Term object(
            Location place, int offset, Term key, boolean mayBeComprehension) {
        state.scan();
        ParserState.Mark mark = state.mark();
        Term value = terms.term();
        if (value == null) {
            return null;
        }
        if (mayBeComprehension
                && (state.at(TokenKind.RIGHT_BRACE) || state.at(TokenKind.COMMA))) {
            Term object = finishObject(place, offset, key, value);
            if (object == null) {
                state.restore(mark);
                state.illegal("non-terminated object");
            }
            return object;
        }
        if (mayBeComprehension && state.at(TokenKind.OR)) {
            state.scan();
            List<Expr> body = bodies.body(TokenKind.RIGHT_BRACE);
            if (body != null) {
                return new Term.Comprehension(
                        spanTo(place, offset), Term.Comprehension.Kind.OBJECT, key, value, body);
            }
        }
        state.restore(mark);
        value = terms.infixInList();
        if (value == null) {
            return null;
        }
        if (!state.at(TokenKind.RIGHT_BRACE) && !state.at(TokenKind.COMMA)) {
            state.illegal("non-terminated object");
            return null;
        }
        return finishObject(place, offset, key, value);
    }

    private @Nullable Term finishObject(Location place, int offset, Term key, Term value) {
        List<Term.Entry> entries = new ArrayList<>(List.of(new Term.Entry(key, value)));
        if (state.at(TokenKind.COMMA)) {
            state.scan();
            if (!entries(entries)) {
                return null;
            }
        }
        return new Term.ObjectLiteral(spanTo(place, offset), entries);
    }

    private boolean entries(List<Term.Entry> into) {
        while (!state.at(TokenKind.RIGHT_BRACE)) {
            Term key = terms.infixInList();
            if (key == null) {
                return false;
            }
            if (!state.at(TokenKind.COLON)) {
                state.illegal("expected \":\"");
                return false;
            }
            state.scan();
            Term value = terms.infixInList();
            if (value == null) {
                return false;
            }
            into.add(new Term.Entry(key, value));
            if (state.at(TokenKind.COMMA)) {
                state.scan();
            } else if (!state.at(TokenKind.RIGHT_BRACE)) {
                state.illegal("expected \",\" or \"}\"");
                return false;
            }
        }
        return true;
    }
}
