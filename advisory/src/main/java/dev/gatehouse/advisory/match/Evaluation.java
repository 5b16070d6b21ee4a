package dev.gatehouse.advisory.match;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.store.StoredAdvisory;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds one version against records.
///
/// @param text
///            the version as it was found
/// @param version
///            null if it is none of the scheme
record Evaluation(VersionScheme scheme, String text, @Nullable Version version) {

    static Evaluation of(VersionScheme scheme, String text) {
        try {
            return new Evaluation(scheme, text, scheme.parse(text));
        } catch (VersionException _) {
            return new Evaluation(scheme, text, null);
        }
    }

    Evidence evidence(StoredAdvisory stored) {
        Affected affected = stored.affected();
        if (affected.versions().stream().anyMatch(this::isSame)) {
            return new Evidence(stored, Evidence.Outcome.AFFECTED, null, fixed(affected), "named: " + text);
        }
        List<Span> unread = new ArrayList<>();
        for (Span span : affected.spans()) {
            if (span.equals(Span.ALL)) {
                return new Evidence(stored, Evidence.Outcome.AFFECTED, span, null, span.toString());
            }
            if (version == null) {
                unread.add(span);
                continue;
            }
            try {
                if (span.interval(scheme).contains(version)) {
                    return new Evidence(stored, Evidence.Outcome.AFFECTED, span,
                            span.fixed() == null ? fixed(affected) : span.fixed(),
                            span.toString());
                }
            } catch (VersionException _) {
                unread.add(span);
            }
        }
        String ranges = affected.spans().isEmpty() ? "named versions only" : spans(affected.spans());
        if (unread.isEmpty()) {
            return new Evidence(stored, Evidence.Outcome.NOT_AFFECTED, null, null, ranges);
        }
        String why = version == null
                ? "'" + text + "' has no place in the order of versions; the record says " + ranges
                : "a bound cannot be compared: " + spans(unread);
        return new Evidence(stored, Evidence.Outcome.UNDECIDED, null, fixed(affected), why);
    }

    private boolean isSame(String named) {
        if (named.equals(text)) {
            return true;
        }
        if (version == null) {
            return false;
        }
        try {
            return scheme.parse(named).compareTo(version) == 0;
        } catch (VersionException _) {
            return false;
        }
    }

    /// The least version above this one that ends a span or is said to be fixed.
    private @Nullable String fixed(Affected affected) {
        if (version == null) {
            return null;
        }
        return Stream.concat(affected.fixed().stream(), affected.spans().stream().map(Span::fixed)).filter(Objects::nonNull)
                .map(this::parsed).filter(candidate -> candidate != null && candidate.compareTo(version) > 0)
                .min(Version::compareTo).map(Version::text).orElse(null);
    }

    private @Nullable Version parsed(String candidate) {
        try {
            return scheme.parse(candidate);
        } catch (VersionException _) {
            return null;
        }
    }

    private static String spans(List<Span> spans) {
        return String.join(" or ", spans.stream().map(Span::toString).toList());
    }
}
