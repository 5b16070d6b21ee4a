package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// Comprehensions: a chain that adds each solution to a builder, and the operand that runs it.
final class Comprehensions {
    private Comprehensions() {}

    static final class AddToArray extends Step {
        private final int builder;
        private final Operand value;

        AddToArray(int builder, Operand value) {
            this.builder = builder;
            this.value = value;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value item = value.get(frame);
            if (item != null && frame.builders[builder] instanceof ArrayValue.Builder array) {
                frame.evaluation.meter.allocate(16);
                array.add(item);
            }
            return null;
        }
    }

    static final class AddToSet extends Step {
        private final int builder;
        private final Operand value;

        AddToSet(int builder, Operand value) {
            this.builder = builder;
            this.value = value;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value item = value.get(frame);
            if (item != null && frame.builders[builder] instanceof SetValue.Builder set) {
                frame.evaluation.meter.allocate(16);
                set.add(item);
            }
            return null;
        }
    }

    static final class AddToObject extends Step {
        private final int builder;
        private final Operand key;
        private final Operand value;
        private final Location location;

        AddToObject(int builder, Operand key, Operand value, Location location) {
            this.builder = builder;
            this.key = key;
            this.value = value;
            this.location = location;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value k = key.get(frame);
            Value v = value.get(frame);
            if (k != null
                    && v != null
                    && frame.builders[builder] instanceof ObjectValue.Builder object) {
                frame.evaluation.meter.allocate(32);
                Value before = object.putIfAbsent(k, v);
                if (before != null && !before.equals(v)) {
                    throw EvaluationException.conflict(location, "object keys must be unique");
                }
            }
            return null;
        }
    }

    static final class ArrayOf extends Operand {
        private final int builder;
        private final Step chain;

        ArrayOf(int builder, Step chain) {
            this.builder = builder;
            this.chain = chain;
        }

        @Override
        Value get(Frame frame) {
            ArrayValue.Builder array = ArrayValue.builder();
            frame.builders[builder] = array;
            Step.stopped(chain, frame);
            return array.build();
        }
    }

    static final class SetOf extends Operand {
        private final int builder;
        private final Step chain;

        SetOf(int builder, Step chain) {
            this.builder = builder;
            this.chain = chain;
        }

        @Override
        Value get(Frame frame) {
            SetValue.Builder set = SetValue.builder();
            frame.builders[builder] = set;
            Step.stopped(chain, frame);
            return set.build();
        }
    }

    static final class ObjectOf extends Operand {
        private final int builder;
        private final Step chain;

        ObjectOf(int builder, Step chain) {
            this.builder = builder;
            this.chain = chain;
        }

        @Override
        Value get(Frame frame) {
            ObjectValue.Builder object = ObjectValue.builder();
            frame.builders[builder] = object;
            Step.stopped(chain, frame);
            return object.build();
        }
    }
}
