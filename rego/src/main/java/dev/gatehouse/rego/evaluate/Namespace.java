package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A place with places below: a package, or the way to one. Base documents show through.
final class Namespace extends Node {
    private final Map<Value, Node> children = new TreeMap<>();

    Namespace(int id, List<Value> path) {
        super(id, id, path);
    }

    void add(Value key, Node child) {
        children.put(key, child);
    }

    Map<Value, Node> children() {
        return children;
    }

    @Override
    Value compute(Evaluation evaluation) {
        ObjectValue.Builder object = ObjectValue.builder();
        Value base = base(evaluation);
        if (base instanceof ObjectValue from) {
            object.putAll(from);
        } else if (base != null && !children.isEmpty()) {
            return base;
        }
        children.forEach(
                (key, child) -> {
                    if (path.isEmpty() && key instanceof StringValue name && name.text().equals("system")) {
                        return;
                    }
                    Value value = child.value(evaluation);
                    if (value == null) {
                        return;
                    }
                    // A namespace's value has what shows through; only rules can disagree with base documents.
                    Value before = child instanceof Namespace ? null : object.get(key);
                    if (before == null) {
                        object.put(key, value);
                    } else {
                        object.put(key, merge(before, value));
                    }
                });
        return object.build();
    }

    /// Where both have a value, the base document's counts; objects are merged.
    private static Value merge(Value base, Value rules) {
        if (!(base instanceof ObjectValue left) || !(rules instanceof ObjectValue right)) {
            return base;
        }
        ObjectValue.Builder merged = ObjectValue.builder();
        merged.putAll(left);
        right.forEach(
                (key, value) -> {
                    Value before = left.get(key);
                    merged.put(key, before == null ? value : merge(before, value));
                });
        return merged.build();
    }
}
