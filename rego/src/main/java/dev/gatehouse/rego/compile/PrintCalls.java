package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Prepares `print`: each argument is captured in a set, so that an undefined one prints as `<undefined>` and
/// does not stop the body. Where printing is off, the calls are taken out.
final class PrintCalls extends Transformation {
    private final boolean enabled;
    private final Names names;
    private final Arities arities;
    private final Diagnostics diagnostics;
    private Set<String> safe = Set.of();

    PrintCalls(boolean enabled, Names names, Arities arities, Diagnostics diagnostics) {
        this.enabled = enabled;
        this.names = names;
        this.arities = arities;
        this.diagnostics = diagnostics;
    }

    void definition(Definition definition) {
        safe = new HashSet<>(Variables.RESERVED);
        definition.head().arguments().forEach(a -> safe.addAll(Variables.all(a)));
        definition.setHead(head(definition.head()));
        definition.setBody(scopedBody(definition.body()));
    }

    List<Expr> query(List<Expr> body) {
        safe = new HashSet<>(Variables.RESERVED);
        return scopedBody(body);
    }

    private List<Expr> scopedBody(List<Expr> body) {
        Set<String> outer = safe;
        List<Expr> result = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            Expr expr = body.get(i);
            if (!expr.isCallOf("print")) {
                safe = knownBefore(body.subList(0, i), outer);
                result.add(expr(expr));
            } else if (enabled) {
                safe = knownBefore(body.subList(0, i), outer);
                result.add(capture(expr, (Expr.Clause.Call) expr.clause()));
            }
        }
        safe = outer;
        if (result.isEmpty()) {
            result.add(Bodies.alwaysTrue(body.getFirst().location()));
        }
        return result;
    }

    private Set<String> knownBefore(List<Expr> before, Set<String> outer) {
        if (!enabled) {
            return outer;
        }
        Set<String> known = new HashSet<>(outer);
        known.addAll(OutputVariables.ofBody(before, arities, outer));
        for (String name : Variables.ofBody(Set.of(), before)) {
            if (name.startsWith("__local")) {
                known.add(name);
            }
        }
        return known;
    }

    private Expr capture(Expr expr, Expr.Clause.Call call) {
        List<Term> captured = new ArrayList<>();
        for (Term argument : call.arguments()) {
            Location place = argument.location();
            Set<String> unsafe = new TreeSet<>(Variables.of(Variables.SAFETY, argument));
            unsafe.removeAll(safe);
            unsafe.forEach(
                    v -> diagnostics.compile(place, "var " + names.original(v) + " is undeclared"));
            Term.Var fresh = names.fresh(place);
            captured.add(
                    new Term.Comprehension(
                            place,
                            Term.Comprehension.Kind.SET,
                            null,
                            fresh,
                            List.of(Bodies.equation(place, fresh, argument))));
        }
        Location place = expr.location();
        return Expr.of(
                place,
                new Expr.Clause.Call(
                        Bodies.operator(place, "internal.print"), List.of(new Term.Array(place, captured))));
    }

    @Override
    protected Term comprehension(Term.Comprehension c) {
        return new Term.Comprehension(
                c.location(), c.kind(), c.key(), c.value(), scopedBody(c.body()));
    }

    @Override
    protected Expr.Clause every(Expr.Clause.Every every) {
        Set<String> outer = safe;
        safe = new HashSet<>(outer);
        safe.addAll(Variables.all(every.value()));
        if (every.key() != null) {
            safe.addAll(Variables.all(every.key()));
        }
        List<Expr> body = scopedBody(every.body());
        safe = outer;
        return new Expr.Clause.Every(
                every.location(), every.key(), every.value(), term(every.domain()), body);
    }
}
