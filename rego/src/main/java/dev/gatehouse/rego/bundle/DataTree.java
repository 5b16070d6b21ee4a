package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Documents from many files, put together.
final class DataTree {
    private final Map<Value, Object> root = new TreeMap<>();

    /// A place at which two files disagree.
    static final class Conflict extends Exception {
        private static final long serialVersionUID = 1L;

        Conflict(List<String> path) {
            super("merge error: two documents at data." + String.join(".", path), null, false, false);
        }
    }

    /// Puts a file's document at the path of its folder.
    void add(List<String> path, Value document) throws Conflict {
        Map<Value, Object> at = root;
        for (int i = 0; i < path.size(); i++) {
            at = below(at, StringValue.of(path.get(i)), path.subList(0, i + 1));
        }
        if (!(document instanceof ObjectValue object)) {
            throw new Conflict(path);
        }
        merge(at, object, path);
    }

    @SuppressWarnings("unchecked")
    private static Map<Value, Object> below(Map<Value, Object> at, Value key, List<String> path) throws Conflict {
        Object child = at.computeIfAbsent(key, k -> new TreeMap<Value, Object>());
        if (child instanceof Map<?, ?> map) {
            return (Map<Value, Object>) map;
        }
        throw new Conflict(path);
    }

    private static void merge(Map<Value, Object> at, ObjectValue object, List<String> path) throws Conflict {
        for (int i = 0; i < object.size(); i++) {
            Value key = object.key(i);
            List<String> longer = new java.util.ArrayList<>(path);
            longer.add(key instanceof StringValue s ? s.text() : key.toString());
            if (object.value(i) instanceof ObjectValue inner) {
                merge(below(at, key, longer), inner, longer);
            } else if (at.putIfAbsent(key, object.value(i)) != null) {
                throw new Conflict(longer);
            }
        }
    }

    ObjectValue build() {
        return build(root);
    }

    private static ObjectValue build(Map<?, ?> map) {
        ObjectValue.Builder object = ObjectValue.builder(map.size());
        map.forEach((key, child) -> object.put((Value) key, child instanceof Map<?, ?> inner ? build(inner) : (Value) child));
        return object.build();
    }
}
