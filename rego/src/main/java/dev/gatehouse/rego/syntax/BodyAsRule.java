package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.BooleanValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a statement that has the shape of a body as the rule that it is: `p = 1`, `p[x]`, `f(x) = y`.
final class BodyAsRule {
    private BodyAsRule() {}

    /// A rule, or why the statement is none.
    sealed interface Reading {
        record Accepted(Rule rule) implements Reading {}

        record Refused(String why) implements Reading {}
    }

    static Reading read(List<Expr> body) {
        if (body.size() != 1) {
            return new Reading.Refused("multiple expressions cannot be used for rule head");
        }
        Expr expr = body.getFirst();
        if (!expr.with().isEmpty()) {
            return new Reading.Refused("expressions using with keyword cannot be used for rule head");
        }
        if (expr.negated()) {
            return new Reading.Refused("negated expressions cannot be used for rule head");
        }
        return switch (expr.clause()) {
            case Expr.Clause.Some ignored ->
                new Reading.Refused("'some' declarations cannot be used for rule head");
            case Expr.Clause.Every ignored ->
                new Reading.Refused("expression cannot be used for rule head");
            case Expr.Clause.Value(Term term) -> fromTerm(term);
            case Expr.Clause.Call call -> fromCall(expr, call);
        };
    }

    private static Reading fromTerm(Term term) {
        if (!(term instanceof Term.Ref ref)) {
            return new Reading.Refused(Terms.kind(term) + " cannot be used for rule name");
        }
        int size = ref.parts().size();
        if (size == 1) {
            return new Reading.Refused("refs cannot be used for rule head");
        }
        if (!(ref.head() instanceof Term.Var)) {
            return invalidHead(ref);
        }
        if (size > 2) {
            return accepted(
                    term.location(), ref, List.of(), null, constantTrue(term.location()), false, true);
        }
        Term.Ref name = new Term.Ref(ref.head().location(), ref.parts().subList(0, 1));
        return accepted(term.location(), name, List.of(), ref.parts().get(1), null, false, false);
    }

    private static Reading fromCall(Expr expr, Expr.Clause.Call call) {
        String name = call.name();
        if (name.equals("eq") || name.equals("assign")) {
            if (call.arguments().size() != 2) {
                return new Reading.Refused("assignment requires two operands");
            }
            return fromEquation(
                    expr.location(),
                    call.arguments().getFirst(),
                    call.arguments().getLast(),
                    name.equals("assign"));
        }
        if (isOperator(name)) {
            return new Reading.Refused("rule name conflicts with built-in function");
        }
        if (call.arguments().isEmpty()) {
            return new Reading.Refused("rule argument list must take at least one argument");
        }
        if (!(call.operator().head() instanceof Term.Var)) {
            return invalidHead(call.operator());
        }
        Location place = call.operator().location();
        return accepted(
                place, call.operator(), call.arguments(), null, constantTrue(place), false, false);
    }

    private static boolean isOperator(String name) {
        for (TokenKind kind : TokenKind.values()) {
            if (kind.compareTo(TokenKind.ADD) >= 0
                    && kind.compareTo(TokenKind.LESS_OR_EQUAL) <= 0
                    && kind.label().equals(name)) {
                return true;
            }
        }
        return name.equals(BodyParser.MEMBER) || name.equals(BodyParser.MEMBER_WITH_KEY);
    }

    private static Reading fromEquation(Location place, Term left, Term right, boolean assigned) {
        return switch (left) {
            case Term.Call call when call.operator().head() instanceof Term.Var ->
                accepted(place, call.operator(), call.arguments(), null, right, assigned, false);
            case Term.Ref ref when ref.head() instanceof Term.Var ->
                accepted(
                        place,
                        ref,
                        List.of(),
                        ref.parts().size() == 2 ? ref.parts().get(1) : null,
                        right,
                        assigned,
                        false);
            case Term.Ref ref -> invalidHead(ref);
            case Term.Var v ->
                accepted(
                        place,
                        new Term.Ref(v.location(), List.of(v)),
                        List.of(),
                        null,
                        right,
                        assigned,
                        false);
            default -> new Reading.Refused(Terms.kind(left) + " cannot be used for rule name");
        };
    }

    private static Reading invalidHead(Term.Ref ref) {
        return new Reading.Refused("invalid rule head: " + ref);
    }

    private static Term constantTrue(Location place) {
        return new Term.Scalar(place, BooleanValue.TRUE);
    }

    private static Reading accepted(
            Location place,
            Term.Ref reference,
            List<Term> arguments,
            @Nullable Term key,
            @Nullable Term value,
            boolean assigned,
            boolean generatedValue) {
        Rule.Head head = new Rule.Head(
                place, reference, arguments, key, value, assigned, generatedValue, Set.of());
        List<Expr> body = List.of(Expr.of(place, new Expr.Clause.Value(constantTrue(place))));
        return new Reading.Accepted(new Rule(place, false, head, body, true, null));
    }
}
