package dev.gatehouse.advisory;

import dev.gatehouse.ecosystem.range.Interval;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Affected versions without a gap, as a source states them.
///
/// @param from
///            the first affected version; null means from the beginning
/// @param fromInclusive
///            whether `from` itself is affected
/// @param to
///            where it ends; null means that no end is known
/// @param toInclusive
///            whether `to` itself is affected; if not, it is the version that fixes
public record Span(@Nullable String from, boolean fromInclusive, @Nullable String to, boolean toInclusive) {

    /// Every version.
    public static final Span ALL = new Span(null, false, null, false);

    /// From a version on until a version fixes it.
    public static Span between(@Nullable String introduced, @Nullable String fixed) {
        return new Span(introduced, introduced != null, fixed, false);
    }

    /// The spans of a range.
    public static List<Span> of(VersionRange range) {
        List<Span> spans = new ArrayList<>();
        for (Interval interval : range.intervals()) {
            Interval.Bound lower = interval.lower();
            Interval.Bound upper = interval.upper();
            spans.add(new Span(lower == null ? null : lower.version().text(), lower != null && lower.inclusive(),
                    upper == null ? null : upper.version().text(), upper != null && upper.inclusive()));
        }
        return spans;
    }

    /// As an interval of versions.
    ///
    /// @throws VersionException
    ///             if a bound is no version of the scheme
    public Interval interval(VersionScheme scheme) throws VersionException {
        return new Interval(bound(scheme, from, fromInclusive), bound(scheme, to, toInclusive));
    }

    private static Interval.@Nullable Bound bound(VersionScheme scheme, @Nullable String text, boolean inclusive)
            throws VersionException {
        if (text == null) {
            return null;
        }
        Version version = scheme.parse(text);
        return new Interval.Bound(version, inclusive);
    }

    /// The version that ends it and is not affected; null if none is known. A bound that only stands for what comes before all
    /// pre-releases (`2.0.0-0`, `2.0.0-dev`) is the release.
    public @Nullable String fixed() {
        if (toInclusive || to == null) {
            return null;
        }
        return to.endsWith("-0") && to.indexOf('.') >= 0 && to.indexOf('-') == to.length() - 2
                ? to.substring(0, to.length() - 2)
                : to.endsWith("-dev") ? to.substring(0, to.length() - 4) : to;
    }

    /// For people: `>= 1.2, < 1.2.9`; `all versions`.
    @Override
    public String toString() {
        String lower = from == null ? "" : (fromInclusive ? ">= " : "> ") + from;
        String upper = to == null ? "" : (toInclusive ? "<= " : "< ") + to;
        return lower.isEmpty() && upper.isEmpty()
                ? "all versions"
                : lower + (lower.isEmpty() || upper.isEmpty() ? "" : ", ") + upper;
    }
}
