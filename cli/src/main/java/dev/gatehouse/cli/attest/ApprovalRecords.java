package dev.gatehouse.cli.attest;

import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.policy.release.DigestApproval;
import java.time.ZoneOffset;

/// Approvals of images as the ledger remembers them.
public final class ApprovalRecords {
    private static final String ROLE = "releases";

    private ApprovalRecords() {}

    /// The record of an approval.
    public static Approved of(DigestApproval approval) {
        return new Approved(Subject.image(approval.digest()), "release", approval.approver(), ROLE, approval.requester(),
                approval.reason(), approval.expires().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                Digest.sha256(approval.statement(null).json()).toString());
    }
}
