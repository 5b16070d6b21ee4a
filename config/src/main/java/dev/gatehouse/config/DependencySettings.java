package dev.gatehouse.config;

import java.util.List;

/// How dependencies are judged: `licences:`, `vex:` and `advisories:` in gatehouse.yaml.
///
/// @param licences
///            which licences a team takes
/// @param vex
///            VEX documents whose statements count, relative to the root
/// @param advisories
///            how old advisories may be
public record DependencySettings(LicenceSettings licences, List<String> vex, AdvisoryAge advisories) {
    /// No policy on licences, no VEX, advisories as the built-in gate wants them.
    public static final DependencySettings DEFAULT = new DependencySettings(LicenceSettings.NONE, List.of(), AdvisoryAge.DEFAULT);

    public DependencySettings {
        vex = List.copyOf(vex);
    }

    /// How old advisories may be, in days.
    ///
    /// @param warnAfter
    ///            older ones are told
    /// @param failAfter
    ///            older ones are a gap from the pull request on: nobody knows what they miss
    public record AdvisoryAge(int warnAfter, int failAfter) {
        /// A week, a month.
        public static final AdvisoryAge DEFAULT = new AdvisoryAge(7, 30);
    }
}
