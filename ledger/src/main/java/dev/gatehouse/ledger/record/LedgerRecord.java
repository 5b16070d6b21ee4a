package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that a ledger remembers. Immutable; what it holds is free of secrets.
///
/// Words that other rooms define (severity, stage, verdict, role) are kept as reports write them, not as constants: a ledger is
/// read by versions that know fewer of them, or more.
public sealed interface LedgerRecord permits Scanned, SbomKept, Decided, Approved, Released, Deployed, FindingOpened,
        FindingClosed, IncidentState, Unrecognised {

    /// What it is about; null only for a kind that is not known here.
    @Nullable
    Subject subject();

    /// The kind of its event: `scan`, `decision`.
    String kind();

    /// The body of its event: a JSON object.
    String body();

    /// The event that is appended to a ledger.
    ///
    /// @param time
    ///            when it is written down
    /// @param actor
    ///            who or which machine did it; null if unknown
    default Event event(Instant time, @Nullable String actor) {
        Subject about = subject();
        return new Event(time, kind(), about == null ? null : about.text(), actor, body());
    }

    /// Reads an event; the opposite of [#event].
    ///
    /// @throws LedgerException
    ///             if it is of a known kind but lacks what that kind must say
    static LedgerRecord of(Event event) throws LedgerException {
        return switch (event.kind()) {
            case Scanned.KIND -> Scanned.read(Body.of(event));
            case SbomKept.KIND -> SbomKept.read(Body.of(event));
            case Decided.KIND -> Decided.read(Body.of(event));
            case Approved.KIND -> Approved.read(Body.of(event));
            case Released.KIND -> Released.read(Body.of(event));
            case Deployed.KIND -> Deployed.read(Body.of(event));
            case FindingOpened.KIND -> FindingOpened.read(Body.of(event));
            case FindingClosed.KIND -> FindingClosed.read(Body.of(event));
            case IncidentState.KIND -> IncidentState.read(Body.of(event));
            default -> new Unrecognised(event);
        };
    }
}
