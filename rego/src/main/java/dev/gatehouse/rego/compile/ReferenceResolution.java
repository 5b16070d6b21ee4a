package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Module;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replaces the names of rules and imports by full references.
///
/// Given `package a.b`, `import data.foo.bar` and a rule `q`, the name `bar` becomes `data.foo.bar` and `q`
/// becomes `data.a.b.q`, where no local variable of that name hides it.
final class ReferenceResolution extends Transformation {
    private final Map<String, Term.Ref> globals;
    private final Set<String> used = new HashSet<>();
    private final Deque<Set<String>> hidden = new ArrayDeque<>();

    private ReferenceResolution(Map<String, Term.Ref> globals) {
        this.globals = globals;
    }

    static void resolve(List<ModuleUnit> modules, boolean strict, Diagnostics diagnostics) {
        Map<String, Set<String>> exports = new HashMap<>();
        for (ModuleUnit module : modules) {
            Set<String> names = exports.computeIfAbsent(module.packagePath().toString(), p -> new HashSet<>());
            module.definitions().forEach(d -> names.add(firstWord(d.head().reference())));
        }
        for (ModuleUnit module : modules) {
            Map<String, Term.Ref> globals = globals(
                    module.packagePath(),
                    exports.getOrDefault(module.packagePath().toString(), Set.of()),
                    module.module().imports());
            ReferenceResolution resolution = new ReferenceResolution(globals);
            module.forEach(d -> resolution.definition(d, diagnostics));
            if (strict) {
                resolution.reportUnused(module.module().imports(), diagnostics);
            }
        }
    }

    /// Resolves the names in a query, which has no imports and no package.
    static List<Expr> resolveQuery(List<Expr> body) {
        ReferenceResolution resolution = new ReferenceResolution(Map.of());
        resolution.hidden.push(declared(body));
        return resolution.body(body);
    }

    private static String firstWord(Term.Ref ref) {
        return ref.head() instanceof Term.Var v ? v.name() : "";
    }

    private static Map<String, Term.Ref> globals(
            Term.Ref packagePath, Set<String> rules, List<Module.Import> imports) {
        Map<String, Term.Ref> globals = new HashMap<>();
        for (String rule : rules) {
            List<Term> path = new ArrayList<>(packagePath.parts());
            path.add(ModuleUnit.string(new Term.Var(packagePath.location(), rule)));
            globals.put(rule, new Term.Ref(packagePath.location(), path));
        }
        for (Module.Import imported : imports) {
            String root = firstWord(imported.path());
            if (!root.equals("future") && !root.equals("rego")) {
                globals.put(imported.localName(), imported.path());
            }
        }
        return globals;
    }

    private void reportUnused(List<Module.Import> imports, Diagnostics diagnostics) {
        for (Module.Import imported : imports) {
            String root = firstWord(imported.path());
            if (!root.equals("future")
                    && !root.equals("rego")
                    && !used.contains(imported.localName())) {
                diagnostics.compile(imported.location(), imported + " unused");
            }
        }
    }

    private void definition(Definition definition, Diagnostics diagnostics) {
        Rule.Head head = definition.head();
        Set<String> parameters = new HashSet<>();
        String shadowed = collectParameters(head.arguments(), parameters);
        if (shadowed != null) {
            diagnostics.compile(
                    definition.location(),
                    "args must not shadow " + shadowed + " (use a different variable name)");
            return;
        }
        hidden.push(parameters);
        hidden.push(declared(definition.body()));
        List<Term> steps = new ArrayList<>();
        steps.add(head.reference().head());
        List<Term> parts = head.reference().parts();
        parts.subList(1, parts.size()).forEach(t -> steps.add(term(t)));
        definition.setHead(
                head.withReference(new Term.Ref(head.reference().location(), steps))
                        .withKey(head.key() == null ? null : term(head.key()))
                        .withValue(head.value() == null ? null : term(head.value())));
        definition.setBody(body(definition.body()));
        hidden.pop();
        hidden.pop();
    }

    /// Collects the variables that parameters bind; answers a root document that one of them would hide.
    private static @org.jspecify.annotations.Nullable String collectParameters(
            List<Term> arguments, Set<String> parameters) {
        List<String> shadowed = new ArrayList<>();
        Traversal[] traversal = new Traversal[1];
        traversal[0] = new Traversal(
                node -> {
                    switch (node) {
                        case Term.Var v -> parameters.add(v.name());
                        case Term.ObjectLiteral object -> {
                            object.entries().forEach(e -> traversal[0].term(e.value()));
                            return true;
                        }
                        case Term.SetLiteral ignored -> {
                            return true;
                        }
                        case Term.Comprehension ignored -> {
                            return true;
                        }
                        case Term.Call ignored -> {
                            return true;
                        }
                        case Term.Ref ref when isRoot(ref) -> {
                            shadowed.add(ref.toString());
                            return true;
                        }
                        default -> {
                        }
                    }
                    return false;
                });
        traversal[0].terms(arguments);
        return shadowed.isEmpty() ? null : shadowed.getFirst();
    }

    static boolean isRoot(Term term) {
        return term instanceof Term.Ref ref
                && ref.parts().size() == 1
                && ref.head() instanceof Term.Var v
                && Variables.RESERVED.contains(v.name());
    }

    /// The variables that a body declares itself, outside of comprehensions.
    static Set<String> declared(List<Expr> body) {
        Set<String> names = new HashSet<>();
        declaredTraversal(names).body(body);
        return names;
    }

    static Set<String> declared(Expr expr) {
        Set<String> names = new HashSet<>();
        declaredTraversal(names).expr(expr);
        return names;
    }

    private static Traversal declaredTraversal(Set<String> names) {
        return new Traversal(
                node -> {
                    if (node instanceof Expr expr) {
                        switch (expr.clause()) {
                            case Expr.Clause.Call call when call.name().equals("assign") && call.arguments().size() == 2 ->
                                names.addAll(Variables.all(call.arguments().getFirst()));
                            case Expr.Clause.Some some -> some.symbols().forEach(s -> symbol(s, names));
                            default -> {
                            }
                        }
                    }
                    return node instanceof Term.Comprehension;
                });
    }

    private static void symbol(Term symbol, Set<String> names) {
        switch (symbol) {
            case Term.Var v -> names.add(v.name());
            case Term.Call call -> {
                List<Term> arguments = call.arguments();
                arguments
                        .subList(0, arguments.size() - 1)
                        .forEach(a -> names.addAll(Variables.all(a)));
            }
            default -> {
            }
        }
    }

    private Term.@org.jspecify.annotations.Nullable Ref global(Term.Var v) {
        Term.Ref ref = globals.get(v.name());
        if (ref == null || hidden.stream().anyMatch(names -> names.contains(v.name()))) {
            return null;
        }
        used.add(v.name());
        List<Term> parts = new ArrayList<>();
        ref.parts().forEach(p -> parts.add(p.at(v.location())));
        return new Term.Ref(v.location(), parts);
    }

    @Override
    public Term term(Term term) {
        return switch (term) {
            case Term.Var v -> {
                Term.Ref ref = global(v);
                yield ref == null ? v : ref;
            }
            case Term.Ref ref -> reference(ref);
            default -> super.term(term);
        };
    }

    private Term.Ref reference(Term.Ref ref) {
        List<Term> parts = new ArrayList<>();
        Term head = ref.head();
        if (head instanceof Term.Var v) {
            Term.Ref global = global(v);
            if (global == null) {
                parts.add(v);
            } else {
                parts.addAll(global.parts());
            }
        } else {
            parts.add(term(head));
        }
        ref.parts().subList(1, ref.parts().size()).forEach(p -> parts.add(term(p)));
        return new Term.Ref(ref.location(), parts);
    }

    @Override
    protected Term comprehension(Term.Comprehension c) {
        hidden.push(declared(c.body()));
        try {
            return super.comprehension(c);
        } finally {
            hidden.pop();
        }
    }

    @Override
    protected Expr.Clause clause(Expr.Clause clause) {
        return switch (clause) {
            case Expr.Clause.Some some when !(some.symbols().getFirst() instanceof Term.Call) -> some;
            case Expr.Clause.Some some -> {
                Term.Call call = (Term.Call) some.symbols().getFirst();
                yield new Expr.Clause.Some(
                        some.location(),
                        List.of(new Term.Call(call.location(), call.operator(), terms(call.arguments()))));
            }
            case Expr.Clause.Every every -> {
                Set<String> locals = new HashSet<>(Variables.all(every.value()));
                if (every.key() != null) {
                    locals.addAll(Variables.all(every.key()));
                }
                hidden.push(locals);
                Expr.Clause resolved = new Expr.Clause.Every(
                        every.location(),
                        every.key(),
                        every.value(),
                        term(every.domain()),
                        body(every.body()));
                hidden.pop();
                yield resolved;
            }
            default -> super.clause(clause);
        };
    }
}
