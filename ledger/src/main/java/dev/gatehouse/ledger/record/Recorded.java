package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record at its place in a ledger.
///
/// @param index
///            index of its entry
/// @param time
///            when it was written down
/// @param actor
///            who or which machine did it; null if unknown
public record Recorded(long index, Instant time, @Nullable String actor, LedgerRecord record) {

    /// Everything that the ledger's newest checkpoint covers, oldest first. It is not verified: [dev.gatehouse.ledger.Verification]
    /// does that.
    ///
    /// @throws LedgerException
    ///             if an entry cannot be read, or is of a known kind and lacks what it must say. Nothing is skipped: what could not
    ///             be read might be what matters
    public static List<Recorded> all(Ledger ledger) throws IOException, LedgerException {
        List<Recorded> all = new ArrayList<>();
        List<LedgerException> wrong = new ArrayList<>(1);
        ledger.entries(entry -> {
            try {
                all.add(new Recorded(entry.index(), entry.event().time(), entry.event().actor(),
                        LedgerRecord.of(entry.event())));
            } catch (LedgerException e) {
                if (wrong.isEmpty()) {
                    wrong.add(new LedgerException("entry " + entry.index() + ": " + e.getMessage(), e));
                }
            }
        });
        if (!wrong.isEmpty()) {
            throw wrong.getFirst();
        }
        return all;
    }
}
