package dev.gatehouse.advisory.feed;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long a product's releases are maintained.
///
/// @param product
///            its short name: `debian`, `nodejs`
/// @param identifiers
///            package URLs that mean the product
/// @param cycles
///            newest first, as the source lists them
public record Lifecycle(String product, List<String> identifiers, List<Cycle> cycles) {
    public Lifecycle {
        identifiers = List.copyOf(identifiers);
        cycles = List.copyOf(cycles);
    }

    /// One line of releases.
    ///
    /// @param name
    ///            the first numbers of its versions: `12`, `3.20`
    /// @param released
    ///            null if the source does not say
    /// @param end
    ///            the last day of security fixes; null if none is set or none is known
    /// @param ended
    ///            whether it is over without a known day
    /// @param latest
    ///            the newest version; null if the source does not say
    public record Cycle(String name, @Nullable LocalDate released, @Nullable LocalDate end, boolean ended,
            @Nullable String latest) {

        /// Whether it gets no security fixes any more on that day.
        public boolean isOver(LocalDate day) {
            return ended || end != null && day.isAfter(end);
        }
    }
}
