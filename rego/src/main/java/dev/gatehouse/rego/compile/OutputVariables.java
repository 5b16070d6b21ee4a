package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Terms;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which variables an expression binds, given those that are bound already.
final class OutputVariables {
    private static final Set<Variables.Skip> PATTERNS = EnumSet.of(
            Variables.Skip.CLOSURES,
            Variables.Skip.SETS,
            Variables.Skip.OBJECT_KEYS,
            Variables.Skip.REF_HEADS);

    private OutputVariables() {}

    static Set<String> ofBody(List<Expr> body, Arities arities, Set<String> safe) {
        Set<String> bound = new HashSet<>(safe);
        body.forEach(e -> bound.addAll(ofExpr(e, arities, bound)));
        bound.removeAll(safe);
        return bound;
    }

    static Set<String> ofExpr(Expr expr, Arities arities, Set<String> safe) {
        // What stands under `not`, or is evaluated under a `with` that is not known yet, binds nothing.
        if (expr.negated()) {
            return Set.of();
        }
        for (Expr.With with : expr.with()) {
            if (!safe.containsAll(Variables.ofWith(Variables.SAFETY, with))) {
                return Set.of();
            }
        }
        return switch (expr.clause()) {
            case Expr.Clause.Value(Term term) -> {
                Set<String> output = new HashSet<>();
                collect(safe, output).expr(expr);
                yield output;
            }
            case Expr.Clause.Call call when call.name().equals("eq") -> ofEquation(expr, safe);
            case Expr.Clause.Call call -> ofCall(expr, call, arities, safe);
            case Expr.Clause.Every every -> {
                Set<String> output = new HashSet<>();
                collect(safe, output).term(every.domain());
                yield output;
            }
            case Expr.Clause.Some ignored -> Set.of();
        };
    }

    static Set<String> ofEquation(Expr expr, Set<String> safe) {
        Expr.Clause.Call equation = Bodies.equationOf(expr);
        if (equation == null) {
            return safe;
        }
        Set<String> output = new HashSet<>();
        collect(safe, output).expr(expr);
        output.addAll(safe);
        output.addAll(
                Unification.bound(
                        output, equation.arguments().getFirst(), equation.arguments().getLast()));
        output.removeAll(safe);
        return output;
    }

    private static Set<String> ofCall(
            Expr expr, Expr.Clause.Call call, Arities arities, Set<String> safe) {
        int arity = arities.of(call.operator());
        if (arity < 0) {
            return Set.of();
        }
        Set<String> output = new HashSet<>();
        collect(safe, output).expr(expr);
        List<Term> arguments = call.arguments();
        if (arity >= arguments.size()) {
            return output;
        }
        Set<String> unsafe = new HashSet<>();
        // The operator's own steps count as inputs too.
        List<Term> operator = call.operator().parts();
        unsafe.addAll(Variables.of(PATTERNS, operator.subList(1, operator.size())));
        unsafe.addAll(Variables.of(PATTERNS, arguments.subList(0, arity)));
        unsafe.removeAll(output);
        unsafe.removeAll(safe);
        if (!unsafe.isEmpty()) {
            return Set.of();
        }
        output.addAll(Variables.of(PATTERNS, arguments.subList(arity, arguments.size())));
        return output;
    }

    /// Collects what iterating references bind: the variables in the steps of each reference whose head is bound.
    private static Traversal collect(Set<String> safe, Set<String> output) {
        return new Traversal(
                node -> switch (node) {
                    case Term.Comprehension ignored -> true;
                    case Term.TemplateString ignored -> true;
                    case Term.Ref ref -> {
                        if (!isSafe(ref, safe)) {
                            yield true;
                        }
                        if (!Terms.isGround(ref)) {
                            output.addAll(
                                    Variables.of(EnumSet.of(Variables.Skip.REF_HEADS), ref));
                        }
                        yield false;
                    }
                    default -> false;
                });
    }

    /// Whether everything in a reference's head is bound.
    static boolean isSafe(Term.Ref ref, Set<String> safe) {
        return ref.head() instanceof Term.Var v
                ? safe.contains(v.name())
                : safe.containsAll(Variables.of(Variables.SAFETY, ref.head()));
    }
}
