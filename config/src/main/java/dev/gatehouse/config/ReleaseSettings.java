package dev.gatehouse.config;

import java.util.List;

/// What is believed of releases: `release:` in gatehouse.yaml.
///
/// @param trustedKeys
///            paths of public keys (PEM) that may sign releases, relative to the root
/// @param maxAgeDays
///            how old the decision about a release may be when it is deployed
public record ReleaseSettings(List<String> trustedKeys, int maxAgeDays) {
    /// Nobody may sign; a decision holds for 30 days.
    public static final ReleaseSettings DEFAULT = new ReleaseSettings(List.of(), 30);

    public ReleaseSettings {
        trustedKeys = List.copyOf(trustedKeys);
    }
}
