package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;

/// A second person approved.
///
/// @param what
///            what is approved: `release`, `deploy`, `exception`
/// @param approver
///            who approved
/// @param role
///            role of the approver in the configuration that judged
/// @param requester
///            who asked; never the approver
/// @param reason
///            why
/// @param expires
///            until when it holds
/// @param statement
///            digest of the signed statement: `sha256:…`
public record Approved(Subject subject, String what, String approver, String role, String requester, String reason,
        Instant expires, String statement) implements LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "approval";

    static Approved read(Body body) throws LedgerException {
        return new Approved(body.subject(), body.text("what"), body.text("approver"), body.text("role"), body.text("requester"),
                body.text("reason"), body.time("expires"), body.text("statement"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("what", what).text("approver", approver).text("role", role).text("requester", requester)
                .text("reason", reason).time("expires", expires).text("statement", statement).end();
    }
}
