package dev.gatehouse.rego.evaluate;

import java.time.Duration;

/// What one evaluation may use.
///
/// @param steps elements looked at and calls made
/// @param bytes memory of results, roughly
/// @param depth rules that wait for each other
/// @param time how long it may take
public record Limits(long steps, long bytes, int depth, Duration time) {
    /// Limits that no honest policy meets: 500 million steps, 1 GiB, 400 rules, one minute.
    public static final Limits DEFAULT = new Limits(500_000_000, 1L << 30, 400, Duration.ofMinutes(1));

    /// Checks that the limits are positive.
    public Limits {
        if (steps < 1 || bytes < 1 || depth < 1 || depth > 1_000 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("limits must be positive, and the depth at most 1000");
        }
    }
}
