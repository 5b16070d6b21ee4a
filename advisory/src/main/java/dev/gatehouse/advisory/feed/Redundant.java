package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Span;
import dev.gatehouse.ecosystem.range.Interval;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;

/// Many records name every affected version beside the ranges; those that the ranges hold already need no place.
final class Redundant {
    private Redundant() {}

    static List<String> without(List<String> versions, List<Span> spans, VersionScheme scheme) {
        if (versions.isEmpty() || spans.isEmpty()) {
            return versions;
        }
        List<Interval> intervals = new ArrayList<>();
        for (Span span : spans) {
            try {
                intervals.add(span.interval(scheme));
            } catch (VersionException _) {
                return versions;
            }
        }
        VersionRange range = VersionRange.of(scheme, intervals);
        return versions.stream().filter(version -> !contains(range, version)).toList();
    }

    private static boolean contains(VersionRange range, String version) {
        try {
            return range.contains(range.scheme().parse(version));
        } catch (VersionException _) {
            return false;
        }
    }
}
