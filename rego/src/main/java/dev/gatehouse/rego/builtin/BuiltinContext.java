package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.outside.Outside;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What built-ins know of the evaluation they are called in, and what they may do. One context belongs to one evaluation, and to one
/// thread.
public final class BuiltinContext {
    private final Instant now;
    private final RandomGenerator random;
    private final Meter meter;
    private final BuiltinLimits limits;
    private final Console console;
    private final Value runtime;
    private final Outside outside;
    private final Map<Object, Object> cache = new HashMap<>();

    private BuiltinContext(Builder builder) {
        this.now = builder.now == null ? Instant.now() : builder.now;
        this.random = builder.random == null ? new SecureRandom() : builder.random;
        this.meter = builder.meter;
        this.limits = builder.limits;
        this.console = builder.console;
        this.runtime = builder.runtime;
        this.outside = builder.outside;
    }

    /// A context to be described.
    public static Builder builder() {
        return new Builder();
    }

    /// The time at which the evaluation began; the clock stands still during it.
    public Instant now() {
        return now;
    }

    /// Where random numbers come from.
    public RandomGenerator random() {
        return random;
    }

    /// The most that one call may give or take.
    public BuiltinLimits limits() {
        return limits;
    }

    /// Where messages go.
    public Console console() {
        return console;
    }

    /// What `opa.runtime` tells.
    public Value runtime() {
        return runtime;
    }

    /// What the evaluation may reach.
    public Outside outside() {
        return outside;
    }

    /// Counts work, see [Meter#work(long)].
    public void work(long units) {
        meter.work(units);
    }

    /// Counts the reading of some text.
    void read(String text) {
        meter.work(1 + (text.length() >> 4));
    }

    /// Checks the size of a string before it is built, and counts it.
    void checkCharacters(long characters) {
        if (characters > limits.characters()) {
            throw BuiltinError.failure("result of more than " + limits.characters() + " characters");
        }
        meter.work(1 + (characters >> 4));
        meter.allocate(2 * characters);
    }

    /// Checks the size of a collection before it is built, and counts it.
    void checkElements(long elements) {
        if (elements > limits.elements()) {
            throw BuiltinError.failure("result of more than " + limits.elements() + " elements");
        }
        meter.work(elements);
        meter.allocate(16 * elements);
    }

    /// What was computed for a key before in this evaluation, or is now.
    <T> T cached(Record key, Class<T> type, Supplier<T> compute) {
        Object known = cache.get(key);
        if (known == null) {
            known = compute.get();
            cache.put(key, known);
        }
        return type.cast(known);
    }

    /// Describes a context. Without more, a context has the system's clock, secure random numbers, the default limits, no budget of work,
    /// and no access to anything.
    public static final class Builder {
        private @Nullable Instant now;
        private @Nullable RandomGenerator random;
        private Meter meter = new Budget(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);
        private BuiltinLimits limits = BuiltinLimits.DEFAULT;
        private Console console = Console.NONE;
        private Value runtime = ObjectValue.EMPTY;
        private Outside outside = Outside.NONE;

        private Builder() {}

        /// Sets the time that the evaluation sees.
        public Builder now(Instant instant) {
            this.now = instant;
            return this;
        }

        /// Sets the source of random numbers, for evaluations that can be repeated.
        public Builder random(RandomGenerator generator) {
            this.random = generator;
            return this;
        }

        /// Sets what counts work and memory.
        public Builder meter(Meter counter) {
            this.meter = counter;
            return this;
        }

        /// Sets the most that one call may give or take.
        public Builder limits(BuiltinLimits most) {
            this.limits = most;
            return this;
        }

        /// Sets where messages go.
        public Builder console(Console target) {
            this.console = target;
            return this;
        }

        /// Sets what `opa.runtime` tells.
        public Builder runtime(Value description) {
            this.runtime = description;
            return this;
        }

        /// Sets what the evaluation may reach.
        public Builder outside(Outside reachable) {
            this.outside = reachable;
            return this;
        }

        /// The context.
        public BuiltinContext build() {
            return new BuiltinContext(this);
        }
    }
}
