package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The variables of one body at work.
class Frame {
    final @Nullable Value[] slots;

    /// What comprehensions and rules are building, by number.
    final @Nullable Object[] builders;

    /// Changes while an expression under `with` is evaluated.
    Evaluation evaluation;

    Frame(Evaluation evaluation, Layout layout) {
        this.evaluation = evaluation;
        this.slots = new Value[layout.slots()];
        this.builders = layout.builders() == 0 ? NONE : new Object[layout.builders()];
    }

    private static final Object[] NONE = {};

    /// A frame in which only constants can be evaluated.
    static Frame ofConstants() {
        return new Frame(Evaluation.ofConstants(), new Layout());
    }

    /// The value of a slot that is written before.
    Value bound(int slot) {
        Value value = slots[slot];
        if (value == null) {
            throw new DamagedPolicyException("slot " + slot + " is read before it is written");
        }
        return value;
    }

    /// How many slots and builders a body uses; grows while the body is planned.
    static final class Layout {
        private int slots;
        private int builders;

        int slots() {
            return slots;
        }

        int builders() {
            return builders;
        }

        int newSlot() {
            return slots++;
        }

        int newBuilder() {
            return builders++;
        }
    }
}
