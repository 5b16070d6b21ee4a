package dev.gatehouse.cli.incident;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.detection.Incident;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The incidents of a ledger.
///
/// @param key signs what is written; null to leave it unsigned
record IncidentBook(Ledger ledger, @Nullable SigningKey key) {

    /// The newest state of each, oldest first.
    ///
    /// @throws UsageException if the ledger cannot be read
    List<Incident> all() throws UsageException, IOException {
        List<Incident> states = new ArrayList<>();
        List<DocumentException> wrong = new ArrayList<>();
        try {
            ledger.entries(entry -> {
                if (entry.event().kind().equals(Incident.KIND)) {
                    try {
                        states.add(Incident.read(entry.event().body()));
                    } catch (DocumentException e) {
                        wrong.add(e);
                    }
                }
            });
        } catch (LedgerException e) {
            throw new UsageException(e.getMessage() + "; see: gatehouse ledger verify", e);
        }
        if (!wrong.isEmpty()) {
            throw new UsageException("an incident in the ledger cannot be read: " + wrong.getFirst().getMessage(),
                    wrong.getFirst());
        }
        return Incident.newest(states);
    }

    /// Writes new states.
    ///
    /// @param actor who did it; null for the detector
    void write(List<Incident> states, @Nullable String actor) throws UsageException, IOException {
        if (states.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        try {
            ledger.append(
                    states.stream().map(state -> new Event(now, Incident.KIND, state.subject(), actor, state.body())).toList(),
                    key);
        } catch (LedgerException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
