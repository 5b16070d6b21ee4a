package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds rules that cannot stand together: of different kinds or arities under one name, two defaults, a rule
/// inside of another rule's value, a package under a rule's name.
final class Conflicts {
    private final List<ModuleUnit> modules;
    private final RuleTree tree;
    private final Names names;
    private final Diagnostics diagnostics;
    private final Map<String, List<ModuleUnit>> byPackage = new HashMap<>();

    Conflicts(
            List<ModuleUnit> modules, RuleTree tree, Names names, Diagnostics diagnostics) {
        this.modules = modules;
        this.tree = tree;
        this.names = names;
        this.diagnostics = diagnostics;
        modules.forEach(m -> byPackage.computeIfAbsent(m.packagePath().toString(), p -> new ArrayList<>()).add(m));
    }

    void check() {
        tree.depthFirst(this::node);
        modules.forEach(this::packages);
    }

    private boolean node(RuleTree node) {
        List<Definition> rules = node.definitions();
        if (rules.isEmpty()) {
            return false;
        }
        Definition first = rules.getFirst();
        String name = original(rules.getLast().path());
        if (!node.children().isEmpty() && rules.stream().anyMatch(Definition::hasGroundPath)) {
            List<String> inside = inside(node);
            if (!inside.isEmpty()) {
                diagnostics.type(
                        first.location(), "rule " + name + " conflicts with [" + String.join(" ", inside) + "]");
                return false;
            }
        }
        Set<Boolean> kinds = new HashSet<>();
        Set<Integer> arities = new HashSet<>();
        Set<Boolean> complete = new HashSet<>();
        List<Definition> defaults = new ArrayList<>();
        for (Definition rule : rules) {
            kinds.add(rule.head().isMultiValue());
            arities.add(rule.head().arguments().size());
            complete.add(rule.isComplete());
            if (rule.isDefault()) {
                defaults.add(rule);
            }
        }
        if (kinds.size() > 1 || arities.size() > 1 || complete.size() > 1) {
            diagnostics.type(first.location(), "conflicting rules " + name + " found");
        } else if (defaults.size() > 1) {
            String places = defaults.stream().map(d -> d.location().toString()).collect(Collectors.joining(", "));
            diagnostics.type(
                    defaults.getFirst().module().module().packageDeclaration().location(),
                    "multiple default rules " + name + " found at " + places);
        }
        return false;
    }

    private static List<String> inside(RuleTree node) {
        List<String> found = new ArrayList<>();
        node.children()
                .values()
                .forEach(
                        child -> child.depthFirst(
                                n -> {
                                    n.definitions().forEach(d -> found.add(d.path().toString()));
                                    return false;
                                }));
        return found;
    }

    /// The path with the user's own variable names.
    private String original(Term.Ref path) {
        return new Transformation() {
            @Override
            public Term term(Term term) {
                return term instanceof Term.Var v
                        ? new Term.Var(v.location(), names.original(v.name()))
                        : super.term(term);
            }
        }.term(path).toString();
    }

    private void packages(ModuleUnit module) {
        for (Definition rule : module.definitions()) {
            if (!rule.hasGroundPath()) {
                continue;
            }
            String path = rule.path().toString();
            for (ModuleUnit other : byPackage.getOrDefault(path, List.of())) {
                if (other != module) {
                    diagnostics.add(RegoError.Code.TYPE, module.module().packageDeclaration().location(), "package "
                            + path.substring("data.".length()) + " conflicts with rule " + rule.head().reference()
                            + " defined at "
                            + rule.location());
                }
            }
        }
    }
}
