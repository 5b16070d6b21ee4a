package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.Builtin;
import dev.gatehouse.rego.builtin.BuiltinError;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// Calls of built-ins and of rules with parameters.
final class Calls {
    private Calls() {}

    /// What is called.
    sealed interface Target {
        record OfBuiltin(String name, Builtin builtin) implements Target {}

        record OfRule(FunctionDocument function) implements Target {}

        /// What a `with` calls this function.
        default Object key() {
            return switch (this) {
                case OfBuiltin b -> b.name();
                case OfRule r -> r.function();
            };
        }
    }

    /// Evaluates the arguments; null when one of them is undefined.
    private static Value @Nullable [] arguments(Operand[] operands, Frame frame) {
        Value[] values = new Value[operands.length];
        for (int i = 0; i < operands.length; i++) {
            Value value = operands[i].get(frame);
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return values;
    }

    /// A call with one result.
    static final class Call extends Step {
        private final Target target;
        private final Object key;
        private final Operand[] operands;
        private final int output;
        private final Location location;
        private final Dispatch dispatch;

        /// @param output the slot for the result; -1 when the result only has to hold
        Call(Target target, Operand[] operands, int output, Location location, Dispatch dispatch) {
            this.target = target;
            this.key = target.key();
            this.operands = operands;
            this.output = output;
            this.location = location;
            this.dispatch = dispatch;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value[] values = arguments(operands, frame);
            if (values == null) {
                return null;
            }
            Evaluation evaluation = frame.evaluation;
            Value result = evaluation.replacedFunctions() == null
                    ? plain(evaluation, values)
                    : dispatch.call(target, key, values, evaluation, location);
            if (result == null) {
                return null;
            }
            if (output >= 0) {
                frame.slots[output] = result;
                return next;
            }
            return result == BooleanValue.FALSE ? null : next;
        }

        private @Nullable Value plain(Evaluation evaluation, Value[] values) {
            return switch (target) {
                case Target.OfBuiltin(String name, Builtin builtin) ->
                    builtin(builtin, name, values, evaluation, location);
                case Target.OfRule(FunctionDocument function) -> function.call(evaluation, values);
            };
        }
    }

    static @Nullable Value builtin(
            Builtin builtin, String name, Value[] values, Evaluation evaluation, Location location) {
        evaluation.meter.work(1);
        try {
            return builtin.call(evaluation.context, values);
        } catch (BuiltinError e) {
            return evaluation.failed(e, name, location);
        }
    }

    /// A call whose result is an array of results, each of which is tried.
    static final class Relation extends Step {
        private final Target.OfBuiltin target;
        private final Operand[] operands;
        private final int output;
        private final Location location;
        private final Dispatch dispatch;

        Relation(
                Target.OfBuiltin target,
                Operand[] operands,
                int output,
                Location location,
                Dispatch dispatch) {
            this.target = target;
            this.operands = operands;
            this.output = output;
            this.location = location;
            this.dispatch = dispatch;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value[] values = arguments(operands, frame);
            if (values == null) {
                return null;
            }
            Value result = dispatch.call(target, target.name(), values, frame.evaluation, location);
            if (!(result instanceof ArrayValue results)) {
                return null;
            }
            for (int i = 0; i < results.size(); i++) {
                frame.evaluation.meter.work(1);
                if (output >= 0) {
                    frame.slots[output] = results.get(i);
                }
                if (stopsAfter(frame)) {
                    return STOP;
                }
            }
            return null;
        }
    }

    /// Finds out what is really called, where a `with` may have replaced it.
    record Dispatch(Program program) {
        @Nullable
        Value call(
                Target target, Object key, Value[] values, Evaluation evaluation, Location location) {
            Evaluation.Replacement replacement = evaluation.replacement(key);
            return switch (replacement) {
                case null ->
                    switch (target) {
                        case Target.OfBuiltin(String name, Builtin builtin) ->
                            builtin(builtin, name, values, evaluation, location);
                        case Target.OfRule(FunctionDocument function) -> function.call(evaluation, values);
                    };
                case Evaluation.Replacement.Constant(Value value) -> value;
                case Evaluation.Replacement.Builtin(String name) -> {
                    Builtin builtin = program.builtins().function(name);
                    yield builtin == null
                            ? evaluation.failed(BuiltinError.unsupported(), name, location)
                            : builtin(builtin, name, values, evaluation, location);
                }
                // Inside of the replacement, all functions are themselves again.
                case Evaluation.Replacement.Rule(FunctionDocument function) ->
                    function.call(plain(evaluation), values);
            };
        }

        private static Evaluation plain(Evaluation evaluation) {
            return evaluation.with(
                    evaluation.input, evaluation.data, evaluation.replacedNodes(), null);
        }
    }
}
