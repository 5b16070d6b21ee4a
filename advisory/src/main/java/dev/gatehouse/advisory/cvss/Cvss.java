package dev.gatehouse.advisory.cvss;

import dev.gatehouse.core.rule.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A CVSS vector and its score. Immutable. Source: FIRST's specifications of CVSS 2.0, 3.0, 3.1 and 4.0.
///
/// @param version
///            `2.0`, `3.0`, `3.1` or `4.0`
/// @param vector
///            as it was written
/// @param score
///            0.0 to 10.0: the base score; under 4.0 with the threat and environment that the vector names
public record Cvss(String version, String vector, double score) {
    private static final int LONGEST = 512;

    /// Reads a vector of any version; empty if it is none or lacks a mandatory metric.
    public static Optional<Cvss> parse(String text) {
        String vector = text.strip();
        if (vector.length() > LONGEST) {
            return Optional.empty();
        }
        int slash = vector.indexOf('/');
        String head = slash < 0 ? "" : vector.substring(0, slash);
        boolean prefixed = head.startsWith("CVSS:");
        String version = prefixed ? head.substring("CVSS:".length()) : "2.0";
        Map<String, String> metrics = new HashMap<>();
        String body = prefixed ? vector.substring(slash + 1) : vector;
        for (String part : body.replace("(", "").replace(")", "").split("/")) {
            int colon = part.indexOf(':');
            boolean repeated = colon > 0 && metrics.put(part.substring(0, colon), part.substring(colon + 1)) != null;
            if (colon <= 0 || repeated) {
                return Optional.empty();
            }
        }
        Optional<Double> score = switch (version) {
            case "2.0" -> Cvss2.score(metrics);
            case "3.0", "3.1" -> Cvss3.score(metrics);
            case "4.0" -> Cvss4.score(metrics);
            default -> Optional.empty();
        };
        return score.map(number -> new Cvss(version, vector, number));
    }

    /// The qualitative rating of the score; CVSS 2.0, which has none of its own, by the ranges of 3.
    public Severity severity() {
        return severity(score);
    }

    /// The qualitative rating of a score.
    public static Severity severity(double score) {
        return score >= 9
                ? Severity.CRITICAL
                : score >= 7
                        ? Severity.HIGH
                        : score >= 4
                                ? Severity.MEDIUM
                                : score > 0
                                        ? Severity.LOW
                                        : Severity.INFO;
    }
}
