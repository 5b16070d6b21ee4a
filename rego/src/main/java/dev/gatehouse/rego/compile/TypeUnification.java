package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.type.AnyType;
import dev.gatehouse.rego.type.ArrayType;
import dev.gatehouse.rego.type.FunctionType;
import dev.gatehouse.rego.type.ObjectType;
import dev.gatehouse.rego.type.ScalarType;
import dev.gatehouse.rego.type.SetType;
import dev.gatehouse.rego.type.Type;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether terms and types can be equal. On the way, variables whose types are not known yet get one.
final class TypeUnification {
    private final TypeEnvironment environment;

    TypeUnification(TypeEnvironment environment) {
        this.environment = environment;
    }

    /// Whether a value could have both types.
    static boolean unifies(@Nullable Type a, @Nullable Type b) {
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof AnyType any && unifiesAny(any, b)) {
            return true;
        }
        if (b instanceof AnyType any && unifiesAny(any, a)) {
            return true;
        }
        if (a instanceof AnyType || b instanceof AnyType) {
            return false;
        }
        return switch (a) {
            case ScalarType scalar -> scalar.equals(b);
            case ArrayType left -> b instanceof ArrayType right && arrays(left, right);
            case ObjectType left -> b instanceof ObjectType right && objects(left, right);
            case SetType left ->
                b instanceof SetType right && unifies(left.element(), right.element());
            case FunctionType left -> b instanceof FunctionType right && functions(left, right);
            case AnyType ignored -> false;
        };
    }

    private static boolean unifiesAny(AnyType any, Type other) {
        if (other instanceof FunctionType) {
            return false;
        }
        return any.isUnrestricted()
                || any.alternatives().stream().anyMatch(alternative -> unifies(alternative, other));
    }

    private static boolean arrays(ArrayType a, ArrayType b) {
        return elements(a, b)
                && elements(b, a)
                && (a.rest() == null || b.rest() == null || unifies(a.rest(), b.rest()));
    }

    private static boolean elements(ArrayType a, ArrayType b) {
        for (int i = 0; i < a.elements().size(); i++) {
            if (!unifies(a.select(i), b.select(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean objects(ObjectType a, ObjectType b) {
        return properties(a, b)
                && properties(b, a)
                && (a.rest() == null
                        || b.rest() == null
                        || unifies(a.rest().value(), b.rest().value()));
    }

    private static boolean properties(ObjectType a, ObjectType b) {
        return a.properties().keySet().stream().allMatch(k -> unifies(a.select(k), b.select(k)));
    }

    private static boolean functions(FunctionType a, FunctionType b) {
        if (a.arity() != b.arity()) {
            return false;
        }
        for (int i = 0; i < a.arity(); i++) {
            if (!unifies(a.argument(i), b.argument(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether two terms can be equal.
    boolean unify(Term a, Term b) {
        return unify(a, environment.of(a), b, environment.of(b));
    }

    private boolean unify(Term a, @Nullable Type typeA, Term b, @Nullable Type typeB) {
        if (typeA == null && typeB != null) {
            return unify(a, typeB, false);
        }
        if (typeB == null && typeA != null) {
            return unify(b, typeA, false);
        }
        if (typeA != null) {
            return unifies(typeA, typeB);
        }
        return switch (a) {
            case Term.Array array -> array(array, b);
            case Term.ObjectLiteral object -> object(object, b);
            case Term.Var v ->
                switch (b) {
                    case Term.Var w -> variables(v, w);
                    case Term.Array array -> array(array, v);
                    case Term.ObjectLiteral object -> object(object, v);
                    default -> false;
                };
            default -> false;
        };
    }

    private boolean variables(Term a, Term b) {
        if (!unify(a, AnyType.ANY, false)) {
            return false;
        }
        Type type = environment.of(a);
        return type != null && unify(b, type, false);
    }

    private boolean array(Term.Array a, Term b) {
        if (b instanceof Term.Array other) {
            if (a.items().size() != other.items().size()) {
                return false;
            }
            for (int i = 0; i < a.items().size(); i++) {
                if (!unify(a.items().get(i), other.items().get(i))) {
                    return false;
                }
            }
            return true;
        }
        return b instanceof Term.Var && variables(a, b);
    }

    private boolean object(Term.ObjectLiteral a, Term b) {
        if (b instanceof Term.ObjectLiteral other) {
            if (a.entries().size() != other.entries().size()) {
                return false;
            }
            for (Term.Entry entry : a.entries()) {
                Term match = find(other.entries(), entry.key());
                if (match == null || !unify(entry.value(), match)) {
                    return false;
                }
            }
            return true;
        }
        return b instanceof Term.Var && variables(a, b);
    }

    private static @Nullable Term find(List<Term.Entry> entries, Term key) {
        String text = key.toString();
        for (Term.Entry entry : entries) {
            if (entry.key().toString().equals(text)) {
                return entry.value();
            }
        }
        return null;
    }

    /// Whether a term can have a type.
    ///
    /// @param union whether the type is one of several possible ones, so that variables collect them
    boolean unify(Term term, @Nullable Type type, boolean union) {
        return switch (term) {
            case Term.Array array ->
                switch (type) {
                    case ArrayType expected -> array(array, expected, union);
                    case AnyType any -> alternatives(term, array.items(), any);
                    case null, default -> false;
                };
            case Term.ObjectLiteral object ->
                switch (type) {
                    case ObjectType expected -> object(object, expected, union);
                    case AnyType any ->
                        alternatives(
                                term,
                                object.entries().stream()
                                        .flatMap(e -> java.util.stream.Stream.of(e.key(), e.value()))
                                        .toList(),
                                any);
                    case null, default -> false;
                };
            case Term.SetLiteral set ->
                switch (type) {
                    case SetType expected ->
                        all(set.items(), expected.element(), union);
                    case AnyType any -> alternatives(term, set.items(), any);
                    case null, default -> false;
                };
            case Term.Var v -> variable(v, type, union);
            default -> unifies(environment.of(term), type);
        };
    }

    private boolean all(List<Term> items, Type type, boolean union) {
        for (Term item : items) {
            if (!unify(item, type, union)) {
                return false;
            }
        }
        return true;
    }

    private boolean alternatives(Term term, List<Term> parts, AnyType any) {
        if (any.isUnrestricted()) {
            parts.forEach(part -> unify(part, AnyType.ANY, true));
            return true;
        }
        boolean found = false;
        for (Type alternative : any.alternatives()) {
            found |= unify(term, alternative, true);
        }
        return found;
    }

    private boolean variable(Term.Var v, @Nullable Type type, boolean union) {
        Type known = environment.of(v);
        if (union) {
            environment.put(v, Type.or(known, type));
            return true;
        }
        if (known != null) {
            return unifies(known, type);
        }
        environment.put(v, type);
        return true;
    }

    private boolean array(Term.Array array, ArrayType type, boolean union) {
        if (array.items().size() != type.elements().size() && type.rest() == null) {
            return false;
        }
        for (int i = 0; i < array.items().size(); i++) {
            if (!unify(array.items().get(i), type.select(i), union)) {
                return false;
            }
        }
        return true;
    }

    private boolean object(Term.ObjectLiteral object, ObjectType type, boolean union) {
        if (object.entries().size() != type.properties().size() && type.rest() == null) {
            return false;
        }
        for (Term.Entry entry : object.entries()) {
            if (entry.key() instanceof Term.Scalar s) {
                Value key = s.value();
                Type child = type.select(key);
                if (child == null || !unify(entry.value(), child, union)) {
                    return false;
                }
            } else {
                unify(entry.value(), AnyType.ANY, union);
            }
        }
        return true;
    }
}
