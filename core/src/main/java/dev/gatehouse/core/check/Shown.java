package dev.gatehouse.core.check;

import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Suppression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span of a content made ready for people: lines and columns, masked lines around it, and a marker that suppresses it.
///
/// @param suppression
///            what an inline marker on the line says; null without one. The scan has checked that the marker is one that
///            the check honours; whether it names the rule is decided by [#suppresses]
/// @param rules
///            rule ids that the marker names; empty means all
public record Shown(Region region, Excerpt excerpt, @Nullable Suppression suppression, List<String> rules) {

    /// The suppression if it applies to the rule.
    public @Nullable Suppression suppresses(String ruleId) {
        return suppression != null && (rules.isEmpty() || rules.contains(ruleId)) ? suppression : null;
    }
}
