package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// Many objects merged one after another without copying what was merged before: where two have a key, objects are merged, and
/// otherwise the later value wins.
final class ObjectMerge {
    // Values, or an ObjectMerge where objects met.
    private final Map<Value, Object> entries = new LinkedHashMap<>();

    void add(BuiltinContext context, ObjectValue object) {
        context.checkElements(object.size());
        object.forEach((key, value) -> {
            Object known = entries.get(key);
            if (value instanceof ObjectValue its && known instanceof ObjectMerge mine) {
                mine.add(context, its);
            } else if (value instanceof ObjectValue its && known instanceof ObjectValue mine) {
                var merged = new ObjectMerge();
                merged.add(context, mine);
                merged.add(context, its);
                entries.put(key, merged);
            } else {
                entries.put(key, value);
            }
        });
    }

    ObjectValue build() {
        var object = ObjectValue.builder(entries.size());
        entries.forEach((key, value) -> object.put(key, value instanceof ObjectMerge inner ? inner.build() : (Value) value));
        return object.build();
    }
}
