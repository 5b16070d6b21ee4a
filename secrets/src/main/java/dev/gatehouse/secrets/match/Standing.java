package dev.gatehouse.secrets.match;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.Comparator;

/// What decides between finds that touch each other; the better comes first: a rule that knows the form before one that guesses, the surer
/// before the less sure, the graver before the less grave, clear text before encoded, the longer before the shorter.
///
/// @param generic
///            whether the rule guesses
/// @param encoded
///            whether encodings were taken off
/// @param length
///            bytes of it
/// @param rule
///            id of the rule, so that the order is the same in every run
public record Standing(boolean generic, Confidence confidence, Severity severity, boolean encoded, int length,
        String rule) implements Comparable<Standing> {
    private static final Comparator<Standing> BETTER = Comparator.comparing(Standing::generic)
            .thenComparing(Standing::confidence, Comparator.reverseOrder())
            .thenComparing(Standing::severity, Comparator.reverseOrder())
            .thenComparing(Standing::encoded)
            .thenComparing(Standing::length, Comparator.reverseOrder())
            .thenComparing(Standing::rule);

    @Override
    public int compareTo(Standing other) {
        return BETTER.compare(this, other);
    }
}
