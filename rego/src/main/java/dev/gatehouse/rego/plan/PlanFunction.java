package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function of a plan: a rule, whose parameters are input and data, or a function of the policy with more. Its blocks are set once, as
/// functions may name functions that stand after them.
final class PlanFunction {
    private final String name;
    private final int[] parameters;
    private List<Block> blocks = List.of();
    private int locals;

    PlanFunction(String name, int[] parameters) {
        this.name = name;
        this.parameters = parameters;
    }

    void define(List<Block> body, int localCount) {
        blocks = List.copyOf(body);
        locals = localCount;
    }

    String name() {
        return name;
    }

    int[] parameters() {
        return parameters.clone();
    }

    int arity() {
        return parameters.length;
    }

    /// Whether it has no parameters besides input and data.
    boolean isRule() {
        return parameters.length == 2;
    }

    @Nullable
    Value call(Machine machine, @Nullable Value[] arguments) {
        Locals frame = new Locals(machine, locals);
        for (int i = 0; i < parameters.length; i++) {
            frame.set(parameters[i], arguments[i]);
        }
        machine.meter().enter();
        Value result = null;
        for (Block block : blocks) {
            if (block.run(frame) == Instruction.RETURN) {
                result = frame.result();
                break;
            }
        }
        machine.meter().leave();
        return result;
    }
}
