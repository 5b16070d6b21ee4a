package dev.gatehouse.rego.explain;

import dev.gatehouse.rego.evaluate.Tracer;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures how often each expression was evaluated and how long: from its beginning to the beginning of the next one, so the time of rules
/// that it calls is theirs. A tracer for one evaluation of a policy that was compiled for tracing; that itself takes time, so the shares
/// mean something and the times little.
public final class Profile implements Tracer {
    private final LongSupplier clock;
    private final Map<Location, Counted> counts = new HashMap<>();
    private @Nullable Counted running;
    private long since;

    private static final class Counted {
        private long evaluations;
        private long nanoseconds;
    }

    /// One expression.
    ///
    /// @param evaluations how often it was evaluated
    /// @param nanoseconds how long, all together
    public record Line(Location location, long evaluations, long nanoseconds) {}

    /// A profile of an evaluation that is to come.
    public Profile() {
        this(System::nanoTime);
    }

    /// @param clock nanoseconds since some point in time
    Profile(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void enter(Location rule) {
        // Only expressions are counted.
    }

    @Override
    public void evaluate(Location expression, Map<String, Value> bindings) {
        long now = clock.getAsLong();
        if (running != null) {
            running.nanoseconds += now - since;
        }
        running = counts.computeIfAbsent(expression, e -> new Counted());
        running.evaluations++;
        since = now;
    }

    @Override
    public void exit(Location rule) {
        // Only expressions are counted.
    }

    /// The expressions, those that took longest first. Ends the measurement.
    public List<Line> lines() {
        if (running != null) {
            running.nanoseconds += clock.getAsLong() - since;
            running = null;
        }
        return counts.entrySet().stream()
                .map(e -> new Line(e.getKey(), e.getValue().evaluations, e.getValue().nanoseconds))
                .sorted(Comparator.comparingLong(Line::nanoseconds).reversed().thenComparing(l -> l.location().toString()))
                .toList();
    }
}
