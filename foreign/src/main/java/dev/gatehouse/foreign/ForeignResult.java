package dev.gatehouse.foreign;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One result of a foreign report, in our words but as the report says it: nothing in it is masked or located yet.
///
/// @param line
///            1-based line of the report where it begins
/// @param tool
///            name of the tool
/// @param rule
///            id of the tool's rule
/// @param title
///            what the rule finds; null if it is not said
/// @param message
///            what was found
/// @param help
///            what the rule says of itself; null if nothing
/// @param spots
///            where; never empty
/// @param fingerprints
///            what the tool itself keeps stable, by name
/// @param names
///            every name of a known weakness: ids of advisories; may be empty
/// @param dismissed
///            why somebody has said already that it is not true; null if nobody did
/// @param evidence
///            more that people want to know
public record ForeignResult(int line, String tool, String rule, @Nullable String title, Severity severity, Confidence confidence,
        String message, @Nullable String help, @Nullable String remedy, @Nullable URI link, List<Integer> cwe, List<Spot> spots,
        SequencedMap<String, String> fingerprints, List<String> names, @Nullable String dismissed,
        SequencedMap<String, String> evidence) {
    public ForeignResult {
        cwe = List.copyOf(cwe);
        spots = List.copyOf(spots);
        names = List.copyOf(names);
        fingerprints = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fingerprints));
        evidence = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(evidence));
    }
}
