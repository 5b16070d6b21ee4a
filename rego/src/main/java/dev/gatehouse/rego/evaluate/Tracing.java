package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Steps that only tell a [Tracer] where the evaluation is.
final class Tracing {
    private Tracing() {}

    static final class Entering extends Step {
        private final Location location;

        Entering(Location location) {
            this.location = location;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            if (frame.evaluation.tracer != null) {
                frame.evaluation.tracer.enter(location);
            }
            return next;
        }
    }

    static final class Exiting extends Step {
        private final Location location;

        Exiting(Location location) {
            this.location = location;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            if (frame.evaluation.tracer != null) {
                frame.evaluation.tracer.exit(location);
            }
            return next;
        }
    }

    static final class Evaluating extends Step {
        private final Location location;
        private final Map<String, Integer> variables;

        Evaluating(Location location, Map<String, Integer> bound) {
            this.location = location;
            this.variables = Map.copyOf(bound);
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Tracer tracer = frame.evaluation.tracer;
            if (tracer != null) {
                Map<String, Value> bindings = new HashMap<>();
                variables.forEach(
                        (name, slot) -> {
                            Value value = frame.slots[slot];
                            if (value != null) {
                                bindings.put(name, value);
                            }
                        });
                tracer.evaluate(location, bindings);
            }
            return next;
        }
    }
}
