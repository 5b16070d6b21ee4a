package dev.gatehouse.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the repository is: `service:` in gatehouse.yaml.
///
/// @param name
///            name of the service; null if not said
/// @param owner
///            who answers for it: a team or an address
/// @param criticality
///            how bad its loss would be: low, medium, high, critical
/// @param exposure
///            who can reach it: internal, partner, internet
/// @param dataClasses
///            classes of data it holds, in the organisation's own words
public record ServiceSettings(@Nullable String name, @Nullable String owner, @Nullable String criticality,
        @Nullable String exposure,
        List<String> dataClasses) {
    /// Nothing is said.
    public static final ServiceSettings UNKNOWN = new ServiceSettings(null, null, null, null, List.of());

    /// Words that `criticality` takes, mildest first.
    public static final List<String> CRITICALITIES = List.of("low", "medium", "high", "critical");

    /// Words that `exposure` takes, mildest first.
    public static final List<String> EXPOSURES = List.of("internal", "partner", "internet");

    public ServiceSettings {
        dataClasses = List.copyOf(dataClasses);
    }
}
