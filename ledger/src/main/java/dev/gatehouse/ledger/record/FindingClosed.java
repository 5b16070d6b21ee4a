package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;

/// A weakness that was opened no longer holds.
///
/// @param fingerprint
///            identity of the finding
/// @param reason
///            why: the advisory was withdrawn, a statement says that it is not affected
public record FindingClosed(Subject subject, String fingerprint, String reason) implements LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "finding-closed";

    static FindingClosed read(Body body) throws LedgerException {
        return new FindingClosed(body.subject(), body.text("fingerprint"), body.text("reason"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("fingerprint", fingerprint).text("reason", reason).end();
    }
}
