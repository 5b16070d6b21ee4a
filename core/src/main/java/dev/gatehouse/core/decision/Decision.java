package dev.gatehouse.core.decision;

import dev.gatehouse.core.diagnostic.Coverage;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// What a gate decided, with everything needed to decide it again.
///
/// @param stage
///            which gate
/// @param verdict
///            the gravest of the reasons
/// @param asOf
///            the time for which it holds: exceptions expire against it
/// @param reasons
///            gravest first
/// @param coverage
///            what was looked at
/// @param unproven
///            whether a gap remains that nobody accepted: a pass would be unproven (exit code 3)
/// @param exceptions
///            ids of the exceptions that were used
/// @param subject
///            what was judged: `commit`, `base`, `repository`, `ci-identity`, …
/// @param digests
///            digest of every input by name: `tool`, `rules`, `configuration`, `findings`, …
public record Decision(Stage stage, Verdict verdict, Instant asOf, List<Reason> reasons, Coverage coverage, boolean unproven,
        List<String> exceptions, SequencedMap<String, String> subject, SequencedMap<String, String> digests) {
    public Decision {
        reasons = List.copyOf(reasons);
        exceptions = List.copyOf(exceptions);
    }
}
