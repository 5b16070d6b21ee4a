package dev.gatehouse.advisory.match;

import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.store.StoredAdvisory;
import org.jspecify.annotations.Nullable;

/// What one record says about one version.
///
/// @param record
///            the record
/// @param outcome
///            what it says
/// @param span
///            the range that holds the version; null if none does
/// @param fixed
///            the version that the record names as the next fixed one; null if it names none
/// @param why
///            for people: `>= 2.0, < 2.17.1`, `named: 1.2.3`, or why nothing can be said
public record Evidence(StoredAdvisory record, Outcome outcome, @Nullable Span span, @Nullable String fixed, String why) {

    /// What a record says about a version.
    public enum Outcome {
        /// It is affected.
        AFFECTED,
        /// It is not.
        NOT_AFFECTED,
        /// The version or a bound cannot be compared.
        UNDECIDED
    }

    /// For people: `GHSA-… (ghsa): >= 2.0, < 2.17.1`.
    @Override
    public String toString() {
        return record.id() + " (" + record.source() + "): " + why;
    }
}
