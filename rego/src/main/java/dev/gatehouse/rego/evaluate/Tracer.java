package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;

/// Watches an evaluation of a policy that was prepared for tracing.
public interface Tracer {
    /// A rule's body begins.
    void enter(Location rule);

    /// An expression is about to be evaluated; `bindings` has the variables that are bound by then.
    void evaluate(Location expression, Map<String, Value> bindings);

    /// A rule's body had a solution.
    void exit(Location rule);

    /// A tracer that tells several others.
    static Tracer all(List<? extends Tracer> tracers) {
        List<Tracer> every = List.copyOf(tracers);
        return new Tracer() {
            @Override
            public void enter(Location rule) {
                every.forEach(t -> t.enter(rule));
            }

            @Override
            public void evaluate(Location expression, Map<String, Value> bindings) {
                every.forEach(t -> t.evaluate(expression, bindings));
            }

            @Override
            public void exit(Location rule) {
                every.forEach(t -> t.exit(rule));
            }
        };
    }
}
