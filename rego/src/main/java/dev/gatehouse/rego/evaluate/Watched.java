package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The steps and operands of policies that were compiled for tracing: they tell [Provenance] what is read.
final class Watched {
    private Watched() {}

    /// What is below a collection; of a document that rules build in parts only the part that is looked at counts.
    private static @Nullable Value collection(Operand operand, Frame frame) {
        Provenance provenance = frame.evaluation.provenance;
        return provenance != null && operand instanceof DataOperands.NodeValue document
                ? document.peek(provenance, frame.evaluation)
                : operand.get(frame);
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
            Value value = collection(base, frame);
            Value at = value == null ? null : key.get(frame);
            if (value == null || at == null) {
                return null;
            }
            Value found = value.get(at);
            if (frame.evaluation.provenance != null) {
                frame.evaluation.provenance.look(value, at, found, frame.evaluation);
            }
            return found;
        }
    }

    /// A value that is compared, tested or given to a function.
    static final class Used extends Operand {
        private final Operand operand;

        Used(Operand operand) {
            this.operand = operand;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            Value value = operand.get(frame);
            if (frame.evaluation.provenance != null) {
                frame.evaluation.provenance.use(value, frame.evaluation);
            }
            return value;
        }

        @Override
        @Nullable
        Value constant() {
            return operand.constant();
        }
    }

    /// A comprehension: all that it tries counts.
    static final class All extends Operand {
        private final Operand comprehension;

        All(Operand comprehension) {
            this.comprehension = comprehension;
        }

        @Override
        @Nullable
        Value get(Frame frame) {
            Provenance provenance = frame.evaluation.provenance;
            if (provenance == null) {
                return comprehension.get(frame);
            }
            provenance.keep();
            Value value = comprehension.get(frame);
            provenance.stopKeeping();
            return value;
        }
    }

    /// `not` or `every`, steps that have one way on at most: all that they try counts.
    static final class Whole extends Step {
        private final Step step;

        Whole(Step step) {
            this.step = step;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Provenance provenance = frame.evaluation.provenance;
            if (provenance != null) {
                provenance.keep();
            }
            Step after = step.run(frame);
            if (provenance != null) {
                provenance.stopKeeping();
            }
            return after == null ? null : next;
        }
    }

    /// Runs the rest for each element of a collection.
    static final class Scan extends Step {
        private final Operand operand;
        private final int key;
        private final int element;

        Scan(Operand operand, int key, int element) {
            this.operand = operand;
            this.key = key;
            this.element = element;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value collection = collection(operand, frame);
            if (!(collection instanceof ArrayValue || collection instanceof ObjectValue || collection instanceof SetValue)) {
                return null;
            }
            Provenance provenance = frame.evaluation.provenance;
            for (int i = 0; i < collection.size(); i++) {
                frame.evaluation.meter.work(1);
                Value at = Provenance.key(collection, i);
                Value value = Provenance.child(collection, i);
                if (key >= 0) {
                    frame.slots[key] = at;
                }
                if (element >= 0) {
                    frame.slots[element] = value;
                }
                int mark = provenance == null ? 0 : provenance.mark();
                if (provenance != null) {
                    if (element >= 0) {
                        provenance.look(collection, at, value, frame.evaluation);
                    } else {
                        provenance.pass(collection, at, frame.evaluation);
                    }
                }
                if (stopsAfter(frame)) {
                    return STOP;
                }
                if (provenance != null) {
                    provenance.reset(mark);
                }
            }
            if (provenance != null) {
                provenance.exhausted(collection);
            }
            return null;
        }
    }

    /// Adds a member to the set that a rule builds.
    static final class Member extends Step {
        private final int builder;
        private final Operand member;

        Member(int builder, Operand member) {
            this.builder = builder;
            this.member = member;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value value = member.get(frame);
            if (value != null && frame.builders[builder] instanceof SetValue.Builder set) {
                frame.evaluation.meter.allocate(16);
                set.add(value);
                if (frame.evaluation.provenance != null) {
                    frame.evaluation.provenance.solved(value);
                }
            }
            return null;
        }
    }
}
