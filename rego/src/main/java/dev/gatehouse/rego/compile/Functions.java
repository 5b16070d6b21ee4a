package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.builtin.Declaration;
import dev.gatehouse.rego.syntax.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions that modules may call: built-ins by name, and rules with parameters.
final class Functions implements Arities {
    private final RuleTree tree;
    private final Builtins builtins;

    Functions(RuleTree tree, Builtins builtins) {
        this.tree = tree;
        this.builtins = builtins;
    }

    @Nullable
    Declaration builtin(String name) {
        return builtins.declaration(name);
    }

    @Override
    public int of(Term.Ref function) {
        Declaration builtin = builtins.declaration(function.toString());
        if (builtin != null) {
            return builtin.type().arity();
        }
        RuleTree node = tree.find(function);
        return node == null || node.definitions().isEmpty()
                ? -1
                : node.definitions().getFirst().head().arguments().size();
    }

    /// Whether a reference names rules that always have a value: they have a default, build a set, or are one
    /// constant.
    boolean isAlwaysDefined(Term.Ref ref) {
        RuleTree node = ref.parts().size() < 2 ? null : tree.find(ref);
        if (node == null || node.definitions().isEmpty()) {
            return false;
        }
        List<Definition> rules = node.definitions();
        Definition first = rules.getFirst();
        if (first.head().isFunction()) {
            return false;
        }
        return rules.stream().anyMatch(Definition::isDefault)
                || first.head().isMultiValue()
                || (rules.size() == 1
                        && Bodies.isTrue(first.body())
                        && first.head().value() instanceof Term.Scalar);
    }
}
