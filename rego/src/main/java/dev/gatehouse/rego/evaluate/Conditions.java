package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule asks of the input and of its arguments before it can hold: comparisons with constants, for
/// [RuleIndex].
final class Conditions {
    private final Map<RuleIndex.Term, Set<Value>> found = new HashMap<>();
    private final Map<String, RuleIndex.Term> variables = new HashMap<>();

    private Conditions() {}

    static Map<RuleIndex.Term, Set<Value>> of(Definition definition) {
        Conditions conditions = new Conditions();
        // With an else, the rule may have a value although its first body does not hold.
        if (definition.otherwise() == null) {
            conditions.parameters(definition.head().arguments());
            definition.body().forEach(conditions::expr);
        }
        return conditions.found;
    }

    private void parameters(List<Term> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            RuleIndex.Term term = new RuleIndex.Term(i, List.of());
            switch (parameters.get(i)) {
                case Term.Var v -> variables.putIfAbsent(v.name(), term);
                case Term.Scalar s -> add(term, Set.of(s.value()));
                default -> {
                }
            }
        }
    }

    private void expr(Expr expr) {
        if (expr.negated()
                || !expr.with().isEmpty()
                || !(expr.clause() instanceof Expr.Clause.Call call)) {
            return;
        }
        List<Term> arguments = call.arguments();
        switch (call.name()) {
            case "eq" -> {
                equation(arguments.getFirst(), arguments.getLast());
                equation(arguments.getLast(), arguments.getFirst());
            }
            case "internal.member_2" -> {
                RuleIndex.Term term = term(arguments.getFirst());
                Set<Value> constants = constants(arguments.get(1));
                if (term != null && constants != null && arguments.size() == 2) {
                    add(term, constants);
                }
            }
            default -> {
            }
        }
    }

    private void equation(Term left, Term right) {
        RuleIndex.Term term = term(left);
        if (term == null) {
            return;
        }
        switch (right) {
            case Term.Scalar s -> add(term, Set.of(s.value()));
            case Term.Var v -> variables.putIfAbsent(v.name(), term);
            default -> {
            }
        }
    }

    private RuleIndex.@Nullable Term term(Term term) {
        if (term instanceof Term.Var v) {
            return variables.get(v.name());
        }
        if (!(term instanceof Term.Ref ref) || !(ref.head() instanceof Term.Var head)) {
            return null;
        }
        RuleIndex.Term base = head.name().equals("input")
                ? new RuleIndex.Term(-1, List.of())
                : variables.get(head.name());
        if (base == null) {
            return null;
        }
        List<Value> path = new ArrayList<>(base.path());
        for (Term step : ref.parts().subList(1, ref.parts().size())) {
            if (!(step instanceof Term.Scalar s)) {
                return null;
            }
            path.add(s.value());
        }
        return new RuleIndex.Term(base.parameter(), path);
    }

    private static @Nullable Set<Value> constants(Term collection) {
        List<Term> items = switch (collection) {
            case Term.SetLiteral set -> set.items();
            case Term.Array array -> array.items();
            default -> null;
        };
        if (items == null || items.size() > 16) {
            return null;
        }
        Set<Value> values = new HashSet<>();
        for (Term item : items) {
            if (!(item instanceof Term.Scalar s)) {
                return null;
            }
            values.add(s.value());
        }
        return values;
    }

    private void add(RuleIndex.Term term, Set<Value> constants) {
        Set<Value> before = found.get(term);
        if (before != null) {
            Set<Value> both = new HashSet<>(before);
            both.retainAll(constants);
            found.put(term, both);
        } else {
            found.put(term, constants);
        }
    }
}
