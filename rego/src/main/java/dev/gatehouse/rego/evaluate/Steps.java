package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The steps of which bodies are made, except for calls and `with`.
final class Steps {
    private Steps() {}

    /// Never goes on.
    static final class Fail extends Step {
        @Override
        @Nullable
        Step run(Frame frame) {
            return null;
        }
    }

    /// Goes on when a term is neither undefined nor false.
    static final class Holds extends Step {
        private final Operand operand;

        Holds(Operand operand) {
            this.operand = operand;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = operand.get(frame);
            return value == null || value == BooleanValue.FALSE ? null : next;
        }
    }

    /// Binds a variable.
    static final class Assign extends Step {
        private final int slot;
        private final Operand operand;

        Assign(int slot, Operand operand) {
            this.slot = slot;
            this.operand = operand;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = operand.get(frame);
            if (value == null) {
                return null;
            }
            frame.slots[slot] = value;
            return next;
        }
    }

    static final class Equal extends Step {
        private final Operand left;
        private final Operand right;

        Equal(Operand left, Operand right) {
            this.left = left;
            this.right = right;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value a = left.get(frame);
            if (a == null) {
                return null;
            }
            Value b = right.get(frame);
            return b != null && a.equals(b) ? next : null;
        }
    }

    static final class EqualConstant extends Step {
        private final Operand operand;
        private final Value constant;

        EqualConstant(Operand operand, Value constant) {
            this.operand = operand;
            this.constant = constant;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = operand.get(frame);
            return value != null && constant.equals(value) ? next : null;
        }
    }

    /// Goes on when a slot holds an array or object of a size, so that its elements can be matched.
    static final class HasShape extends Step {
        private final int slot;
        private final Value.Kind kind;
        private final int size;

        HasShape(int slot, Value.Kind kind, int size) {
            this.slot = slot;
            this.kind = kind;
            this.size = size;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = frame.slots[slot];
            return value != null && value.kind() == kind && value.size() == size ? next : null;
        }
    }

    /// Runs the rest for each element of a collection.
    static final class Scan extends Step {
        private final Operand collection;
        private final int key;
        private final int element;

        /// @param key the slot for the key, -1 when it is not used
        /// @param element the slot for the element, -1 when it is not used
        Scan(Operand collection, int key, int element) {
            this.collection = collection;
            this.key = key;
            this.element = element;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = collection.get(frame);
            if (value == null) {
                return null;
            }
            return switch (value) {
                case ArrayValue array -> array(frame, array);
                case ObjectValue object -> object(frame, object);
                case SetValue set -> set(frame, set);
                default -> null;
            };
        }

        private @Nullable Step array(Frame frame, ArrayValue array) {
            int size = array.size();
            for (int i = 0; i < size; i++) {
                frame.evaluation.meter.work(1);
                if (key >= 0) {
                    frame.slots[key] = NumberValue.of(i);
                }
                if (element >= 0) {
                    frame.slots[element] = array.get(i);
                }
                if (stopsAfter(frame)) {
                    return STOP;
                }
            }
            return null;
        }

        private @Nullable Step object(Frame frame, ObjectValue object) {
            int size = object.size();
            for (int i = 0; i < size; i++) {
                frame.evaluation.meter.work(1);
                if (key >= 0) {
                    frame.slots[key] = object.key(i);
                }
                if (element >= 0) {
                    frame.slots[element] = object.value(i);
                }
                if (stopsAfter(frame)) {
                    return STOP;
                }
            }
            return null;
        }

        private @Nullable Step set(Frame frame, SetValue set) {
            int size = set.size();
            for (int i = 0; i < size; i++) {
                frame.evaluation.meter.work(1);
                Value value = set.element(i);
                if (key >= 0) {
                    frame.slots[key] = value;
                }
                if (element >= 0) {
                    frame.slots[element] = value;
                }
                if (stopsAfter(frame)) {
                    return STOP;
                }
            }
            return null;
        }
    }

    /// Goes on when a chain has no solution.
    static final class Not extends Step {
        private final Step chain;

        Not(Step chain) {
            this.chain = chain;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Evaluation before = frame.evaluation;
            boolean found = stopped(chain, frame);
            frame.evaluation = before;
            return found ? null : next;
        }
    }

    /// Goes on when a chain has a solution for every element of a collection.
    static final class Every extends Step {
        private final Operand domain;
        private final int key;
        private final int element;
        private final Step chain;

        Every(Operand domain, int key, int element, Step chain) {
            this.domain = domain;
            this.key = key;
            this.element = element;
            this.chain = chain;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = domain.get(frame);
            if (value == null
                    || !(value instanceof ArrayValue
                            || value instanceof ObjectValue
                            || value instanceof SetValue)) {
                return null;
            }
            int size = value.size();
            for (int i = 0; i < size; i++) {
                frame.evaluation.meter.work(1);
                if (key >= 0) {
                    frame.slots[key] = keyAt(value, i);
                }
                if (element >= 0) {
                    frame.slots[element] = elementAt(value, i);
                }
                Evaluation before = frame.evaluation;
                boolean found = stopped(chain, frame);
                frame.evaluation = before;
                if (!found) {
                    return null;
                }
            }
            return next;
        }

        private static Value keyAt(Value value, int index) {
            return switch (value) {
                case ObjectValue object -> object.key(index);
                case SetValue set -> set.element(index);
                default -> NumberValue.of(index);
            };
        }

        private static Value elementAt(Value value, int index) {
            return switch (value) {
                case ObjectValue object -> object.value(index);
                case SetValue set -> set.element(index);
                case ArrayValue array -> array.get(index);
                default -> value;
            };
        }
    }
}
