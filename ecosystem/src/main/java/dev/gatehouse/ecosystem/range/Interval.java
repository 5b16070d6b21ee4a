package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import org.jspecify.annotations.Nullable;

/// All versions between two bounds of one scheme.
///
/// @param lower
///            null if there is none
/// @param upper
///            null if there is none
public record Interval(@Nullable Bound lower, @Nullable Bound upper) {

    /// An end of an interval.
    ///
    /// @param inclusive
    ///            whether the version itself belongs to the interval
    public record Bound(Version version, boolean inclusive) {}

    /// Every version.
    public static final Interval ALL = new Interval(null, null);

    /// From a version on.
    public static Interval from(Version version, boolean inclusive) {
        return new Interval(new Bound(version, inclusive), null);
    }

    /// Up to a version.
    public static Interval to(Version version, boolean inclusive) {
        return new Interval(null, new Bound(version, inclusive));
    }

    /// From the first up to, but without, the second.
    public static Interval between(Version from, Version before) {
        return new Interval(new Bound(from, true), new Bound(before, false));
    }

    /// One version.
    public static Interval exactly(Version version) {
        Bound bound = new Bound(version, true);
        return new Interval(bound, bound);
    }

    /// Whether the version lies in it.
    public boolean contains(Version version) {
        return isAboveLower(version) && isBelowUpper(version);
    }

    private boolean isAboveLower(Version version) {
        int order = lower == null ? 1 : version.compareTo(lower.version);
        return order > 0 || order == 0 && lower != null && lower.inclusive;
    }

    private boolean isBelowUpper(Version version) {
        int order = upper == null ? -1 : version.compareTo(upper.version);
        return order < 0 || order == 0 && upper != null && upper.inclusive;
    }

    /// Whether no version lies in it.
    boolean isEmpty() {
        if (lower == null || upper == null) {
            return false;
        }
        int order = lower.version.compareTo(upper.version);
        return order > 0 || order == 0 && !(lower.inclusive && upper.inclusive);
    }

    /// The versions that lie in both.
    Interval intersect(Interval other) {
        return new Interval(compareLower(lower, other.lower) >= 0 ? lower : other.lower,
                compareUpper(upper, other.upper) <= 0 ? upper : other.upper);
    }

    /// Whether a lower bound lets the first version in earlier.
    static int compareLower(@Nullable Bound a, @Nullable Bound b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        int order = a.version.compareTo(b.version);
        return order != 0 ? order : Boolean.compare(b.inclusive, a.inclusive);
    }

    /// Whether an upper bound ends earlier.
    static int compareUpper(@Nullable Bound a, @Nullable Bound b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        int order = a.version.compareTo(b.version);
        return order != 0 ? order : Boolean.compare(a.inclusive, b.inclusive);
    }

    /// Whether the other, which does not begin earlier, leaves no version between the two.
    boolean reaches(Interval other) {
        if (upper == null || other.lower == null) {
            return true;
        }
        int order = upper.version.compareTo(other.lower.version);
        return order > 0 || order == 0 && (upper.inclusive || other.lower.inclusive);
    }
}
