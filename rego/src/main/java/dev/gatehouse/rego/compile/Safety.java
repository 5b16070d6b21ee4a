package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Orders bodies so that every variable is bound before an expression needs it, and reports those that never
/// are. Expressions move as little as possible.
final class Safety {
    private final Arities arities;
    private final Names names;
    private final Diagnostics diagnostics;

    Safety(Arities arities, Names names, Diagnostics diagnostics) {
        this.arities = arities;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /// An ordered body, with what is unbound in which expression.
    private record Ordered(List<Expr> body, Map<Expr, Set<String>> unsafe) {}

    /// Reports variables of a head that its body does not mention.
    void head(Definition definition) {
        Map<String, Location> variables = new TreeMap<>(Variables.ofHead(definition.head()));
        variables.keySet().removeAll(Variables.ofBody(Variables.SAFETY, definition.body()));
        definition
                .head()
                .arguments()
                .forEach(a -> variables.keySet().removeAll(Variables.all(a)));
        variables.forEach(
                (name, place) -> {
                    String original = names.original(name);
                    if (!original.startsWith("__local")) {
                        unsafe(place, original);
                    }
                });
    }

    private void unsafe(Location place, String name) {
        diagnostics.add(
                RegoError.Code.UNSAFE_VAR, place, "var " + (name.startsWith("$") ? "_" : name) + " is unsafe");
    }

    void body(Definition definition) {
        Set<String> globals = new HashSet<>(Variables.RESERVED);
        definition.head().arguments().forEach(a -> globals.addAll(Variables.all(a)));
        definition.setBody(body(definition.body(), globals));
    }

    /// Orders a body, or answers it as it is after reporting why it cannot be.
    List<Expr> body(List<Expr> body, Set<String> globals) {
        Ordered ordered = order(body, globals);
        if (ordered.unsafe().isEmpty()) {
            return ordered.body();
        }
        report(ordered.unsafe());
        return body;
    }

    private void report(Map<Expr, Set<String>> unsafe) {
        Map<String, Location> places = new HashMap<>();
        unsafe.forEach(
                (expr, variables) -> variables.forEach(
                        v -> places.merge(
                                v,
                                expr.location(),
                                (a, b) -> Location.compare(a, b) <= 0 ? a : b)));
        List<Map.Entry<String, Location>> sorted = new ArrayList<>(places.entrySet());
        sorted.sort(
                (a, b) -> {
                    int order = Location.compare(a.getValue(), b.getValue());
                    return order != 0 ? order : a.getKey().compareTo(b.getKey());
                });
        boolean reported = false;
        for (Map.Entry<String, Location> variable : sorted) {
            String original = names.original(variable.getKey());
            if (!original.startsWith("__local")) {
                unsafe(variable.getValue(), original);
                reported = true;
            }
        }
        if (reported) {
            return;
        }
        // Only variables that the compiler made: name the expressions instead.
        List<Expr> exprs = new ArrayList<>(unsafe.keySet());
        exprs.sort((a, b) -> Location.compare(a.location(), b.location()));
        Set<String> seen = new HashSet<>();
        for (Expr expr : exprs) {
            if (seen.addAll(unsafe.get(expr))) {
                diagnostics.add(RegoError.Code.UNSAFE_VAR, expr.location(), "expression is unsafe");
            }
        }
    }

    private Ordered order(List<Expr> body, Set<String> globals) {
        Set<String> bodyVariables = Variables.ofBody(Variables.SAFETY, body);
        Set<String> safe = new HashSet<>(bodyVariables);
        safe.retainAll(globals);
        Map<Expr, Set<String>> unsafe = new IdentityHashMap<>();
        for (Expr expr : body) {
            Set<String> open = new HashSet<>(Variables.ofExpr(Variables.SAFETY, expr));
            open.removeAll(safe);
            if (!open.isEmpty()) {
                unsafe.put(expr, open);
            }
        }
        List<Expr> ordered = new ArrayList<>(body.size());
        List<Expr> waiting = new ArrayList<>(body);
        while (!waiting.isEmpty()) {
            int before = ordered.size();
            for (Expr expr : List.copyOf(waiting)) {
                if (tryNext(expr, ordered, unsafe, safe, bodyVariables, globals)) {
                    waiting.removeIf(e -> e == expr);
                }
            }
            if (ordered.size() == before) {
                break;
            }
        }
        return closures(ordered, unsafe, globals);
    }

    private boolean tryNext(
            Expr expr,
            List<Expr> ordered,
            Map<Expr, Set<String>> unsafe,
            Set<String> safe,
            Set<String> bodyVariables,
            Set<String> globals) {
        Set<String> outputs = OutputVariables.ofExpr(expr, arities, safe);
        Set<String> closed = closedOver(expr);
        closed.retainAll(bodyVariables);
        closed.removeAll(globals);
        if (!closed.isEmpty()) {
            closed.removeAll(OutputVariables.ofBody(ordered, arities, safe));
            // What earlier expressions bound is in `safe` by now.
            closed.removeAll(safe);
            if (!closed.isEmpty()) {
                if (closed.equals(outputs)) {
                    return false;
                }
                unsafe.put(expr, closed);
            }
        }
        Set<String> open = unsafe.get(expr);
        if (open != null) {
            open.removeIf(v -> outputs.contains(v) || safe.contains(v));
            if (!open.isEmpty()) {
                return false;
            }
            unsafe.remove(expr);
        }
        ordered.add(expr);
        safe.addAll(outputs);
        return true;
    }

    /// The variables inside of an expression's closures.
    private static Set<String> closedOver(Expr expr) {
        Set<String> closed = new HashSet<>();
        new Traversal(
                node -> switch (node) {
                    case Expr.Clause.Every every -> {
                        closed.addAll(Variables.ofBody(Set.of(), every.body()));
                        yield true;
                    }
                    case Term.Comprehension c -> {
                        closed.addAll(Variables.all(c));
                        yield true;
                    }
                    default -> false;
                })
                .expr(expr);
        return closed;
    }

    /// Orders the bodies inside of the expressions. Each may use what the expressions before its own bind.
    private Ordered closures(
            List<Expr> ordered, Map<Expr, Set<String>> unsafe, Set<String> globals) {
        Set<String> known = new HashSet<>(globals);
        List<Expr> result = new ArrayList<>(ordered.size());
        for (int i = 0; i < ordered.size(); i++) {
            if (i > 0) {
                known.addAll(Variables.ofExpr(Variables.SAFETY, ordered.get(i - 1)));
            }
            Expr expr = ordered.get(i);
            result.add(new Closures(expr, known, unsafe).expr(expr));
        }
        return new Ordered(result, unsafe);
    }

    private final class Closures extends Transformation {
        private final Expr current;
        private final Set<String> known;
        private final Map<Expr, Set<String>> unsafe;

        Closures(Expr current, Set<String> known, Map<Expr, Set<String>> unsafe) {
            this.current = current;
            this.known = known;
            this.unsafe = unsafe;
        }

        @Override
        protected Term comprehension(Term.Comprehension c) {
            Set<String> head = new HashSet<>(Variables.all(c.value()));
            if (c.key() != null) {
                head.addAll(Variables.all(c.key()));
            }
            return new Term.Comprehension(
                    c.location(), c.kind(), c.key(), c.value(), inner(head, c.body()));
        }

        @Override
        protected Expr.Clause every(Expr.Clause.Every every) {
            known.addAll(Variables.all(every.value()));
            if (every.key() != null) {
                known.addAll(Variables.all(every.key()));
            }
            return new Expr.Clause.Every(
                    every.location(),
                    every.key(),
                    every.value(),
                    every.domain(),
                    inner(Set.of(), every.body()));
        }

        private List<Expr> inner(Set<String> head, List<Expr> body) {
            Set<String> missing = new HashSet<>(head);
            missing.removeAll(Variables.ofBody(Variables.SAFETY, body));
            missing.removeAll(known);
            if (!missing.isEmpty()) {
                unsafe.computeIfAbsent(current, e -> new HashSet<>()).addAll(missing);
            }
            Ordered ordered = order(body, known);
            if (ordered.unsafe().isEmpty()) {
                return ordered.body();
            }
            ordered
                    .unsafe()
                    .forEach((e, v) -> unsafe.computeIfAbsent(e, x -> new HashSet<>()).addAll(v));
            return body;
        }
    }
}
