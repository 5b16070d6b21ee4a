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
