package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All definitions by their paths below `data`. A definition hangs at the last node that its path's ground
/// part leads to. Rules of saved modules are added when somebody first looks below their package; any number of threads may look.
public final class RuleTree {
    private final Map<Value, RuleTree> children = new TreeMap<>();
    private final List<Definition> definitions = new ArrayList<>();
    private volatile @Nullable List<ModuleUnit> pending;

    RuleTree() {}

    /// The nodes below, in the order of their keys.
    public Map<Value, RuleTree> children() {
        if (pending != null) {
            fill();
        }
        return children;
    }

    private synchronized void fill() {
        List<ModuleUnit> modules = pending;
        if (modules != null) {
            for (ModuleUnit module : modules) {
                int below = module.packagePath().parts().size();
                module.definitions().forEach(d -> add(d.groundPath(), below, d));
            }
            pending = null;
        }
    }

    /// Takes note of a module whose rules are added when somebody first looks below its package. For the root, and before others look.
    void defer(ModuleUnit module) {
        RuleTree node = add(module.packagePath().parts(), 1, null);
        List<ModuleUnit> modules = new ArrayList<>(node.pending == null ? List.of() : node.pending);
        modules.add(module);
        node.pending = modules;
    }

    /// The definitions at this node, without `else` branches.
    public List<Definition> definitions() {
        return definitions;
    }

    void add(List<Term> path, @Nullable Definition definition) {
        add(path, 1, definition);
    }

    private RuleTree add(List<Term> path, int from, @Nullable Definition definition) {
        RuleTree node = this;
        for (Term step : path.subList(from, path.size())) {
            node = node.children.computeIfAbsent(constant(step), key -> new RuleTree());
        }
        if (definition != null) {
            node.definitions.add(definition);
        }
        return node;
    }

    private static Value constant(Term term) {
        return term instanceof Term.Scalar s ? s.value() : StringValue.of(term.toString());
    }

    /// The child that a step leads to, or null when there is none or the step is not a scalar.
    public @Nullable RuleTree child(Term step) {
        return step instanceof Term.Scalar s ? children().get(s.value()) : null;
    }

    /// The node that a whole reference leads to.
    @Nullable
    RuleTree find(Term.Ref ref) {
        if (!(ref.head() instanceof Term.Var v) || !v.name().equals("data")) {
            return null;
        }
        RuleTree node = this;
        for (Term step : ref.parts().subList(1, ref.parts().size())) {
            node = node.child(step);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /// Visits nodes from the top; where the visitor answers true, the nodes below are left out.
    void depthFirst(Predicate<RuleTree> visitor) {
        if (!visitor.test(this)) {
            children().values().forEach(c -> c.depthFirst(visitor));
        }
    }

    /// Every definition that a reference may take its value from.
    Set<Definition> reachable(Term.Ref ref) {
        Set<Definition> found = new LinkedHashSet<>();
        if (ref.head() instanceof Term.Var v && v.name().equals("data")) {
            collect(ref.parts(), 1, found);
        }
        return found;
    }

    private void collect(List<Term> ref, int index, Set<Definition> found) {
        if (index >= ref.size()) {
            depthFirst(
                    node -> {
                        found.addAll(node.definitions);
                        return false;
                    });
            return;
        }
        Term step = ref.get(index);
        Collection<RuleTree> next = step instanceof Term.Scalar s
                ? children().containsKey(s.value()) ? List.of(children().get(s.value())) : List.of()
                : children().values();
        for (RuleTree child : next) {
            found.addAll(child.definitions);
            child.collect(ref, index + 1, found);
        }
    }
}
