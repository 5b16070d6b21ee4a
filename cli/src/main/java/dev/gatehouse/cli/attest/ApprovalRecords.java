package dev.gatehouse.cli.attest;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.policy.release.DigestApproval;
import dev.gatehouse.policy.release.ReleaseEvidence;
import java.time.ZoneOffset;
import java.util.List;

/// Approvals of images as the ledger remembers them.
public final class ApprovalRecords {
    private static final String ROLE = "releases";

    private ApprovalRecords() {}

    /// The records of approvals that count.
    ///
    /// @param release the decision whose warnings they may cover
    public static List<LedgerRecord> of(List<DigestApproval> approvals, Decision release) {
        return approvals.stream().<LedgerRecord>map(approval -> of(approval, release)).toList();
    }

    /// The record of one.
    public static Approved of(DigestApproval approval, Decision release) {
        List<String> warnings = ReleaseEvidence.warnings(release);
        boolean lets = !warnings.isEmpty() && approval.accepts().containsAll(warnings);
        return new Approved(Subject.image(approval.digest()), lets ? Approved.RELEASE : Approved.DEPLOY, approval.approver(),
                ROLE, approval.requester(), approval.reason(),
                approval.expires().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                Digest.sha256(approval.statement(null).json()).toString());
    }
}
