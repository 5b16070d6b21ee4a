package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reading below `data` and `input`.
final class DataOperands {
    private DataOperands() {}

    /// A way into the input.
    static final class InputPath extends Operand {
        private final Value[] path;

        InputPath(List<Value> path) {
            this.path = path.toArray(Value[]::new);
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            Value value = frame.evaluation.input;
            for (int i = 0; i < path.length && value != null; i++) {
                value = value.get(path[i]);
            }
            return value;
        }
    }

    /// A way into the base documents.
    static final class BasePath extends Operand {
        private final Value[] path;

        BasePath(List<Value> path) {
            this.path = path.toArray(Value[]::new);
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            Value value = frame.evaluation.data;
            for (int i = 0; i < path.length && value != null; i++) {
                Value found = value.get(path[i]);
                if (found == null && value instanceof ObjectValue && path[i] instanceof NumberValue n) {
                    // Base documents come from JSON, in which keys are strings.
                    found = value.get(StringValue.of(n.text()));
                }
                value = found;
            }
            return value;
        }
    }

    /// The value of a place that modules define.
    static final class NodeValue extends Operand {
        private final Node node;

        NodeValue(Node node) {
            this.node = node;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            return node.value(frame.evaluation);
        }

        /// The value, of which single elements will be looked at.
        @Nullable
        Value peek(Provenance provenance, Evaluation evaluation) {
            return evaluation.isReplaced(node.owner()) ? node.value(evaluation) : provenance.peek(node, evaluation);
        }
    }

    /// A reference that leads through namespaces by steps that are not known beforehand: at each step both the
    /// rules and the base documents have to be looked at.
    static final class Dynamic extends Step {
        private final Namespace start;
        private final @Nullable Operand[] steps;
        private final int[] keySlots;
        private final int output;

        /// @param steps for each step its key, or null to try all keys
        /// @param keySlots for each step to be tried, the slot for the key, -1 when it is not used
        Dynamic(Namespace start, @Nullable Operand[] steps, int[] keySlots, int output) {
            this.start = start;
            this.steps = steps;
            this.keySlots = keySlots;
            this.output = output;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            return at(start, 0, frame) ? STOP : null;
        }

        private boolean at(Node node, int index, Frame frame) {
            Evaluation evaluation = frame.evaluation;
            if (!(node instanceof Namespace namespace)
                    || index == steps.length
                    || evaluation.isReplaced(node.id)) {
                Value value = node.value(evaluation);
                return value != null && in(value, index, frame);
            }
            Operand step = steps[index];
            if (step != null) {
                Value key = step.get(frame);
                return key != null && child(namespace, key, index, frame);
            }
            Set<Value> keys = new TreeSet<>(namespace.children().keySet());
            Value base = namespace.base(evaluation);
            if (base instanceof ObjectValue object) {
                object.forEach((key, value) -> keys.add(key));
            }
            for (Value key : keys) {
                evaluation.meter.work(1);
                if (keySlots[index] >= 0) {
                    frame.slots[keySlots[index]] = key;
                }
                if (child(namespace, key, index, frame)) {
                    return true;
                }
            }
            return false;
        }

        private boolean child(Namespace namespace, Value key, int index, Frame frame) {
            Node child = namespace.children().get(key);
            if (child != null) {
                return at(child, index + 1, frame);
            }
            Value base = namespace.base(frame.evaluation);
            Value value = base == null ? null : base.get(key);
            return value != null && in(value, index + 1, frame);
        }

        private boolean in(Value value, int index, Frame frame) {
            if (index == steps.length) {
                frame.slots[output] = value;
                return stopsAfter(frame);
            }
            Operand step = steps[index];
            if (step != null) {
                Value key = step.get(frame);
                Value element = key == null ? null : value.get(key);
                return element != null && in(element, index + 1, frame);
            }
            for (int i = 0; i < value.size(); i++) {
                frame.evaluation.meter.work(1);
                Value key;
                Value element;
                switch (value) {
                    case ArrayValue array -> {
                        key = NumberValue.of(i);
                        element = array.get(i);
                    }
                    case ObjectValue object -> {
                        key = object.key(i);
                        element = object.value(i);
                    }
                    case SetValue set -> {
                        key = set.element(i);
                        element = key;
                    }
                    default -> {
                        return false;
                    }
                }
                if (keySlots[index] >= 0) {
                    frame.slots[keySlots[index]] = key;
                }
                if (in(element, index + 1, frame)) {
                    return true;
                }
            }
            return false;
        }
    }
}
