package dev.gatehouse.sca.match;

import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.range.Interval;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.sca.inventory.PackageUse;
import java.util.List;
import java.util.Optional;

/// Which of the versions that a requirement allows have a weakness.
enum Allowed {
    /// The newest ones too: whatever a build takes, it has it, as far as anybody knows.
    NEWEST("the newest versions that it allows have it too"),
    /// Only older ones: a build that takes the newest is without it, one that has an older version installed is not.
    OLDER("older versions that it allows have it; the newest do not");

    private final String words;

    Allowed(String words) {
        this.words = words;
    }

    /// For people.
    String words() {
        return words;
    }

    /// Of a use that pins no version; absent where its requirement is none.
    static Optional<Allowed> of(PackageUse use, Match match) {
        Ecosystem ecosystem = Ecosystem.of(use.purl()).orElse(null);
        if (use.pinned() || ecosystem == null || use.requirement().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(Requirement.parse(ecosystem.family().scheme(), use.requirement()).range(), match));
        } catch (RangeException e) {
            return Optional.empty();
        }
    }

    /// Whether the upper end of the range lies in an affected span of the record that decided.
    static Allowed of(VersionRange range, Match match) {
        Interval last = range.intervals().getLast();
        for (Span span : match.used().record().affected().spans()) {
            try {
                Interval affected = span.interval(range.scheme());
                if (affected.upper() == null) {
                    return NEWEST;
                }
                VersionRange above = VersionRange.of(range.scheme(), List.of(new Interval(
                        new Interval.Bound(affected.upper().version(), !affected.upper().inclusive()), null)));
                VersionRange left = above.intersect(VersionRange.of(range.scheme(), List.of(last)));
                if (left.isEmpty() && !range.intersect(VersionRange.of(range.scheme(), List.of(affected))).isEmpty()) {
                    return NEWEST;
                }
            } catch (VersionException e) {
                // A bound that cannot be compared decides nothing.
            }
        }
        return OLDER;
    }
}
