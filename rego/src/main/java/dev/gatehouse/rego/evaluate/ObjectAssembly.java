package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A nested object under construction: its leaves are values, or sets that grow.
final class ObjectAssembly {
    private @Nullable Object root;

    private static final class Branch {
        final Map<Value, Object> children = new LinkedHashMap<>();
    }

    /// Makes sure that there is an object at a path.
    void open(List<Value> path) {
        branch(path, path.size(), Location.of(""));
    }

    /// Puts a value at a path.
    void put(Value[] path, Value value, Location location) {
        if (path.length == 0) {
            if (root == null) {
                root = value;
            } else if (!(root instanceof Value before) || !before.equals(value)) {
                throw conflict(location);
            }
            return;
        }
        Branch branch = branch(List.of(path), path.length - 1, location);
        Object before = branch.children.putIfAbsent(path[path.length - 1], value);
        if (before != null && !(before instanceof Value v && v.equals(value))) {
            throw conflict(location);
        }
    }

    /// Adds a member to the set at a path; a null member makes sure that the set is there.
    void add(Value[] path, @Nullable Value member, Location location) {
        SetValue.Builder set;
        if (path.length == 0) {
            if (root == null) {
                root = SetValue.builder();
            }
            if (!(root instanceof SetValue.Builder found)) {
                throw conflict(location);
            }
            set = found;
        } else {
            Branch branch = branch(List.of(path), path.length - 1, location);
            Object found = branch.children.computeIfAbsent(path[path.length - 1], k -> SetValue.builder());
            if (!(found instanceof SetValue.Builder builder)) {
                throw conflict(location);
            }
            set = builder;
        }
        if (member != null) {
            set.add(member);
        }
    }

    private Branch branch(List<Value> path, int size, Location location) {
        if (root == null) {
            root = new Branch();
        }
        Object at = root;
        for (int i = 0; i < size; i++) {
            if (!(at instanceof Branch branch)) {
                throw conflict(location);
            }
            at = branch.children.computeIfAbsent(path.get(i), k -> new Branch());
        }
        if (!(at instanceof Branch branch)) {
            throw conflict(location);
        }
        return branch;
    }

    private static EvaluationException conflict(Location location) {
        return EvaluationException.conflict(location, "object keys must be unique");
    }

    /// The object, or null when nothing was put.
    @Nullable
    Value build() {
        return root == null ? null : build(root);
    }

    private static Value build(Object at) {
        return switch (at) {
            case Value value -> value;
            case SetValue.Builder set -> set.build();
            case Branch branch -> {
                ObjectValue.Builder object = ObjectValue.builder(branch.children.size());
                branch.children.forEach((key, child) -> object.put(key, build(child)));
                yield object.build();
            }
            default -> throw new DamagedPolicyException("not part of a document");
        };
    }
}
