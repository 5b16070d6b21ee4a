package dev.gatehouse.cli.evidence;

import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Approvals of exceptions as the ledger remembers them: who agreed to what, and until when.
public final class ExceptionApprovals {
    private static final String ROLE = "exceptions";
    private static final String NOBODY = "unknown";

    private ExceptionApprovals() {}

    /// The record of an approval.
    ///
    /// @param approver whose signature counts
    public static Approved of(ExceptionEntry entry, String approver) {
        String requester = entry.requester();
        return new Approved(Approved.exception(entry.id()), Approved.EXCEPTION, approver, ROLE,
                requester == null ? NOBODY : requester, entry.reason(),
                entry.expires().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                Digest.sha256(entry.statement().getBytes(StandardCharsets.UTF_8)).toString());
    }

    /// The records of the approvals on which a report's acceptances stand.
    ///
    /// @param entries that may have been used
    public static List<Approved> of(Report report, List<ExceptionEntry> entries) {
        return report.findings().stream().map(finding -> of(finding, entries)).filter(Objects::nonNull).distinct().toList();
    }

    private static @Nullable Approved of(Assessed assessed, List<ExceptionEntry> entries) {
        Acceptance acceptance = assessed.acceptance();
        String approver = acceptance == null ? null : acceptance.approver();
        if (acceptance == null || approver == null) {
            return null;
        }
        return entries.stream()
                .filter(entry -> entry.id().equals(acceptance.id()) && entry.expires().equals(acceptance.expires())
                        && entry.reason().equals(acceptance.reason())
                        && assessed.finding().identity().contains(entry.fingerprint()))
                .findFirst().map(entry -> of(entry, approver)).orElse(null);
    }
}
