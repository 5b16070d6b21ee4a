package dev.gatehouse.cli.deploy;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.attest.ApprovalRecords;
import dev.gatehouse.cli.attest.Attestations;
import dev.gatehouse.cli.attest.ReleasedImage;
import dev.gatehouse.cli.attest.TrustedKeys;
import dev.gatehouse.cli.evidence.Actor;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.Deployed;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.store.WholeImage;
import dev.gatehouse.policy.release.DecisionStatement;
import dev.gatehouse.policy.release.DigestApproval;
import dev.gatehouse.policy.release.ReleaseEvidence;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.signing.VerificationKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts together what the image, its attachments, the ledger, the manifests and the policies say.
///
/// @param options of the command
/// @param judge configuration of the target
/// @param root that paths of the configuration are relative to
record DeployGate(Console console, GateCommand options, Configuration judge, Path root) {

    /// What came of it.
    ///
    /// @param release the decision that counts; null if there is none
    /// @param book of the ledger; null if there is none, or it cannot be believed
    /// @param workloads that will run the image: `shop/deployment/checkout`
    record Outcome(Decision decision, ReleaseEvidence.@Nullable Signed release, List<DigestApproval> approvals,
            Set<String> bills, @Nullable EvidenceBook book, GateCommand options, List<String> workloads) {

        /// Writes down what was decided, which approvals counted, and where it will run.
        ///
        /// @return the checkpoint that covers it; null if nothing was written down
        @Nullable
        Checkpoint record(Console console, ExitCode code, Instant now) throws UsageException, IOException {
            if (book == null || book.key() == null && !book.checkpoint().signatures().isEmpty()) {
                return null;
            }
            String digest = decision.subject().getOrDefault(DecisionStatement.DIGEST, "");
            Subject subject = Subject.image(digest);
            List<LedgerRecord> records = new ArrayList<>();
            if (release != null) {
                records.addAll(ApprovalRecords.of(approvals, release.decision()));
            }
            records.add(new Decided(subject, Stage.DEPLOY.label(), decision.verdict().label(), decision.unproven(),
                    DecisionJson.digest(decision), decision.asOf(),
                    decision.reasons().stream().filter(reason -> reason.verdict() != Verdict.ALLOW).map(Reason::subject)
                            .filter(Objects::nonNull).distinct().toList(),
                    decision.exceptions(), decision.subject().get("commit")));
            String environment = options.environment;
            if (code == ExitCode.PASS && environment != null) {
                workloads.forEach(workload -> records.add(new Deployed(subject, environment, now, options.image, workload)));
            }
            book.add(records, Actor.of(console.environment()));
            return book.checkpoint();
        }
    }

    Outcome decide(Manifests manifests, Report report, Instant now) throws UsageException, IOException {
        Decision judged = Objects.requireNonNull(report.decision());
        List<VerificationKey> trusted = TrustedKeys.of(judge, root, options.trusted);
        String digest = options.image.substring(options.image.indexOf("@sha256:") + 1);
        List<Reason> reasons = new ArrayList<>(judged.reasons());
        if (judged.coverage().excluded() > 0) {
            reasons.add(block(judged.coverage().excluded() + " manifests are excluded by paths.exclude and were not looked at",
                    "manifests.readable"));
        }
        ReleaseEvidence evidence = evidence(digest, trusted, manifests, reasons, now);
        boolean unproven = judged.unproven();
        EvidenceBook book = null;
        if (options.ledger.exists(console)) {
            book = options.ledger.book(console);
            reasons.addAll(new LedgerEvidence(book, trusted, judge.gate().at(Stage.DEPLOY)).reasons(digest, evidence.release()));
        } else {
            unproven = true;
            reasons.add(new Reason(Verdict.ALLOW, null, "there is no ledger in " + options.ledger.folder(console)
                    + ", so nothing is known of incidents and of what has come up since the release", "ledger"));
        }
        if (reasons.stream().anyMatch(reason -> reason.policy().equals(LedgerEvidence.BELIEF))) {
            // Signing on would make a changed ledger look sound.
            book = null;
        }
        if (!options.policies.isEmpty()) {
            var release = evidence.release();
            reasons.addAll(DeployPolicy.of(console, options.policies, options.image, digest,
                    release == null ? null : release.predicate(), manifests));
        }
        List<Reason> weighed = approved(reasons, evidence.approvals());
        return new Outcome(decision(judged, weighed, unproven, digest, evidence.release()), evidence.release(),
                evidence.approvals(), evidence.bills(), book, options, manifests.workloads(digest));
    }

    /// What lies at the image. Bytes that are not what their digest names are a reason, not an error: somebody changed them.
    private ReleaseEvidence evidence(String digest, List<VerificationKey> trusted, Manifests manifests, List<Reason> reasons,
            Instant now) throws UsageException, IOException {
        var nothing = new ReleaseEvidence(null, List.of(), Set.of(), List.of());
        try (ReleasedImage image = options.access.open(console, options.image)) {
            if (!image.digest().equals(digest)) {
                throw new UsageException(digest + " is an index of images; name the image of a platform: " + image.digest());
            }
            WholeImage.verify(image.store());
            reasons.addAll(manifests.deploy(digest, image.store().repository()));
            Attestations.Found found = Attestations.of(image);
            found.notes().forEach(note -> reasons.add(new Reason(Verdict.ALLOW, null, note, "release.attachments")));
            ReleaseEvidence evidence = ReleaseEvidence.of(digest, found.statements(), trusted, judge.approvers(), now);
            reasons.addAll(evidence.reasons(now, Duration.ofDays(judge.release().maxAgeDays())));
            return evidence;
        } catch (OciException e) {
            if (e.kind() != OciException.Kind.MISMATCH && e.kind() != OciException.Kind.MALFORMED) {
                throw e;
            }
            reasons.add(block(String.valueOf(e.getMessage()), "image.digest"));
        } catch (NoSuchFileException e) {
            reasons.add(block(e.getFile() + ": " + e.getReason(), "image.digest"));
        }
        return nothing;
    }

    /// Warnings that an approval names are no longer in the way.
    private static List<Reason> approved(List<Reason> reasons, List<DigestApproval> approvals) {
        List<Reason> weighed = new ArrayList<>();
        for (Reason reason : reasons) {
            String about = reason.subject() == null ? reason.text() : reason.subject();
            DigestApproval covering = approvals.stream().filter(approval -> approval.accepts().contains(about)).findFirst()
                    .orElse(null);
            weighed.add(reason.verdict() == Verdict.WARN && covering != null
                    ? new Reason(Verdict.ALLOW, reason.subject(),
                            reason.text() + " (approved by " + covering.approver() + " until " + covering.expires() + ")",
                            reason.policy())
                    : reason);
        }
        weighed.sort(Comparator.comparing(Reason::verdict).reversed());
        return weighed;
    }

    private static Reason block(String text, String policy) {
        return new Reason(Verdict.BLOCK, null, text, policy);
    }

    private Decision decision(Decision judged, List<Reason> reasons, boolean unproven, String digest,
            ReleaseEvidence.@Nullable Signed release) {
        var subject = new LinkedHashMap<String, String>();
        subject.put("target", "deployment of " + options.image);
        subject.put(DecisionStatement.DIGEST, digest);
        if (options.environment != null) {
            subject.put("environment", options.environment);
        }
        var digests = new LinkedHashMap<>(judged.digests());
        if (release != null) {
            release.decision().subject().forEach((key, value) -> {
                if (List.of("repository", "commit", "owner").contains(key)) {
                    subject.put(key, value);
                }
            });
            digests.put("release", DecisionJson.digest(release.decision()));
        }
        Verdict verdict = reasons.stream().map(Reason::verdict).max(Comparator.naturalOrder()).orElse(Verdict.ALLOW);
        return new Decision(Stage.DEPLOY, verdict, judged.asOf(), reasons, judged.coverage(), unproven, judged.exceptions(),
                subject,
                digests);
    }
}
