package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Advisory;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Takes what importers read. Called by one thread.
public interface Intake {

    /// An advisory.
    void advisory(Advisory advisory);

    /// A weakness that is known to be exploited.
    ///
    /// @param added
    ///            when the catalogue took it up; null if it does not say
    /// @param ransomware
    ///            whether a ransomware campaign is known to use it
    void exploited(String id, @Nullable LocalDate added, boolean ransomware);

    /// How likely a weakness is to be exploited within 30 days.
    ///
    /// @param probability
    ///            0 to 1
    /// @param percentile
    ///            0 to 1: the share of weaknesses that are not likelier
    void probability(String id, double probability, double percentile);

    /// The life of a product's releases.
    void lifecycle(Lifecycle lifecycle);

    /// Whether a product is affected, as its maker says.
    void statement(VexStatement statement);

    /// When the feed was made, as it says itself: other than the dates of its records, this tells how old a rarely changing one is. Whoever
    /// does not ask how old data are passes it over.
    default void exported(Instant time) {
        // Of no use to those who only ask for packages.
    }

    /// How a library is known by its file. Whoever does not look for files passes it over.
    default void signature(LibrarySignature signature) {
        // Of no use to those who only ask for packages.
    }

    /// A record or part of one that is well-formed and yet of no use here.
    ///
    /// @param name
    ///            the entry
    /// @param reason
    ///            the same words for all that are left out for this reason
    void leftOut(String name, String reason);
}
