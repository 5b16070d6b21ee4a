package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A place with places below: a package, or the way to one. Base documents show through. What is below is made when it is first asked
/// for.
final class Namespace extends Node {
    private final Supplier<Map<Value, Node>> below;
    private volatile @Nullable Map<Value, Node> children;

    Namespace(int id, List<Value> path, Supplier<Map<Value, Node>> below) {
        super(id, id, path);
        this.below = below;
    }

    /// The nodes below, in the order of their keys.
    Map<Value, Node> children() {
        Map<Value, Node> known = children;
        if (known == null) {
            synchronized (this) {
                known = children;
                if (known == null) {
                    known = below.get();
                    children = known;
                }
            }
        }
        return known;
    }

    @Override
    Value compute(Evaluation evaluation) {
        ObjectValue.Builder object = ObjectValue.builder();
        Value base = base(evaluation);
        if (base instanceof ObjectValue from) {
            object.putAll(from);
        } else if (base != null && !children().isEmpty()) {
            return base;
        }
        children().forEach(
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
