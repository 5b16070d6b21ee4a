package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A collection that a plan is building. Locals that name the same one see each other's changes, also when it is part of an object
/// already: plans rely on that.
sealed interface Draft {
    /// The collection as it is now.
    Value value();

    static @Nullable Value value(@Nullable Object content) {
        return content instanceof Draft draft ? draft.value() : (Value) content;
    }

    final class OfArray implements Draft {
        private final ArrayValue.Builder items = ArrayValue.builder();

        /// @param from an array to start with; anything else starts empty
        OfArray(@Nullable Object from) {
            if (from instanceof ArrayValue array) {
                array.forEach(items::add);
            }
        }

        void add(Value item) {
            items.add(item);
        }

        @Override
        public Value value() {
            return items.build();
        }
    }

    final class OfSet implements Draft {
        private final SetValue.Builder members = SetValue.builder();

        /// @param from a set to start with; anything else starts empty
        OfSet(@Nullable Object from) {
            if (from instanceof SetValue set) {
                members.addAll(set);
            }
        }

        void add(Value member) {
            members.add(member);
        }

        @Override
        public Value value() {
            return members.build();
        }
    }

    final class OfObject implements Draft {
        private final Map<Value, Object> entries = new LinkedHashMap<>();

        /// @param from an object to start with; anything else starts empty
        OfObject(@Nullable Object from) {
            if (from instanceof ObjectValue object) {
                object.forEach(entries::put);
            }
        }

        /// The value or draft of a key.
        @Nullable
        Object get(Value key) {
            return entries.get(key);
        }

        void put(Value key, Object content) {
            entries.put(key, content);
        }

        @Override
        public Value value() {
            ObjectValue.Builder object = ObjectValue.builder(entries.size());
            entries.forEach((key, content) -> {
                Value value = Draft.value(content);
                if (value != null) {
                    object.put(key, value);
                }
            });
            return object.build();
        }
    }
}
