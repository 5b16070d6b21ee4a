package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans equations. As it is known which variables are bound, each equation becomes comparisons and
/// assignments.
final class Unifier {
    private final Scope scope;
    private final TermPlanner terms;
    private final BodyPlanner body;

    private record Pair(Term left, Term right) {}

    Unifier(Scope scope, TermPlanner terms, BodyPlanner body) {
        this.scope = scope;
        this.terms = terms;
        this.body = body;
    }

    /// Plans `left = right`.
    void unify(Term left, Term right) {
        List<Pair> open = new ArrayList<>();
        if (!split(left, right, open)) {
            body.add(new Steps.Fail());
            return;
        }
        // Pairs in which nothing is bound wait for the others to bind something.
        while (!open.isEmpty()) {
            Pair next = null;
            for (Pair pair : open) {
                if (scope.canEvaluate(pair.left()) || scope.canEvaluate(pair.right())) {
                    next = pair;
                    break;
                }
            }
            if (next == null) {
                throw new DamagedPolicyException("nothing is bound in " + left + " = " + right);
            }
            open.remove(next);
            pair(next.left(), next.right());
        }
    }

    /// Splits equations of arrays and of objects into those of their parts; answers false when they never hold.
    private boolean split(Term left, Term right, List<Pair> open) {
        if (left instanceof Term.Array a
                && right instanceof Term.Array b
                && !(scope.isKnown(left) && scope.isKnown(right))) {
            if (a.items().size() != b.items().size()) {
                return false;
            }
            for (int i = 0; i < a.items().size(); i++) {
                if (!split(a.items().get(i), b.items().get(i), open)) {
                    return false;
                }
            }
            return true;
        }
        if (left instanceof Term.ObjectLiteral a
                && right instanceof Term.ObjectLiteral b
                && hasConstantKeys(a)
                && hasConstantKeys(b)) {
            return splitObjects(a, b, open);
        }
        open.add(new Pair(left, right));
        return true;
    }

    private static boolean hasConstantKeys(Term.ObjectLiteral object) {
        return object.entries().stream().allMatch(e -> e.key() instanceof Term.Scalar);
    }

    private boolean splitObjects(Term.ObjectLiteral a, Term.ObjectLiteral b, List<Pair> open) {
        if (a.entries().size() != b.entries().size()) {
            return false;
        }
        for (Term.Entry entry : a.entries()) {
            Value key = ((Term.Scalar) entry.key()).value();
            Term other = null;
            for (Term.Entry candidate : b.entries()) {
                if (((Term.Scalar) candidate.key()).value().equals(key)) {
                    other = candidate.value();
                }
            }
            if (other == null || !split(entry.value(), other, open)) {
                return false;
            }
        }
        return true;
    }

    private void pair(Term left, Term right) {
        if (scope.isKnown(right) && !(right instanceof Term.Var && !scope.isKnown(left) && !(left instanceof Term.Var))) {
            if (!scope.isKnown(left) && left instanceof Term.Ref ref && scope.canEvaluate(ref)) {
                // Try the elements of the left side, and compare each.
                Operand value = terms.evaluate(right);
                equal(terms.evaluate(left), value);
                return;
            }
            match(left, terms.evaluate(right));
        } else if (scope.isKnown(left)) {
            match(right, terms.evaluate(left));
        } else if (scope.canEvaluate(left)) {
            match(right, terms.evaluate(left));
        } else {
            match(left, terms.evaluate(right));
        }
    }

    private void equal(Operand left, Operand right) {
        Value constant = right.constant();
        if (constant != null) {
            body.add(new Steps.EqualConstant(terms.used(left), constant));
        } else if (left.constant() != null) {
            body.add(new Steps.EqualConstant(terms.used(right), left.constant()));
        } else {
            body.add(new Steps.Equal(terms.used(left), terms.used(right)));
        }
    }

    /// Plans the matching of a value with a pattern: what is bound in the pattern is compared, what is free is
    /// bound.
    void match(Term pattern, Operand value) {
        switch (pattern) {
            case Term.Var v when !scope.isBound(v.name()) -> {
                int slot = scope.bind(v.name());
                body.add(new Steps.Assign(slot, value));
            }
            case Term.Array array when !scope.isKnown(array) -> {
                int slot = shaped(value, Value.Kind.ARRAY, array.items().size());
                for (int i = 0; i < array.items().size(); i++) {
                    match(
                            array.items().get(i),
                            terms.field(new Operand.Slot(slot), dev.gatehouse.rego.value.NumberValue.of(i)));
                }
            }
            case Term.ObjectLiteral object when !scope.isKnown(object) -> {
                int slot = shaped(value, Value.Kind.OBJECT, object.entries().size());
                for (Term.Entry entry : object.entries()) {
                    match(
                            entry.value(),
                            terms.element(new Operand.Slot(slot), terms.evaluate(entry.key())));
                }
            }
            case Term.Ref ref when !scope.isKnown(ref) -> {
                int slot = held(value);
                equal(terms.evaluate(ref), new Operand.Slot(slot));
            }
            default -> equal(value, terms.evaluate(pattern));
        }
    }

    private int held(Operand value) {
        if (value instanceof Operand.Slot slot) {
            return slot.slot;
        }
        int slot = scope.layout().newSlot();
        body.add(new Steps.Assign(slot, value));
        return slot;
    }

    private int shaped(Operand value, Value.Kind kind, int size) {
        int slot = held(value);
        body.add(new Steps.HasShape(slot, kind, size));
        return slot;
    }

    /// Whether matching an operand needs no step, as for a variable that is free.
    static boolean isFree(@Nullable Term term, Scope scope) {
        return term instanceof Term.Var v && !scope.isBound(v.name());
    }
}
