package dev.gatehouse.cli.fix;

import dev.gatehouse.sca.remedy.Edits;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.Weakness;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to be done with one project.
///
/// @param file
///            relative to the root: its lock file, else its manifest
/// @param ecosystem
///            for people
/// @param weaknesses
///            that it has now
/// @param project
///            null if nothing can be planned for it
/// @param plan
///            null likewise
/// @param refusal
///            why nothing can be planned; empty if something was
record ProjectPlan(String file, String ecosystem, Set<Weakness> weaknesses, @Nullable FixableProject project,
        @Nullable FixPlan plan, String refusal) {

    /// What stays, and why.
    List<FixPlan.Remaining> remaining() {
        return plan == null
                ? weaknesses.stream().map(weakness -> new FixPlan.Remaining(weakness, refusal)).toList()
                : plan.remaining();
    }

    List<FixPlan.Step> steps() {
        return plan == null ? List.of() : plan.steps();
    }

    /// What carries the plan out; nothing if there is nothing to do.
    Edits edits() throws IOException, InterruptedException {
        return project == null || plan == null || plan.steps().isEmpty() ? Edits.NONE : project.edits(plan.outcome());
    }
}
