package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.WorkMeter;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A plan that `opa build -t plan` made: the policy as a small program with numbered variables, as OPA's documentation of its
/// intermediate representation describes. Immutable; any number of threads may evaluate it at once.
public final class Plan {
    private final Map<String, Entry> entries;

    /// One way into the plan.
    record Entry(List<Block> blocks, int locals) {}

    Plan(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /// Reads a `plan.json`.
    ///
    /// @param json the document
    /// @throws PlanException when it is no plan, or calls a built-in that is not declared here
    public static Plan read(Value json, Builtins builtins) throws PlanException {
        return new PlanReader(json, builtins).read();
    }

    /// The names of the ways into the plan, such as `authz/allow`.
    public Set<String> entryPoints() {
        return entries.keySet();
    }

    /// Evaluates one entry point: the results as the plan makes them, for plans of `opa build` objects with the one key `result`. None
    /// when the rule is undefined.
    ///
    /// @throws EvaluationException when rules contradict each other, a limit is reached, or, in strict mode, a built-in fails
    /// @throws IllegalArgumentException when there is no such entry point
    public List<Value> evaluate(String entryPoint, EvaluationRequest request) {
        Entry entry = entries.get(entryPoint);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "no entry point " + entryPoint + ", only " + entries.keySet().stream().sorted().toList());
        }
        WorkMeter meter = WorkMeter.of(request);
        Machine machine = new Machine(meter, request.context(meter), request.strict(), request.input(), request.data());
        Locals locals = new Locals(machine, entry.locals());
        locals.set(0, request.input());
        locals.set(1, request.data());
        try {
            for (Block block : entry.blocks()) {
                block.run(locals);
            }
        } catch (StackOverflowError e) {
            throw EvaluationException.tooDeep();
        }
        return List.copyOf(machine.results());
    }
}
