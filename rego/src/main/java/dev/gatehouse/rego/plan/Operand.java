package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// What an instruction reads.
sealed interface Operand {
    /// The value, or null where it is undefined.
    @Nullable
    Value value(Locals locals);

    /// The content as it is: a value, or a [Draft].
    @Nullable
    Object content(Locals locals);

    /// A variable.
    record Local(int number) implements Operand {
        @Override
        public @Nullable Value value(Locals locals) {
            return locals.value(number);
        }

        @Override
        public @Nullable Object content(Locals locals) {
            return locals.get(number);
        }
    }

    /// A string or a boolean.
    record Constant(Value constant) implements Operand {
        @Override
        public Value value(Locals locals) {
            return constant;
        }

        @Override
        public Object content(Locals locals) {
            return constant;
        }
    }
}
