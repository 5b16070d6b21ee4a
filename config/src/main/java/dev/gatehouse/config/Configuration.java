package dev.gatehouse.config;

import java.util.ArrayList;
import java.util.List;

/// The effective configuration: what the layers say together. Immutable.
///
/// Layers, each over the one before: built-in, organisation (may lock keys), what the repository
/// `extends` (may lock keys), repository (`gatehouse.yaml`), flags.
///
/// @param service
///            what the repository is
/// @param gate
///            what blocks
/// @param paths
///            what is looked at
/// @param limits
///            how much is read
/// @param secrets
///            rules of the secrets engine
/// @param release
///            what is believed of releases
/// @param dependencies
///            how dependencies are judged
/// @param exceptions
///            findings that are true and accepted for a time
/// @param suppressions
///            findings that are not true, by path or rule
/// @param approvers
///            people whose signature counts
/// @param acceptedGaps
///            gaps in coverage that somebody answers for
/// @param origins
///            which layer each key came from
public record Configuration(ServiceSettings service, GateSettings gate, PathSettings paths, LimitSettings limits,
        SecretsSettings secrets, ReleaseSettings release, DependencySettings dependencies, List<ExceptionEntry> exceptions,
        List<SuppressionEntry> suppressions, List<Approver> approvers, List<AcceptedGap> acceptedGaps, Origins origins) {
    public Configuration {
        exceptions = List.copyOf(exceptions);
        suppressions = List.copyOf(suppressions);
        approvers = List.copyOf(approvers);
        acceptedGaps = List.copyOf(acceptedGaps);
    }

    /// The same with more suppressions.
    public Configuration suppressing(List<SuppressionEntry> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<SuppressionEntry> all = new ArrayList<>(suppressions);
        all.addAll(more);
        return new Configuration(service, gate, paths, limits, secrets, release, dependencies, exceptions, all, approvers,
                acceptedGaps,
                origins);
    }

    /// The same with another gate and other rules of secrets.
    public Configuration with(GateSettings otherGate, SecretsSettings otherSecrets) {
        return new Configuration(service, otherGate, paths, limits, otherSecrets, release, dependencies, exceptions, suppressions,
                approvers,
                acceptedGaps, origins);
    }

    /// What holds where nothing is configured.
    public static Configuration builtIn() {
        return new Configuration(ServiceSettings.UNKNOWN, GateSettings.DEFAULT, PathSettings.EVERYTHING, LimitSettings.DEFAULT,
                SecretsSettings.DEFAULT, ReleaseSettings.DEFAULT, DependencySettings.DEFAULT, List.of(), List.of(), List.of(),
                List.of(),
                Origins.BUILT_IN);
    }
}
