package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.Map;

/// Watches an evaluation of a policy that was prepared for tracing.
public interface Tracer {
    /// A rule's body begins.
    void enter(Location rule);

    /// An expression is about to be evaluated; `bindings` has the variables that are bound by then.
    void evaluate(Location expression, Map<String, Value> bindings);

    /// A rule's body had a solution.
    void exit(Location rule);
}
