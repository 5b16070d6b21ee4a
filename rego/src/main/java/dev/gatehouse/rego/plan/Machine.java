package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.builtin.BuiltinContext;
import dev.gatehouse.rego.evaluate.WorkMeter;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one evaluation of a plan has: its limits, its results so far, what rules without parameters gave. For one thread.
final class Machine {
    private final WorkMeter meter;
    private final BuiltinContext context;
    private final boolean strict;
    private final List<Value> results = new ArrayList<>();
    private Memo memo;

    /// What rules gave with the same documents.
    private static final class Memo {
        private final @Nullable Value input;
        private final @Nullable Value data;
        private final Map<PlanFunction, Optional<Value>> known = new HashMap<>();

        Memo(@Nullable Value input, @Nullable Value data) {
            this.input = input;
            this.data = data;
        }
    }

    Machine(WorkMeter meter, BuiltinContext context, boolean strict, @Nullable Value input, @Nullable Value data) {
        this.meter = meter;
        this.context = context;
        this.strict = strict;
        this.memo = new Memo(input, data);
    }

    WorkMeter meter() {
        return meter;
    }

    BuiltinContext context() {
        return context;
    }

    /// Whether the failure of a built-in ends the evaluation.
    boolean strict() {
        return strict;
    }

    void add(Value result) {
        results.add(result);
    }

    List<Value> results() {
        return results;
    }

    /// Calls a function of the plan.
    @Nullable
    Value call(PlanFunction function, @Nullable Value[] arguments) {
        if (!function.isRule() || arguments[0] != memo.input || arguments[1] != memo.data) {
            return function.call(this, arguments);
        }
        Memo before = memo;
        Optional<Value> known = before.known.get(function);
        if (known == null) {
            known = Optional.ofNullable(function.call(this, arguments));
            before.known.put(function, known);
        }
        return known.orElse(null);
    }

    /// Runs a block with other documents: nothing computed so far is known there.
    int under(@Nullable Value input, @Nullable Value data, Block block, Locals locals) {
        Memo before = memo;
        memo = new Memo(input, data);
        try {
            return block.run(locals);
        } finally {
            memo = before;
        }
    }
}
