package dev.gatehouse.cli.scan;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Occurrence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the findings of several sources together.
final class Findings {
    private Findings() {}

    /// Adds findings to those of other sources: what has the same identity becomes one.
    ///
    /// @param passing whether the findings come from commits in between: a path that the tree shows too is not a second place
    static void add(List<Finding> all, List<Finding> more, boolean passing) {
        Map<Fingerprint, Integer> index = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            index.put(all.get(i).fingerprint(), i);
        }
        for (Finding finding : more) {
            Integer at = index.get(finding.fingerprint());
            if (at == null) {
                index.put(finding.fingerprint(), all.size());
                all.add(finding);
                continue;
            }
            Finding there = all.get(at);
            List<Occurrence> fresh = passing ? elsewhere(finding, there) : finding.occurrences();
            if (!fresh.isEmpty()) {
                all.set(at, there.merge(finding.at(fresh)));
            }
        }
    }

    private static List<Occurrence> elsewhere(Finding finding, Finding there) {
        Set<String> paths = new HashSet<>();
        there.occurrences().forEach(occurrence -> paths.add(String.valueOf(occurrence.location().path())));
        return finding.occurrences().stream().filter(occurrence -> !paths.contains(String.valueOf(occurrence.location().path())))
                .toList();
    }
}
