package dev.gatehouse.rego.value;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds a value from what a streaming reader meets, without recursion. Of two entries with one key, the last one counts.
final class Nesting {
    private static final class Level {
        private final ArrayValue.@Nullable Builder array;
        private final ObjectValue.@Nullable Builder object;
        private @Nullable StringValue key;

        private Level(ArrayValue.@Nullable Builder array, ObjectValue.@Nullable Builder object) {
            this.array = array;
            this.object = object;
        }
    }

    private final Deque<Level> open = new ArrayDeque<>();
    // Keys repeat; one instance each keeps memory small and comparisons quick.
    private final Map<String, StringValue> keys = new HashMap<>();
    private @Nullable Value result;

    void startArray() {
        open.push(new Level(ArrayValue.builder(), null));
    }

    void startObject() {
        open.push(new Level(null, ObjectValue.builder()));
    }

    void key(String name) {
        open.element().key = keys.computeIfAbsent(name, text -> StringValue.of(Utf8.replaceRawBytes(text)));
    }

    /// Ends the innermost array or object and puts it where it belongs.
    Value end() {
        Level level = open.pop();
        Value value = level.array != null ? level.array.build() : level.object != null ? level.object.build() : NullValue.NULL;
        add(value);
        return value;
    }

    void add(Value value) {
        Level level = open.peek();
        if (level == null) {
            result = value;
        } else if (level.array != null) {
            level.array.add(value);
        } else if (level.object != null && level.key != null) {
            level.object.put(level.key, value);
            level.key = null;
        }
    }

    int depth() {
        return open.size();
    }

    /// The outermost value, once it is complete; null before.
    @Nullable
    Value result() {
        return open.isEmpty() ? result : null;
    }
}
