package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.value.Value;
import java.util.List;

/// What the rules of one namespace say about one document.
///
/// @param successes rules that have nothing to say
/// @param exceptions what rules would say if an `exception` rule did not speak for them
record Outcome(String file, String namespace, int successes, List<Message> warnings, List<Message> failures,
        List<Message> exceptions) {
    /// Copies the lists.
    Outcome {
        warnings = List.copyOf(warnings);
        failures = List.copyOf(failures);
        exceptions = List.copyOf(exceptions);
    }

    /// @param text what the rule says
    /// @param result the rule's whole result, with its metadata
    record Message(String text, Value result) {}

    int tests() {
        return successes + warnings.size() + failures.size() + exceptions.size();
    }

    /// Conftest's last line.
    static String totals(List<Outcome> outcomes) {
        int successes = outcomes.stream().mapToInt(Outcome::successes).sum();
        int warnings = outcomes.stream().mapToInt(o -> o.warnings().size()).sum();
        int failures = outcomes.stream().mapToInt(o -> o.failures().size()).sum();
        int exceptions = outcomes.stream().mapToInt(o -> o.exceptions().size()).sum();
        return counted(successes + warnings + failures + exceptions, "test") + ", " + successes + " passed, "
                + counted(warnings, "warning")
                + ", " + counted(failures, "failure") + ", " + counted(exceptions, "exception");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
