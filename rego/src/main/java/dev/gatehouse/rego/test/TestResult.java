package dev.gatehouse.rego.test;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// How one test went.
///
/// @param location where the test's rule stands
/// @param packagePath the package, such as `data.authz`
/// @param name the rule's name, or that and a case's name
/// @param failure for a failed test, where it stopped
/// @param error for a test that ended in an error, what it was
/// @param output what it printed, line by line
/// @param duration how long it took
public record TestResult(
        Location location,
        String packagePath,
        String name,
        Outcome outcome,
        @Nullable Failure failure,
        @Nullable String error,
        List<String> output,
        Duration duration) {
    /// Copies the list.
    public TestResult {
        output = List.copyOf(output);
    }

    /// How a test can go.
    public enum Outcome {
        PASSED, FAILED, ERROR, SKIPPED
    }

    /// The expression that did not hold.
    ///
    /// @param expression its text
    /// @param values the values that its variables had
    public record Failure(Location location, String expression, SortedMap<String, Value> values) {
        static Failure of(Location location, String expression, Map<String, Value> values) {
            return new Failure(location, expression, new java.util.TreeMap<>(values));
        }
    }
}
