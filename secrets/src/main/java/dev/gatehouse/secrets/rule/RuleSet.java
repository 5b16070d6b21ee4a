package dev.gatehouse.secrets.rule;

import java.util.List;

/// Rules that work together.
///
/// @param rules
///            in order; ids are unique
/// @param allowlists
///            what all of them pass over
public record RuleSet(List<SecretRule> rules, List<Allowlist> allowlists) {
    public RuleSet {
        rules = List.copyOf(rules);
        allowlists = List.copyOf(allowlists);
    }
}
