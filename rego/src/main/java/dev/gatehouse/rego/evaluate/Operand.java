package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// A term all of whose variables are bound: it has one value, or none.
abstract class Operand {
    /// The value, or null where it is undefined.
    abstract @Nullable Value get(Frame frame);

    /// The value when it is the same in every evaluation, else null.
    @Nullable
    Value constant() {
        return null;
    }

    static final class Constant extends Operand {
        private final Value value;

        Constant(Value value) {
            this.value = value;
        }

        @Override
        Value get(Frame frame) {
            return value;
        }

        @Override
        Value constant() {
            return value;
        }
    }

    static final class Slot extends Operand {
        final int slot;

        Slot(int slot) {
            this.slot = slot;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            return frame.slots[slot];
        }
    }

    /// The input document.
    static final class Input extends Operand {
        @Override
        @Nullable
        Value get(Frame frame) {
            return frame.evaluation.input;
        }
    }

    /// One step into a value, with a key that is known before.
    static final class Field extends Operand {
        private final Operand base;
        private final Value key;

        Field(Operand base, Value key) {
            this.base = base;
            this.key = key;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            Value value = base.get(frame);
            return value == null ? null : value.get(key);
        }
    }

    /// One step into a value.
    static final class Element extends Operand {
        private final Operand base;
        private final Operand key;

        Element(Operand base, Operand key) {
            this.base = base;
            this.key = key;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            Value value = base.get(frame);
            if (value == null) {
                return null;
            }
            Value at = key.get(frame);
            return at == null ? null : value.get(at);
        }
    }

    static final class Array extends Operand {
        private final Operand[] items;

        Array(Operand[] items) {
            this.items = items;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            ArrayValue.Builder builder = ArrayValue.builder(items.length);
            for (Operand item : items) {
                Value value = item.get(frame);
                if (value == null) {
                    return null;
                }
                builder.add(value);
            }
            return builder.build();
        }
    }

    static final class SetOf extends Operand {
        private final Operand[] items;

        SetOf(Operand[] items) {
            this.items = items;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            SetValue.Builder builder = SetValue.builder(items.length);
            for (Operand item : items) {
                Value value = item.get(frame);
                if (value == null) {
                    return null;
                }
                builder.add(value);
            }
            return builder.build();
        }
    }

    static final class ObjectOf extends Operand {
        private final Operand[] keys;
        private final Operand[] values;

        ObjectOf(Operand[] keys, Operand[] values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            ObjectValue.Builder builder = ObjectValue.builder(keys.length);
            for (int i = 0; i < keys.length; i++) {
                Value key = keys[i].get(frame);
                Value value = values[i].get(frame);
                if (key == null || value == null) {
                    return null;
                }
                builder.put(key, value);
            }
            return builder.build();
        }
    }
}
