package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.builtin.Builtin;
import dev.gatehouse.rego.builtin.BuiltinError;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Instructions that call.
final class Calling {
    private Calling() {}

    static Instruction function(PlanFunction function, List<Operand> operands, int target) {
        return locals -> {
            @Nullable
            Value[] arguments = new Value[operands.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = operands.get(i).value(locals);
            }
            return put(locals, target, locals.machine.call(function, arguments));
        };
    }

    static Instruction builtin(Builtin builtin, String name, List<Operand> operands, int target, Location place) {
        return locals -> {
            Value[] arguments = new Value[operands.size()];
            for (int i = 0; i < arguments.length; i++) {
                Value argument = operands.get(i).value(locals);
                if (argument == null) {
                    return Instruction.LEAVE;
                }
                arguments[i] = argument;
            }
            try {
                return put(locals, target, builtin.call(locals.machine.context(), arguments));
            } catch (BuiltinError e) {
                if (locals.machine.strict() || e.stops()) {
                    throw EvaluationException.of(e, name, place);
                }
                return Instruction.LEAVE;
            }
        };
    }

    /// Calls the function at a path that is only known now; leaves the block where there is none.
    ///
    /// @param functions all functions of the plan by their paths
    static Instruction dynamic(Map<List<String>, PlanFunction> functions, List<Operand> path, List<Operand> operands,
            int target) {
        return locals -> {
            String[] steps = new String[path.size()];
            for (int i = 0; i < steps.length; i++) {
                if (!(path.get(i).value(locals) instanceof dev.gatehouse.rego.value.StringValue step)) {
                    return Instruction.LEAVE;
                }
                steps[i] = step.text();
            }
            PlanFunction function = functions.get(List.of(steps));
            return function == null || function.arity() != operands.size()
                    ? Instruction.LEAVE
                    : function(function, operands, target).run(locals);
        };
    }

    private static int put(Locals locals, int target, @Nullable Value result) {
        if (result == null) {
            return Instruction.LEAVE;
        }
        locals.set(target, result);
        return Instruction.NEXT;
    }
}
