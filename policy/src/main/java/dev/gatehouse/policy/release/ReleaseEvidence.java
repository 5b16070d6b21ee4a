package dev.gatehouse.policy.release;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.config.Approver;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.report.json.ReportFormatException;
import dev.gatehouse.signing.Statement;
import dev.gatehouse.signing.VerificationKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What is attached to an image and can be believed.
///
/// @param release
///            the newest decision at stage release that a trusted key signed; null if there is none
/// @param approvals
///            those that count for that decision
/// @param bills
///            predicate types of the bills of materials that a trusted key signed
/// @param notes
///            why other attachments do not count, one sentence each
public record ReleaseEvidence(@Nullable Signed release, List<DigestApproval> approvals, Set<String> bills, List<String> notes) {
    /// Predicate type of CycloneDX in JSON, as in-toto and cosign name it.
    public static final String CYCLONEDX = "https://cyclonedx.org/bom";
    /// Predicate type of SPDX in JSON.
    public static final String SPDX = "https://spdx.dev/Document";
    private static final String APPROVAL = "the approval ";
    /// Clocks may differ by so much.
    private static final Duration SKEW = Duration.ofMinutes(5);

    /// A decision and who signed it.
    ///
    /// @param predicate
    ///            decision.json, byte for byte
    /// @param checkpoint
    ///            of the ledger that remembers it, as a signed note; null if it carries none
    public record Signed(Decision decision, byte[] predicate, @Nullable String checkpoint, SequencedSet<VerificationKey> keys) {}

    public ReleaseEvidence {
        approvals = List.copyOf(approvals);
        bills = Set.copyOf(bills);
        notes = List.copyOf(notes);
    }

    /// Reads what is attached.
    ///
    /// @param digest
    ///            of the image
    /// @param trusted
    ///            keys that may sign releases
    /// @param approvers
    ///            people who may approve
    public static ReleaseEvidence of(String digest, List<Attested> attached, Collection<VerificationKey> trusted,
            List<Approver> approvers, Instant asOf) {
        return new Reading(digest, trusted, approvers, asOf).read(attached);
    }

    /// What is said against letting it out, gravest first; what was approved is told too.
    ///
    /// @param maxAge
    ///            how old the decision may be: advisories and rules move on
    public List<Reason> reasons(Instant asOf, Duration maxAge) {
        List<Reason> reasons = new ArrayList<>();
        Signed signed = release;
        if (signed == null) {
            reasons.add(new Reason(Verdict.BLOCK, null, "no decision of a release that a trusted key signed is attached to it"
                    + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"), "release.decision"));
            return reasons;
        }
        Decision decision = signed.decision();
        judgeTime(decision, asOf, maxAge, reasons);
        if (decision.unproven()) {
            reasons.add(block("the release looked at a part only, so its pass was unproven", "release.coverage"));
        }
        switch (decision.verdict()) {
            case BLOCK ->
                reasons.add(block("the release was blocked: " + decision.reasons().getFirst().text(), "release.verdict"));
            case WARN -> judgeWarnings(decision, reasons);
            case ALLOW -> {
                // Nothing is said against it.
            }
        }
        if (bills.isEmpty()) {
            reasons.add(block("no bill of materials that a trusted key signed is attached to it", "release.sbom"));
        }
        notes.forEach(note -> reasons.add(new Reason(Verdict.ALLOW, null, note, "release.attachments")));
        reasons.sort(Comparator.comparing(Reason::verdict).reversed());
        return reasons;
    }

    private static Reason block(String text, String policy) {
        return new Reason(Verdict.BLOCK, null, text, policy);
    }

    private static void judgeTime(Decision decision, Instant asOf, Duration maxAge, List<Reason> reasons) {
        if (decision.asOf().isAfter(asOf.plus(SKEW))) {
            reasons.add(block("the release was decided in the future, at " + decision.asOf(), "release.time"));
        }
        if (decision.asOf().plus(maxAge).isBefore(asOf)) {
            reasons.add(
                    block("the release was decided on " + LocalDate.ofInstant(decision.asOf(), ZoneOffset.UTC) + ", more than "
                            + maxAge.toDays() + " days ago; release it again", "release.max-age"));
        }
        String until = decision.subject().get(DecisionStatement.VALID_UNTIL);
        if (until != null && today(asOf).isAfter(day(until))) {
            reasons.add(
                    block("an exception or gap that the release stood on was accepted until " + until, "release.valid-until"));
        }
    }

    private static LocalDate today(Instant asOf) {
        return LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            // A trusted key signed something that we do not understand: it holds no longer.
            return LocalDate.EPOCH;
        }
    }

    private void judgeWarnings(Decision decision, List<Reason> reasons) {
        List<String> warnings = warnings(decision);
        DigestApproval covering = approval(decision);
        if (covering != null) {
            reasons.add(
                    new Reason(Verdict.ALLOW, null, "approved by " + covering.approver() + " until " + covering.expires() + ": "
                            + covering.reason(), "release.approval"));
            return;
        }
        Set<String> open = new HashSet<>(warnings);
        approvals.forEach(approval -> approval.accepts().forEach(open::remove));
        reasons.add(block("the release has " + warnings.size() + (warnings.size() == 1 ? " warning" : " warnings")
                + (approvals.isEmpty()
                        ? " and nobody approved it" + why()
                        : " and no approval covers all of them, such as "
                                + open.stream().sorted().findFirst().orElse("them together"))
                + "; a second person does: gatehouse approve", "release.approval"));
    }

    /// Why approvals that are there do not count.
    private String why() {
        List<String> refused = notes.stream().filter(note -> note.startsWith(APPROVAL)).toList();
        return refused.isEmpty() ? "" : " (" + String.join("; ", refused) + ")";
    }

    /// The approval that covers every warning of a decision; null if none does.
    public @Nullable DigestApproval approval(Decision decision) {
        List<String> warnings = warnings(decision);
        return approvals.stream().filter(approval -> approval.accepts().containsAll(warnings)).findFirst().orElse(null);
    }

    /// The warnings of a decision by what they are about.
    public static List<String> warnings(Decision decision) {
        return decision.reasons().stream().filter(reason -> reason.verdict() == Verdict.WARN)
                .map(reason -> reason.subject() == null ? reason.text() : reason.subject()).distinct().sorted().toList();
    }

    private static final class Reading {
        private final String digest;
        private final Collection<VerificationKey> trusted;
        private final List<Approver> approvers;
        private final Instant asOf;
        private final List<String> notes = new ArrayList<>();
        private final Set<String> bills = new HashSet<>();
        private @Nullable Signed newest;

        /// An attachment whose statement was read.
        private record Read(Attested attested, Statement statement) {}

        Reading(String digest, Collection<VerificationKey> trusted, List<Approver> approvers, Instant asOf) {
            this.digest = digest;
            this.trusted = trusted;
            this.approvers = approvers;
            this.asOf = asOf;
        }

        ReleaseEvidence read(List<Attested> attached) {
            List<Read> approvals = new ArrayList<>();
            for (Attested attested : attached) {
                Statement statement = statement(attested);
                if (statement == null) {
                    continue;
                }
                if (statement.predicateType().equals(DigestApproval.PREDICATE_TYPE)) {
                    approvals.add(new Read(attested, statement));
                } else {
                    signed(attested, statement);
                }
            }
            return new ReleaseEvidence(newest, counting(approvals), bills, notes);
        }

        private @Nullable Statement statement(Attested attested) {
            if (!attested.envelope().payloadType().equals(Statement.PAYLOAD_TYPE)) {
                return null;
            }
            try {
                return Statement.read(attested.name(), attested.envelope().payload());
            } catch (DocumentException e) {
                notes.add("the attachment " + attested.name() + " does not count: it is no in-toto statement");
                return null;
            }
        }

        private void signed(Attested attested, Statement statement) {
            boolean decision = statement.predicateType().equals(DecisionStatement.PREDICATE_TYPE);
            boolean bill = statement.predicateType().equals(CYCLONEDX) || statement.predicateType().equals(SPDX);
            if (!decision && !bill) {
                return;
            }
            String what = (decision ? "the decision " : "the bill of materials ") + attested.name() + " does not count: ";
            var keys = attested.envelope().signers(trusted);
            if (keys.isEmpty()) {
                notes.add(what + "no trusted key signed it");
            } else if (!statement.isAbout(digest)) {
                notes.add(what + "it is about another image");
            } else if (bill) {
                bills.add(statement.predicateType());
            } else {
                decision(what, statement, keys);
            }
        }

        private void decision(String what, Statement statement, SequencedSet<VerificationKey> keys) {
            try {
                Decision decision = DecisionStatement.read(statement);
                if (decision.stage() == Stage.RELEASE
                        && (newest == null || decision.asOf().isAfter(newest.decision().asOf()))) {
                    newest = new Signed(decision, statement.predicate(),
                            DecisionJson.checkpoint(new ByteArrayInputStream(statement.predicate())), keys);
                }
            } catch (ReportFormatException | IOException e) {
                notes.add(what + "it cannot be read: " + e.getMessage());
            }
        }

        private List<DigestApproval> counting(List<Read> approvals) {
            Signed release = newest;
            if (release == null) {
                return List.of();
            }
            List<DigestApproval> counting = new ArrayList<>();
            String requester = release.decision().subject().get(DecisionStatement.REQUESTER);
            var check = new SshApprovals(approvers, release.keys(), today(asOf));
            for (Read read : approvals) {
                switch (check.check(read.attested(), read.statement(), digest, requester)) {
                    case SshApprovals.Outcome.Approved approved -> counting.add(approved.approval());
                    case SshApprovals.Outcome.Refused refused ->
                        notes.add(APPROVAL + read.attested().name() + " does not count: " + refused.why());
                }
            }
            return counting;
        }
    }
}
