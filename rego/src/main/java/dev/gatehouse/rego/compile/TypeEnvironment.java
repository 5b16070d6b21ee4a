package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.builtin.Declaration;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.type.AnyType;
import dev.gatehouse.rego.type.ArrayType;
import dev.gatehouse.rego.type.ObjectType;
import dev.gatehouse.rego.type.ScalarType;
import dev.gatehouse.rego.type.SetType;
import dev.gatehouse.rego.type.Type;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What is known about the types of variables, documents and functions. An environment hides what the ones
/// outside of it say about the same names.
final class TypeEnvironment {
    /// The key of a variable in the tree.
    private record Name(String name) {
        // By hand: what the compiler would leave to the virtual machine is made at every start.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Name(String its) && name.equals(its);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + 1;
        }
    }

    /// What is known at one place of the tree of names.
    static final class Node {
        private final Map<Object, Node> children = new LinkedHashMap<>();
        private @Nullable Type type;

        @Nullable
        Type type() {
            return type;
        }

        Map<Object, Node> children() {
            return children;
        }

        @Nullable
        Node child(Term step) {
            return children.get(key(step));
        }
    }

    private final Node tree = new Node();
    private final @Nullable TypeEnvironment outer;

    /// Finds the type of a comprehension, by checking its body.
    private final BiFunction<TypeEnvironment, Term.Comprehension, @Nullable Type> comprehensions;

    private TypeEnvironment(
            @Nullable TypeEnvironment outer,
            BiFunction<TypeEnvironment, Term.Comprehension, @Nullable Type> comprehensions) {
        this.outer = outer;
        this.comprehensions = comprehensions;
    }

    static TypeEnvironment of(
            Builtins builtins,
            BiFunction<TypeEnvironment, Term.Comprehension, @Nullable Type> comprehensions) {
        TypeEnvironment environment = new TypeEnvironment(null, comprehensions);
        for (Declaration declaration : builtins.declarations()) {
            Node node = environment.tree;
            boolean first = true;
            for (String word : declaration.name().split("\\.")) {
                Object key = first ? new Name(word) : StringValue.of(word);
                node = node.children.computeIfAbsent(key, k -> new Node());
                first = false;
            }
            node.type = declaration.type();
        }
        return environment;
    }

    TypeEnvironment inner() {
        return new TypeEnvironment(this, comprehensions);
    }

    @Nullable
    TypeEnvironment outer() {
        return outer;
    }

    Node tree() {
        return tree;
    }

    private static Object key(Term step) {
        return switch (step) {
            case Term.Var v -> new Name(v.name());
            case Term.Scalar s -> s.value();
            default -> new Name(step.toString());
        };
    }

    void put(Term.Var variable, @Nullable Type type) {
        tree.children.computeIfAbsent(new Name(variable.name()), k -> new Node()).type = type;
    }

    void put(List<Term> path, Type type) {
        Node node = tree;
        for (Term step : path) {
            node = node.children.computeIfAbsent(key(step), k -> new Node());
        }
        node.type = type;
    }

    /// The type of a term, or null when it is not known.
    @Nullable
    Type of(Term term) {
        return switch (term) {
            case Term.Scalar s -> Type.of(s.value());
            case Term.TemplateString ignored -> ScalarType.STRING;
            case Term.Var v -> variable(v);
            case Term.Ref ref -> reference(ref.parts());
            case Term.Array array -> array(array);
            case Term.SetLiteral set -> {
                Type element = null;
                for (Term item : set.items()) {
                    element = Type.or(element, of(item));
                }
                yield new SetType(element == null ? AnyType.ANY : element);
            }
            case Term.ObjectLiteral object -> object(object);
            case Term.Comprehension c -> comprehensions.apply(this, c);
            case Term.Call ignored -> null;
        };
    }

    private @Nullable Type variable(Term.Var v) {
        Node node = tree.children.get(new Name(v.name()));
        if (node != null) {
            return node.type;
        }
        return outer == null ? null : outer.variable(v);
    }

    private @Nullable Type array(Term.Array array) {
        List<Type> elements = new ArrayList<>();
        for (Term item : array.items()) {
            Type type = of(item);
            if (type == null) {
                return null;
            }
            elements.add(type);
        }
        return new ArrayType(elements, elements.isEmpty() ? AnyType.ANY : null);
    }

    private @Nullable Type object(Term.ObjectLiteral object) {
        Map<Value, Type> properties = new TreeMap<>();
        ObjectType.Entry rest = null;
        for (Term.Entry entry : object.entries()) {
            Type value = of(entry.value());
            if (value == null) {
                return null;
            }
            if (entry.key() instanceof Term.Scalar s) {
                properties.put(s.value(), value);
                continue;
            }
            Type key = of(entry.key());
            if (key == null) {
                return null;
            }
            rest = new ObjectType.Entry(key, value);
        }
        if (properties.isEmpty() && rest == null) {
            rest = new ObjectType.Entry(AnyType.ANY, AnyType.ANY);
        }
        return new ObjectType(new TreeMap<>(properties), rest);
    }

    @Nullable
    Type reference(List<Term> ref) {
        Node node = tree.child(ref.getFirst());
        return node == null ? fallback(ref) : below(node, ref, 1);
    }

    private @Nullable Type fallback(List<Term> ref) {
        if (outer != null) {
            return outer.reference(ref);
        }
        return ref.getFirst() instanceof Term.Var v && Variables.RESERVED.contains(v.name())
                ? AnyType.ANY
                : null;
    }

    private @Nullable Type below(Node node, List<Term> ref, int index) {
        if (index == ref.size()) {
            return extent(node);
        }
        Term step = ref.get(index);
        if (node.type != null) {
            Node child = node.child(step);
            return child != null
                    ? below(child, ref, index + 1)
                    : select(node.type, ref.subList(index, ref.size()));
        }
        if (!isConstant(step)) {
            return select(extent(node), ref.subList(index, ref.size()));
        }
        Node child = node.child(step);
        return child == null ? fallback(ref) : below(child, ref, index + 1);
    }

    static boolean isConstant(Term term) {
        return switch (term) {
            case Term.Scalar ignored -> true;
            case Term.Array array -> array.items().stream().allMatch(TypeEnvironment::isConstant);
            case Term.SetLiteral set -> set.items().stream().allMatch(TypeEnvironment::isConstant);
            case Term.ObjectLiteral object ->
                object.entries().stream().allMatch(e -> isConstant(e.key()) && isConstant(e.value()));
            default -> false;
        };
    }

    /// The type of everything at and below a place.
    static Type extent(Node node) {
        if (node.type != null) {
            return node.type;
        }
        TreeMap<Value, Type> properties = new TreeMap<>();
        node.children.forEach(
                (key, child) -> {
                    if (key instanceof Value value) {
                        properties.put(value, extent(child));
                    }
                });
        return new ObjectType(
                properties, new ObjectType.Entry(ScalarType.STRING, AnyType.ANY));
    }

    private static @Nullable Type select(@Nullable Type type, List<Term> ref) {
        Type at = type;
        for (Term step : ref) {
            if (at == null) {
                return null;
            }
            at = step instanceof Term.Scalar s ? at.select(s.value()) : at.values();
        }
        return at;
    }

    /// Adds what a rule says about its path to what others say.
    void insert(List<Term> path, Type type) {
        Node node = tree;
        for (int i = 0; i < path.size(); i++) {
            Node child = node.children.computeIfAbsent(key(path.get(i)), k -> new Node());
            if (child.type instanceof ObjectType object && i + 1 < path.size()) {
                child.type = extended(object, path.subList(i + 1, path.size()), type);
            }
            node = child;
        }
        node.type = merged(node.type, type);
        if (type instanceof ObjectType) {
            Node at = node;
            node.children.forEach(
                    (key, child) -> {
                        if (key instanceof Value value && at.type instanceof ObjectType object) {
                            at.type = extended(object, Type.of(value), extent(child));
                        }
                    });
        }
    }

    private ObjectType extended(ObjectType object, List<Term> path, Type type) {
        Type key = of(path.getFirst());
        Type value = path.size() == 1
                ? type
                : extended(
                        new ObjectType(new TreeMap<>(), null), path.subList(1, path.size()), type);
        return key == null ? object : extended(object, key, value);
    }

    private static ObjectType extended(ObjectType object, Type key, Type value) {
        ObjectType.Entry rest = object.rest();
        Type keys = rest == null ? key : Type.or(rest.key(), key);
        Type values = rest == null ? value : Type.or(rest.value(), value);
        return new ObjectType(
                object.properties(),
                new ObjectType.Entry(
                        keys == null ? AnyType.ANY : keys, values == null ? AnyType.ANY : values));
    }

    private static @Nullable Type merged(@Nullable Type a, @Nullable Type b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (a instanceof SetType left && b instanceof SetType right) {
            Type element = Type.or(left.element(), right.element());
            return new SetType(element == null ? AnyType.ANY : element);
        }
        if (a instanceof ObjectType left
                && b instanceof ObjectType right
                && left.properties().isEmpty()
                && right.properties().isEmpty()
                && left.rest() != null
                && right.rest() != null) {
            Type key = Type.or(left.rest().key(), right.rest().key());
            Type value = merged(left.rest().value(), right.rest().value());
            return new ObjectType(
                    new TreeMap<>(),
                    new ObjectType.Entry(
                            key == null ? AnyType.ANY : key, value == null ? AnyType.ANY : value));
        }
        return Type.or(a, b);
    }
}
