package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.BuiltinContext;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A query that is ready to be evaluated, by any number of threads at once.
public final class PreparedQuery {
    private final Frame.Layout layout;
    private final Step chain;
    private final Map<String, Integer> variables;
    private final List<Integer> values;

    /// One answer to a query.
    ///
    /// @param bindings the values of the query's variables
    /// @param expressions the values of its expressions, in their order; true for those that only hold
    public record Solution(Map<String, Value> bindings, List<Value> expressions) {
        /// Copies the collections.
        public Solution {
            bindings = Map.copyOf(bindings);
            expressions = List.copyOf(expressions);
        }
    }

    PreparedQuery(BodyPlanner body, Map<String, Integer> variables, List<Integer> values) {
        this.layout = body.scope().layout();
        this.variables = Map.copyOf(variables);
        this.values = List.copyOf(values);
        this.chain = body.end(new Collect());
    }

    private static final class QueryFrame extends Frame {
        final List<Solution> solutions = new ArrayList<>();

        QueryFrame(Evaluation evaluation, Layout layout) {
            super(evaluation, layout);
        }
    }

    private final class Collect extends Step {
        @Override
        @Nullable
        Step run(Frame frame) {
            Map<String, Value> bindings = new TreeMap<>();
            variables.forEach((name, slot) -> bindings.put(name, frame.bound(slot)));
            List<Value> results = new ArrayList<>(values.size());
            for (int slot : values) {
                results.add(slot < 0 ? BooleanValue.TRUE : frame.bound(slot));
            }
            frame.evaluation.meter.allocate(64);
            ((QueryFrame) frame).solutions.add(new Solution(bindings, results));
            return null;
        }
    }

    /// All answers, in the order in which they were found; empty when the query is undefined.
    ///
    /// @throws EvaluationException when the policy contradicts itself, a limit is reached, or, in strict mode, a
    ///     built-in fails
    public List<Solution> evaluate(EvaluationRequest request) {
        WorkMeter meter = WorkMeter.of(request);
        BuiltinContext context = request.context(meter);
        Evaluation evaluation = new Evaluation(
                request.input(),
                request.data(),
                meter,
                context,
                request.strict(),
                request.tracer());
        QueryFrame frame = new QueryFrame(evaluation, layout);
        try {
            Step.stopped(chain, frame);
        } catch (StackOverflowError e) {
            throw EvaluationException.tooDeep();
        }
        return frame.solutions;
    }

    /// All answers for an input.
    public List<Solution> evaluate(@Nullable Value input) {
        return evaluate(EvaluationRequest.of(input));
    }

    /// The value of the first expression in the first answer, or null when the query is undefined.
    public @Nullable Value value(EvaluationRequest request) {
        List<Solution> solutions = evaluate(request);
        return solutions.isEmpty() ? null : solutions.getFirst().expressions().getFirst();
    }
}
