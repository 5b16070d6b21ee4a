package dev.gatehouse.threatmodel;

/// A rule that applies to an element or flow.
///
/// @param target
///            id of the element or flow
/// @param origin
///            where that is declared
public record Threat(ThreatRule rule, String target, Origin origin) {

    /// Stable: rule and target. `threats.yaml` answers by it.
    public String id() {
        return rule.id() + ": " + target;
    }
}
