package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.syntax.Term;
import java.util.HashMap;
import java.util.Map;

/// The variables that are bound at a point of a body, with their slots.
final class Scope {
    private final Frame.Layout layout;
    private final Map<String, Integer> slots;

    Scope(Frame.Layout layout) {
        this(layout, new HashMap<>());
    }

    private Scope(Frame.Layout layout, Map<String, Integer> slots) {
        this.layout = layout;
        this.slots = slots;
    }

    /// A scope for a body inside of this one: what is bound there is not bound here.
    Scope inner() {
        return new Scope(layout, new HashMap<>(slots));
    }

    Frame.Layout layout() {
        return layout;
    }

    Map<String, Integer> slots() {
        return slots;
    }

    boolean isBound(String name) {
        return slots.containsKey(name);
    }

    int slot(Term.Var v) {
        Integer slot = slots.get(v.name());
        if (slot == null) {
            throw new DamagedPolicyException("variable " + v + " is used before it is bound");
        }
        return slot;
    }

    int bind(String name) {
        int slot = layout.newSlot();
        slots.put(name, slot);
        return slot;
    }

    void bind(String name, int slot) {
        slots.put(name, slot);
    }

    /// Whether all variables of a term are bound.
    boolean isKnown(Term term) {
        return switch (term) {
            case Term.Scalar ignored -> true;
            case Term.Var v -> isBound(v.name());
            case Term.Ref ref -> {
                if (!(ref.head() instanceof Term.Var v)
                        || (!v.name().equals("data") && !v.name().equals("input") && !isBound(v.name()))) {
                    yield false;
                }
                yield ref.parts().subList(1, ref.parts().size()).stream().allMatch(this::isKnown);
            }
            case Term.Array array -> array.items().stream().allMatch(this::isKnown);
            case Term.SetLiteral set -> set.items().stream().allMatch(this::isKnown);
            case Term.ObjectLiteral object ->
                object.entries().stream().allMatch(e -> isKnown(e.key()) && isKnown(e.value()));
            // What a comprehension uses from outside was bound by the order of the body.
            case Term.Comprehension ignored -> true;
            case Term.Call ignored -> false;
            case Term.TemplateString ignored -> false;
        };
    }

    /// Whether a reference's head is bound, so that it can be evaluated, if need be by trying keys.
    boolean canEvaluate(Term term) {
        return term instanceof Term.Ref ref
                ? ref.head() instanceof Term.Var v
                        && (v.name().equals("data") || v.name().equals("input") || isBound(v.name()))
                : isKnown(term);
    }
}
