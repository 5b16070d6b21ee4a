package dev.gatehouse.compliance;

import dev.gatehouse.ledger.Verification;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Subject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a period: the ledger, and what the ledger cannot know of itself.
///
/// @param records
///            all of the ledger written before `asOf`, oldest first
/// @param changes
///            what arrived on the main line in the period, newest first; null if there is no repository to ask
/// @param deployments
///            what was deployed in the period; null if nobody said
/// @param ledger
///            what a verification of the ledger said
/// @param asOf
///            the moment for which the answers hold
public record Facts(Period period, List<Recorded> records, @Nullable List<Change> changes,
        @Nullable List<Deployment> deployments, Verification ledger, Instant asOf) {

    /// Something that arrived on the main line.
    ///
    /// @param commit
    ///            its full id
    /// @param heads
    ///            other commits that were judged in its stead: the heads that a merge brought
    public record Change(String commit, List<String> heads, Instant time) {}

    /// Something that began to run.
    public record Deployment(Instant time, String environment, Subject image) {}

    public Facts {
        records = records.stream().filter(each -> !each.time().isAfter(asOf)).toList();
    }

    /// The records of a kind that were written in the period.
    <R extends LedgerRecord> Stream<Kept<R>> during(Class<R> kind) {
        return ever(kind).filter(each -> period.holds(each.at().time()));
    }

    /// The records of a kind.
    <R extends LedgerRecord> Stream<Kept<R>> ever(Class<R> kind) {
        return records.stream().filter(each -> kind.isInstance(each.record()))
                .map(each -> new Kept<>(each, kind.cast(each.record())));
    }

    /// A record with its place.
    record Kept<R>(Recorded at, R record) {
        Answer.Proof proof(String what) {
            return new Answer.Proof(at.index(), at.time(), what);
        }
    }
}
