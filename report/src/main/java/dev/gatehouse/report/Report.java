package dev.gatehouse.report;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.diagnostic.Coverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a scan found and, at a gate, what was decided: the model behind every report format.
///
/// @param tool
///            what made it
/// @param run
///            when and how long; stands outside the digest, so the same input gives the same digest
/// @param subject
///            what was looked at
/// @param findings
///            in their natural order; suppressed ones included
/// @param fixed
///            what the base or baseline had and this state has no more
/// @param coverage
///            how much was looked at
/// @param decision
///            null for an assessment, which gates nothing
public record Report(Tool tool, Run run, Subject subject, List<Assessed> findings, List<Fixed> fixed, Coverage coverage,
        @Nullable Decision decision) {
    public Report {
        findings = findings.stream().sorted().toList();
        fixed = List.copyOf(fixed);
    }
}
