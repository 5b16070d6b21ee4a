package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a ledger at the command line: read all of them, append some.
///
/// @param key signs what is appended; null to leave it unsigned
public record EvidenceBook(Ledger ledger, @Nullable SigningKey key) {

    /// All records, oldest first.
    ///
    /// @throws UsageException if the ledger cannot be read
    public List<Recorded> records() throws UsageException, IOException {
        try {
            return Recorded.all(ledger);
        } catch (LedgerException e) {
            throw new UsageException(ledger.folder() + ": " + e.getMessage() + "; see: gatehouse ledger verify", e);
        }
    }

    /// The newest checkpoint.
    ///
    /// @throws UsageException if it cannot be read
    public Checkpoint checkpoint() throws UsageException, IOException {
        try {
            return ledger.checkpoint();
        } catch (LedgerException e) {
            throw new UsageException(ledger.folder() + ": " + e.getMessage() + "; see: gatehouse ledger verify", e);
        }
    }

    /// Whether a record is there.
    public boolean has(LedgerRecord record) throws UsageException, IOException {
        return records().stream().anyMatch(each -> each.record().equals(record));
    }

    /// Appends those of the records that are not there yet.
    ///
    /// @param actor who or which machine did it; null if unknown
    /// @return how many were appended
    public int add(List<LedgerRecord> records, @Nullable String actor) throws UsageException, IOException {
        List<LedgerRecord> known = records().stream().map(Recorded::record).toList();
        List<LedgerRecord> missing = records.stream().filter(record -> !known.contains(record)).toList();
        if (!missing.isEmpty()) {
            append(missing, actor);
        }
        return missing.size();
    }

    /// Appends records under one checkpoint.
    ///
    /// @param actor who or which machine did it; null if unknown
    /// @return the checkpoint that covers them
    /// @throws UsageException if the ledger was changed by somebody else
    public Checkpoint append(List<? extends LedgerRecord> records, @Nullable String actor) throws UsageException, IOException {
        Instant now = Instant.now();
        try {
            return ledger.append(records.stream().map(record -> record.event(now, actor)).toList(), key);
        } catch (LedgerException e) {
            throw new UsageException(ledger.folder() + ": " + e.getMessage(), e);
        }
    }
}
