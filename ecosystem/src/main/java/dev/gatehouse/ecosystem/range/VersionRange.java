package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.range.Interval.Bound;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A set of versions of one scheme: disjoint intervals in order. Immutable.
///
/// @param intervals
///            disjoint, in order, none empty, none that could be joined with its neighbour
public record VersionRange(VersionScheme scheme, List<Interval> intervals) {
    public VersionRange {
        intervals = normalize(intervals);
    }

    /// The versions that lie in any of the intervals, which may overlap and be empty.
    public static VersionRange of(VersionScheme scheme, Collection<Interval> intervals) {
        return new VersionRange(scheme, List.copyOf(intervals));
    }

    /// Every version.
    public static VersionRange all(VersionScheme scheme) {
        return new VersionRange(scheme, List.of(Interval.ALL));
    }

    /// No version.
    public static VersionRange none(VersionScheme scheme) {
        return new VersionRange(scheme, List.of());
    }

    private static List<Interval> normalize(List<Interval> intervals) {
        List<Interval> sorted = Sorting.sorted(intervals.stream().filter(interval -> !interval.isEmpty()).toList(),
                (a, b) -> Interval.compareLower(a.lower(), b.lower()));
        List<Interval> joined = new ArrayList<>(sorted.size());
        for (Interval next : sorted) {
            Interval last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.reaches(next)) {
                Bound upper = Interval.compareUpper(last.upper(), next.upper()) >= 0 ? last.upper() : next.upper();
                joined.set(joined.size() - 1, new Interval(last.lower(), upper));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }

    /// Whether the version lies in it.
    ///
    /// @throws IllegalArgumentException
    ///             if the version is of another scheme
    public boolean contains(Version version) {
        for (Interval interval : intervals) {
            if (interval.contains(version)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it holds no version.
    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    /// The versions that lie in either.
    public VersionRange union(VersionRange other) {
        List<Interval> both = new ArrayList<>(intervals);
        both.addAll(other.intervals);
        return new VersionRange(scheme, both);
    }

    /// The versions that lie in both.
    public VersionRange intersect(VersionRange other) {
        List<Interval> both = new ArrayList<>();
        for (Interval a : intervals) {
            for (Interval b : other.intervals) {
                both.add(a.intersect(b));
            }
        }
        return new VersionRange(scheme, both);
    }

    /// The versions that do not lie in it.
    public VersionRange complement() {
        List<Interval> gaps = new ArrayList<>();
        Bound from = null;
        for (Interval interval : intervals) {
            if (interval.lower() != null) {
                gaps.add(new Interval(from, opposite(interval.lower())));
            }
            if (interval.upper() == null) {
                return new VersionRange(scheme, gaps);
            }
            from = opposite(interval.upper());
        }
        gaps.add(new Interval(from, null));
        return new VersionRange(scheme, gaps);
    }

    private static Bound opposite(Bound bound) {
        return new Bound(bound.version(), !bound.inclusive());
    }

    /// As a `vers:` text; the empty range is `vers:none/*`, and what excludes single versions uses `!=`.
    public String toVers() {
        if (intervals.isEmpty()) {
            return "vers:none/*";
        }
        List<String> constraints = new ArrayList<>();
        Interval previous = null;
        for (Interval interval : intervals) {
            if (previous == null || !isHole(previous.upper(), interval.lower())) {
                add(constraints, interval);
            } else {
                // One version is missing between two intervals: the end of the first is said with it.
                constraints.removeLast();
                constraints.add("!=" + Vers.encode(versionOf(previous.upper())));
                addUpper(constraints, interval);
            }
            previous = interval;
        }
        return "vers:" + scheme.id() + '/'
                + constraints.stream().filter(constraint -> !constraint.isEmpty()).collect(Collectors.joining("|"));
    }

    private static Version versionOf(@Nullable Bound bound) {
        if (bound == null) {
            throw new IllegalStateException("no bound where an interval ends");
        }
        return bound.version();
    }

    private static boolean isHole(@Nullable Bound upper, @Nullable Bound lower) {
        return upper != null && lower != null && upper.version().compareTo(lower.version()) == 0;
    }

    private static void add(List<String> constraints, Interval interval) {
        Bound lower = interval.lower();
        if (lower == null && interval.upper() == null) {
            constraints.add("*");
        } else if (lower != null && lower.equals(interval.upper())) {
            constraints.add(Vers.encode(lower.version()));
        } else {
            if (lower != null) {
                constraints.add((lower.inclusive() ? ">=" : ">") + Vers.encode(lower.version()));
            }
            addUpper(constraints, interval);
        }
    }

    private static void addUpper(List<String> constraints, Interval interval) {
        Bound upper = interval.upper();
        constraints.add(upper == null ? "" : (upper.inclusive() ? "<=" : "<") + Vers.encode(upper.version()));
    }

    /// [#toVers].
    @Override
    public String toString() {
        return toVers();
    }
}
