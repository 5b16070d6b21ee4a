package dev.gatehouse.sca.remedy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What to do with one project.
///
/// @param before
///            its weaknesses now
/// @param steps
///            in the order in which they are done, the one that removes the most first
/// @param remaining
///            what stays
/// @param outcome
///            the project after all steps
public record FixPlan(Set<Weakness> before, List<Step> steps, List<Remaining> remaining, Resolution outcome) {
    public FixPlan {
        before = java.util.Collections.unmodifiableSet(new TreeSet<>(before));
        steps = List.copyOf(steps);
        remaining = List.copyOf(remaining);
    }

    /// One change of the plan.
    ///
    /// @param change
    ///            what is decided
    /// @param removes
    ///            weaknesses that are gone after it
    /// @param moved
    ///            everything that has another version after it
    public record Step(Change change, List<Weakness> removes, List<Bump> moved) {
        public Step {
            removes = List.copyOf(removes);
            moved = List.copyOf(moved);
        }

        /// Findings that it removes: several versions with one weakness are one finding.
        public long findings() {
            return FixPlan.findings(removes);
        }
    }

    /// A weakness that stays, and why.
    public record Remaining(Weakness weakness, String why) {}

    /// How many findings weaknesses make.
    public static long findings(java.util.Collection<Weakness> weaknesses) {
        return weaknesses.stream().map(Weakness::finding).distinct().count();
    }
}
