package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.compile.DeclaredStack.Occurrence;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Gives the variables of `:=`, `some`, `every` and of parameters names of their own, so that scopes no longer
/// matter: `a := 1; p[a]` becomes `__local0__ = 1; p[__local0__]`. On the way it finds what is declared twice,
/// used before its declaration, or never used.
final class LocalVariables extends Transformation {
    private final Names names;
    private final DeclaredStack stack;
    private final boolean strict;
    private final Diagnostics diagnostics;

    /// Errors of the body at hand; once there are some, unused variables are not looked for.
    private int errors;

    LocalVariables(Names names, DeclaredStack stack, boolean strict, Diagnostics diagnostics) {
        this.names = names;
        this.stack = stack;
        this.strict = strict;
        this.diagnostics = diagnostics;
    }

    private void error(Location place, String message) {
        errors++;
        diagnostics.compile(place, message);
    }

    /// Rewrites a body in the innermost scope.
    ///
    /// @param used the variables that something outside of the body uses
    List<Expr> scopedBody(List<Expr> body, Set<String> used) {
        List<Expr> rewritten = new ArrayList<>(body.size());
        for (Expr expr : body) {
            Expr after = switch (expr.clause()) {
                case Expr.Clause.Call call when call.name().equals("assign") ->
                    assignment(expr, call);
                case Expr.Clause.Some some -> some(expr, some);
                case Expr.Clause.Every every -> every(expr, every);
                default -> expr(expr);
            };
            if (after != null) {
                rewritten.add(after);
            }
        }
        if (rewritten.isEmpty()) {
            rewritten.add(
                    Bodies.alwaysTrue(body.isEmpty() ? Location.of("") : body.getFirst().location()));
        }
        checkUnusedAssigned(rewritten, body, used);
        checkUnusedDeclared(rewritten, body, used);
        return rewritten;
    }

    private @Nullable Expr assignment(Expr expr, Expr.Clause.Call call) {
        if (expr.negated()) {
            error(expr.location(), "cannot assign vars inside negated expression");
            return expr;
        }
        if (call.arguments().size() != 2) {
            return expr;
        }
        int before = errors;
        // The right side is rewritten first: it cannot see what the left side declares.
        Term right = term(call.arguments().getLast());
        List<Expr.With> modifiers = new ArrayList<>();
        for (Expr.With with : expr.with()) {
            modifiers.add(new Expr.With(with.location(), with.target(), term(with.value())));
        }
        Term left = target(call.arguments().getFirst());
        Term.Ref operator = errors == before
                ? Bodies.operator(call.operator().location(), "eq")
                : call.operator();
        return expr.withClause(new Expr.Clause.Call(operator, List.of(left, right)))
                .withModifiers(modifiers);
    }

    private Term target(Term target) {
        switch (target) {
            case Term.Var v -> {
                return declare(v, v.location(), Occurrence.ASSIGNED);
            }
            case Term.Array array -> {
                List<Term> items = new ArrayList<>();
                array.items().forEach(i -> items.add(target(i)));
                return new Term.Array(array.location(), items);
            }
            case Term.ObjectLiteral object -> {
                List<Term.Entry> entries = new ArrayList<>();
                for (Term.Entry entry : object.entries()) {
                    entries.add(new Term.Entry(entry.key(), target(entry.value())));
                }
                return new Term.ObjectLiteral(object.location(), entries);
            }
            case Term.Ref ref when ReferenceResolution.isRoot(ref) -> {
                return declare((Term.Var) ref.head(), ref.location(), Occurrence.ASSIGNED);
            }
            default -> {
                error(
                        target.location(),
                        "cannot assign to " + dev.gatehouse.rego.syntax.Terms.kind(target));
                return target;
            }
        }
    }

    private Term.Var declare(Term.Var v, Location errorPlace, Occurrence occurrence) {
        Occurrence before = stack.occurrence(v.name());
        if (before != null) {
            error(
                    errorPlace,
                    switch (before) {
                        case SEEN -> "var " + v.name() + " referenced above";
                        case ASSIGNED -> "var " + v.name() + " assigned above";
                        case DECLARED -> "var " + v.name() + " declared above";
                        case PARAMETER -> "arg " + v.name() + " redeclared";
                    });
            return v;
        }
        Term.Var fresh = names.fresh(v.location());
        stack.insert(v.name(), fresh.name(), occurrence);
        return fresh;
    }

    private @Nullable Expr some(Expr expr, Expr.Clause.Some some) {
        int before = errors;
        for (Term symbol : some.symbols()) {
            switch (symbol) {
                case Term.Var v -> {
                    declare(v, some.location(), Occurrence.DECLARED);
                    if (errors != before) {
                        return null;
                    }
                }
                case Term.Call call -> {
                    return someIn(expr, some, call);
                }
                default -> {
                }
            }
        }
        return null;
    }

    /// `some k, v in xs` is `v = xs[k]`.
    private @Nullable Expr someIn(Expr expr, Expr.Clause.Some some, Term.Call call) {
        List<Term> arguments = call.arguments();
        Term container = arguments.getLast();
        boolean keyed = arguments.size() == 3;
        Term key = keyed ? arguments.getFirst() : names.fresh(some.location());
        Term value = arguments.get(keyed ? 1 : 0);
        List<Term> parts = new ArrayList<>();
        if (container instanceof Term.Ref ref) {
            parts.addAll(ref.parts());
        } else {
            parts.add(container);
        }
        parts.add(key);
        Expr equation = expr.withClause(
                new Expr.Clause.Call(
                        Bodies.operator(some.location(), "eq"),
                        List.of(value, new Term.Ref(container.location(), parts))));
        Set<String> safe = Variables.all(container);
        int before = errors;
        for (String output : new TreeSet<>(OutputVariables.ofEquation(equation, safe))) {
            declare(new Term.Var(some.location(), output), some.location(), Occurrence.DECLARED);
            if (errors != before) {
                return null;
            }
        }
        return expr(equation);
    }

    private @Nullable Expr every(Expr expr, Expr.Clause.Every every) {
        Term domain = term(every.domain());
        stack.push();
        try {
            Term key = every.key();
            int before = errors;
            if (key == null) {
                key = names.fresh(every.location());
            } else if (key instanceof Term.Var v && !v.isWildcard()) {
                key = declare(v, every.location(), Occurrence.DECLARED);
            }
            Term value = every.value();
            if (errors == before && value instanceof Term.Var v && !v.isWildcard()) {
                value = declare(v, every.location(), Occurrence.DECLARED);
            }
            if (errors != before) {
                return null;
            }
            List<Expr> body = scopedBody(every.body(), Set.of());
            List<Expr.With> modifiers = new ArrayList<>();
            expr.with().forEach(w -> modifiers.add(with(w)));
            return expr.withClause(
                    new Expr.Clause.Every(every.location(), key, value, domain, body))
                    .withModifiers(modifiers);
        } finally {
            stack.pop();
        }
    }

    @Override
    public Term term(Term term) {
        switch (term) {
            case Term.Var v -> {
                return variable(v);
            }
            case Term.Ref ref when ReferenceResolution.isRoot(ref) -> {
                String name = ((Term.Var) ref.head()).name();
                Occurrence occurrence = stack.anyOccurrence(name);
                String renamed = stack.declared(name);
                return occurrence != null && occurrence != Occurrence.SEEN && renamed != null
                        ? new Term.Var(ref.location(), renamed)
                        : ref;
            }
            case Term.Call call -> {
                for (String name : Variables.all(call.operator())) {
                    String renamed = stack.declared(name);
                    if (renamed != null && !renamed.equals(name)) {
                        error(call.location(), "called function " + call.operator() + " shadowed");
                    }
                }
                return super.term(call);
            }
            default -> {
                return super.term(term);
            }
        }
    }

    private Term variable(Term.Var v) {
        String renamed = stack.declared(v.name());
        if (renamed != null) {
            stack.seen(v.name());
            return renamed.equals(v.name()) ? v : new Term.Var(v.location(), renamed);
        }
        if (stack.occurrence(v.name()) == null) {
            stack.insert(v.name(), v.name(), Occurrence.SEEN);
        }
        return v;
    }

    @Override
    protected Term comprehension(Term.Comprehension c) {
        Set<String> used = new HashSet<>(Variables.all(c.value()));
        if (c.key() != null) {
            used.addAll(Variables.all(c.key()));
        }
        stack.push();
        try {
            List<Expr> body = scopedBody(c.body(), used);
            Term key = c.key() == null ? null : term(c.key());
            return new Term.Comprehension(c.location(), c.kind(), key, term(c.value()), body);
        } finally {
            stack.pop();
        }
    }

    /// `input` in a target is always the document, even where a variable hides it.
    @Override
    protected Expr.With with(Expr.With with) {
        Term target = term(with.target());
        String hidden = stack.declared("input");
        if (hidden != null) {
            if (target instanceof Term.Var v && v.name().equals(hidden)) {
                target = new Term.Ref(v.location(), List.of(new Term.Var(v.location(), "input")));
            } else if (target instanceof Term.Ref ref
                    && ref.head() instanceof Term.Var v
                    && v.name().equals(hidden)) {
                List<Term> parts = new ArrayList<>(ref.parts());
                parts.set(0, new Term.Var(v.location(), "input"));
                target = new Term.Ref(ref.location(), parts);
            }
        }
        return new Expr.With(with.location(), target, term(with.value()));
    }

    private void checkUnusedAssigned(
            List<Expr> rewritten, List<Expr> original, Set<String> used) {
        if (!strict || errors > 0) {
            return;
        }
        DeclaredStack.Scope scope = stack.peek();
        Map<String, String> unused = new LinkedHashMap<>();
        scope.occurrences.forEach(
                (name, occurrence) -> {
                    if (occurrence == Occurrence.ASSIGNED
                            && !name.startsWith("$")
                            && stack.count(name) <= 1
                            && !used.contains(name)) {
                        unused.put(scope.renamed.getOrDefault(name, name), name);
                    }
                });
        for (String renamed : new TreeSet<>(unused.keySet())) {
            Location place = original.getFirst().location();
            for (Expr expr : rewritten) {
                if (Variables.ofExpr(EnumSet.noneOf(Variables.Skip.class), expr).contains(renamed)) {
                    place = expr.location();
                    break;
                }
            }
            error(place, "assigned var " + unused.get(renamed) + " unused");
        }
    }

    private void checkUnusedDeclared(
            List<Expr> rewritten, List<Expr> original, Set<String> used) {
        if (errors > 0) {
            return;
        }
        DeclaredStack.Scope scope = stack.peek();
        Map<String, String> unused = new LinkedHashMap<>();
        scope.occurrences.forEach(
                (name, occurrence) -> {
                    if (occurrence == Occurrence.DECLARED && !used.contains(name)) {
                        unused.put(scope.renamed.getOrDefault(name, name), name);
                    }
                });
        if (unused.isEmpty()) {
            return;
        }
        unused.keySet().removeAll(Variables.ofBody(EnumSet.noneOf(Variables.Skip.class), rewritten));
        for (String renamed : new TreeSet<>(unused.keySet())) {
            String name = unused.getOrDefault(renamed, renamed);
            if (name.startsWith("__local")) {
                continue;
            }
            Location place = original.getFirst().location();
            for (Expr expr : original) {
                if (ReferenceResolution.declared(expr).contains(name)) {
                    place = expr.location();
                    break;
                }
            }
            error(place, "declared var " + name + " unused");
        }
    }
}
