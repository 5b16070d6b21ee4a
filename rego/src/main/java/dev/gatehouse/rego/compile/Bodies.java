package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;

/// Making and joining expressions.
final class Bodies {
    private Bodies() {}

    /// Joins two bodies. The constant `true` is what an empty body is written as, so it gives way.
    static List<Expr> append(List<Expr> body, List<Expr> more) {
        if (more.isEmpty()) {
            return body;
        }
        List<Expr> joined = new ArrayList<>();
        if (!isTrue(body)) {
            joined.addAll(body);
        }
        joined.addAll(more);
        return joined;
    }

    static boolean isTrue(List<Expr> body) {
        return body.size() == 1
                && body.getFirst().clause() instanceof Expr.Clause.Value(Term.Scalar s)
                && s.value() == BooleanValue.TRUE;
    }

    static Expr alwaysTrue(Location place) {
        return Expr.of(place, new Expr.Clause.Value(new Term.Scalar(place, BooleanValue.TRUE)));
    }

    static Term.Ref operator(Location place, String name) {
        List<Term> parts = new ArrayList<>();
        for (String word : name.split("\\.")) {
            parts.add(
                    parts.isEmpty()
                            ? new Term.Var(place, word)
                            : new Term.Scalar(place, StringValue.of(word)));
        }
        return new Term.Ref(place, parts);
    }

    static Expr equation(Location place, Term left, Term right) {
        return Expr.of(place, new Expr.Clause.Call(operator(place, "eq"), List.of(left, right)));
    }

    /// The call's clause when the expression is `=` with two operands, else null.
    static Expr.Clause.@org.jspecify.annotations.Nullable Call equationOf(Expr expr) {
        return expr.clause() instanceof Expr.Clause.Call call
                && call.name().equals("eq")
                && call.arguments().size() == 2
                        ? call
                        : null;
    }
}
