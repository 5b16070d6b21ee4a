package dev.gatehouse.policy;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.report.Acceptance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which exceptions count at a stage and a time, and why the others do not.
final class Exceptions {

    /// How an exception bears on a finding.
    ///
    /// @param acceptance
    ///            null if it does not count
    /// @param expired
    ///            whether it would count but for its date: such a finding blocks again, known or not
    /// @param note
    ///            why it does not count, or what is weak about it; null if there is nothing to say
    record Bearing(ExceptionEntry entry, @Nullable Acceptance acceptance, boolean expired, @Nullable String note) {}

    private final Map<ExceptionEntry, Approvals.Outcome> entries = new LinkedHashMap<>();
    private final boolean approversListed;
    private final Stage stage;
    private final LocalDate today;

    /// @param judge
    ///            configuration of the target branch; its exceptions count as they stand
    /// @param head
    ///            configuration that the change brings; of its other exceptions only those count that an approver listed by the
    ///            judge has signed; null where there is no change
    Exceptions(Configuration judge, @Nullable Configuration head, Approvals approvals, Stage stage, Instant asOf) {
        this.stage = stage;
        this.today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        this.approversListed = !judge.approvers().isEmpty();
        for (ExceptionEntry entry : judge.exceptions()) {
            entries.put(entry, approvals.check(entry, judge.approvers()));
        }
        if (head != null) {
            for (ExceptionEntry entry : head.exceptions()) {
                if (judge.exceptions().stream().noneMatch(known -> known.statement().equals(entry.statement()))
                        && approvals.check(entry, judge.approvers()) instanceof Approvals.Outcome.Approved approved) {
                    entries.put(entry, approved);
                }
            }
        }
    }

    /// Every exception that names the finding, those that count first.
    List<Bearing> on(Finding finding) {
        List<Bearing> bearings = new ArrayList<>();
        entries.forEach((entry, outcome) -> {
            if (finding.identity().contains(entry.fingerprint())) {
                Bearing bearing = bearing(entry, outcome, finding);
                if (bearing.acceptance() != null) {
                    bearings.addFirst(bearing);
                } else {
                    bearings.add(bearing);
                }
            }
        });
        return bearings;
    }

    private Bearing bearing(ExceptionEntry entry, Approvals.Outcome outcome, Finding finding) {
        if (today.isAfter(entry.expires())) {
            return new Bearing(entry, null, true, "expired on " + entry.expires());
        }
        if (outcome instanceof Approvals.Outcome.Refused refused) {
            return new Bearing(entry, null, false, refused.why());
        }
        if (outcome instanceof Approvals.Outcome.Unsigned && approversListed) {
            return new Bearing(entry, null, false,
                    "nobody listed under approvers: has signed it (gatehouse approve " + entry.id() + " --key FILE)");
        }
        if (outcome instanceof Approvals.Outcome.Unsigned && stage.countsKnownFindings()) {
            return new Bearing(entry, null, false, "from release on an exception needs an approver's signature");
        }
        int places = finding.active().size();
        if (places > entry.places()) {
            return new Bearing(entry, null, false, "it covers " + entry.places() + " places and there are " + places);
        }
        String approver = outcome instanceof Approvals.Outcome.Approved approved ? approved.approver() : null;
        return new Bearing(entry,
                new Acceptance(entry.id(), entry.reason(), entry.owner(), entry.requester(), approver, entry.expires(),
                        entry.compensatingControl(), entry.places()),
                false, approver == null ? "accepted without a second person" : null);
    }
}
