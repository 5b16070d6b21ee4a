package dev.gatehouse.advisory;

import dev.gatehouse.advisory.cvss.Cvss;
import dev.gatehouse.core.rule.Severity;
import java.util.Locale;
import java.util.Optional;

/// How grave somebody holds a weakness to be.
///
/// @param text
///            what the record says: a CVSS vector, a score, a vendor's word
/// @param score
///            the CVSS score; negative where there is only a word
/// @param severity
///            the score's rating or the word's meaning
public record Rating(String text, double score, Severity severity) {
    private static final double NO_SCORE = -1;

    /// Reads a CVSS vector, a bare score from 0 to 10 or a vendor's word; empty if it is none of them.
    public static Optional<Rating> of(String text) {
        String bare = text.strip();
        Optional<Rating> vector = Cvss.parse(bare).map(cvss -> new Rating(bare, cvss.score(), cvss.severity()));
        if (vector.isPresent() || bare.isEmpty()) {
            return vector;
        }
        if (Character.isDigit(bare.charAt(0))) {
            return score(bare);
        }
        Severity severity = word(bare.toLowerCase(Locale.ROOT));
        return severity == Severity.UNRATED ? Optional.empty() : Optional.of(new Rating(bare, NO_SCORE, severity));
    }

    private static Optional<Rating> score(String text) {
        try {
            double score = Double.parseDouble(text);
            return score > 10 ? Optional.empty() : Optional.of(new Rating(text, score, Cvss.severity(score)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The words of GitHub, Red Hat and its family, Debian, Ubuntu, SUSE, Retire.js.
    private static Severity word(String word) {
        return switch (word) {
            case "critical", "urgent" -> Severity.CRITICAL;
            case "high", "important" -> Severity.HIGH;
            case "medium", "moderate" -> Severity.MEDIUM;
            case "low" -> Severity.LOW;
            case "negligible", "unimportant", "none", "info", "informational" -> Severity.INFO;
            default -> Severity.UNRATED;
        };
    }

    /// Whether it has a score.
    public boolean hasScore() {
        return score >= 0;
    }
}
