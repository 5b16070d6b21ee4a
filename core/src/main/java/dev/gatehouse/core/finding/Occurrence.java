package dev.gatehouse.core.finding;

import dev.gatehouse.core.rule.Confidence;
import org.jspecify.annotations.Nullable;

/// One place at which a weakness shows.
///
/// @param location
///            where
/// @param confidence
///            how sure it is here: the same secret in a test fixture is less sure than in a deployment file
/// @param excerpt
///            masked lines around it; null where there is no text
/// @param suppression
///            null unless somebody says that it is not true
public record Occurrence(Location location, Confidence confidence, @Nullable Excerpt excerpt, @Nullable Suppression suppression) {

    /// The same, suppressed.
    public Occurrence suppressed(Suppression by) {
        return new Occurrence(location, confidence, excerpt, by);
    }
}
