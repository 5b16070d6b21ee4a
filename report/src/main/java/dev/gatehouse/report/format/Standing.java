package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The findings of a report by how they stand; each list in the order of the report.
///
/// @param open
///            somebody still has to act: neither accepted nor suppressed
/// @param fresh
///            open, and new or not compared with anything
/// @param known
///            open, and in the base already
/// @param accepted
///            covered by an exception
/// @param suppressed
///            every occurrence said to be untrue
record Standing(List<Assessed> open, List<Assessed> fresh, List<Assessed> known, List<Assessed> accepted,
        List<Assessed> suppressed) {

    static Standing of(Report report) {
        List<Assessed> open = new ArrayList<>();
        List<Assessed> fresh = new ArrayList<>();
        List<Assessed> known = new ArrayList<>();
        List<Assessed> accepted = new ArrayList<>();
        List<Assessed> suppressed = new ArrayList<>();
        for (Assessed assessed : report.findings()) {
            if (assessed.suppressed()) {
                suppressed.add(assessed);
            } else if (assessed.acceptance() != null) {
                accepted.add(assessed);
            } else {
                open.add(assessed);
                (assessed.newness() == Assessed.Newness.KNOWN ? known : fresh).add(assessed);
            }
        }
        return new Standing(open, fresh, known, accepted, suppressed);
    }

    /// Open findings of the verdict.
    List<Assessed> open(Verdict verdict) {
        return open.stream().filter(assessed -> assessed.verdict() == verdict).toList();
    }

    /// Whether the findings were compared with a base or baseline.
    static boolean compared(Report report) {
        return report.subject().base() != null
                || report.findings().stream().anyMatch(assessed -> assessed.newness() != Assessed.Newness.UNCOMPARED)
                || !report.fixed().isEmpty();
    }

    /// How many there are of each severity, gravest first; severities that do not occur are left out.
    static Map<Severity, Integer> bySeverity(List<Assessed> findings) {
        Map<Severity, Integer> ascending = new EnumMap<>(Severity.class);
        findings.forEach(assessed -> ascending.merge(assessed.finding().severity(), 1, Integer::sum));
        return ascending.entrySet().stream().sorted(Map.Entry.<Severity, Integer>comparingByKey().reversed())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, java.util.LinkedHashMap::new));
    }

    /// `2 critical, 5 high`.
    static String severities(List<Assessed> findings) {
        return bySeverity(findings).entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }
}
