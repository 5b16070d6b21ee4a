package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a report says of one weakness of dependencies, as VEX documents say it.
///
/// @param names
///            of the weakness, the first one its name
/// @param packages
///            package URLs
/// @param justification
///            in OpenVEX's words; null without
/// @param words
///            why, or what to do
record VexPosition(List<String> names, SortedSet<String> packages, Status status, @Nullable String justification, String words) {
    private static final String SCHEME = "dependency";
    private static final String UNREACHABLE = "not reachable";

    /// What is held of it.
    enum Status {
        NOT_AFFECTED, AFFECTED, UNDER_INVESTIGATION
    }

    /// The positions of a report in its order. A finding of which some places are suppressed and others are not takes two.
    static List<VexPosition> of(Report report) {
        List<VexPosition> positions = new ArrayList<>();
        for (Assessed assessed : report.findings()) {
            Finding finding = assessed.finding();
            if (finding.fingerprint().scheme().equals(SCHEME)) {
                add(assessed, finding.occurrences().stream().filter(each -> each.suppression() != null).toList(), positions);
                add(assessed, finding.active(), positions);
            }
        }
        return positions;
    }

    private static void add(Assessed assessed, List<Occurrence> places, List<VexPosition> positions) {
        if (places.isEmpty()) {
            return;
        }
        Finding finding = assessed.finding();
        Set<String> names = new LinkedHashSet<>();
        for (Fingerprint fingerprint : finding.identity()) {
            names.add(fingerprint.value().substring(fingerprint.value().lastIndexOf('|') + 1));
        }
        SortedSet<String> packages = new TreeSet<>();
        places.forEach(place -> {
            if (place.location() instanceof Location.Package(var purl, _, _)) {
                packages.add(purl);
            }
        });
        List<String> all = List.copyOf(names);
        Suppression suppression = places.getFirst().suppression();
        String reachability = finding.evidence().getOrDefault("reachability", "");
        if (suppression != null) {
            positions.add(new VexPosition(all, packages, Status.NOT_AFFECTED, justification(suppression.reason()),
                    suppression.reason().isBlank() ? "suppressed by " + suppression.form() : suppression.reason()));
        } else if (reachability.startsWith(UNREACHABLE)) {
            String given = justification(reachability);
            positions.add(new VexPosition(all, packages, Status.NOT_AFFECTED,
                    given == null ? "vulnerable_code_not_in_execute_path" : given, reachability));
        } else if (places.stream().allMatch(place -> place.confidence() == Confidence.POSSIBLE)) {
            positions.add(new VexPosition(all, packages, Status.UNDER_INVESTIGATION, null, finding.message()));
        } else {
            positions.add(new VexPosition(all, packages, Status.AFFECTED, null,
                    finding.remedy() == null ? finding.rule().fix() : finding.remedy().text()));
        }
    }

    /// A justification that somebody gave, `not affected (component_not_present): …`.
    private static @Nullable String justification(String reason) {
        int open = reason.indexOf('(');
        int close = reason.indexOf(')');
        String inner = open >= 0 && close > open ? reason.substring(open + 1, close) : "";
        return inner.matches("component_not_present|vulnerable_code_not_(present|in_execute_path)|"
                + "vulnerable_code_cannot_be_controlled_by_adversary|inline_mitigations_already_exist") ? inner : null;
    }
}
