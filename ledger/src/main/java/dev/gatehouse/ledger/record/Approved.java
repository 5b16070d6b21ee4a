package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;

/// A second person approved.
///
/// @param what
///            what is approved: [#RELEASE], [#DEPLOY], [#EXCEPTION]
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
    /// The warnings of a release.
    public static final String RELEASE = "release";
    /// Warnings that only the gate before a deployment gives.
    public static final String DEPLOY = "deploy";
    /// A finding that is accepted for a time.
    public static final String EXCEPTION = "exception";

    /// What the approval of an exception is about.
    ///
    /// @param id
    ///            of the exception in the configuration
    public static Subject exception(String id) {
        return new Subject("exception " + id);
    }

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
