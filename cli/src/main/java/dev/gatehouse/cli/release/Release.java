package dev.gatehouse.cli.release;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.attest.ApprovalRecords;
import dev.gatehouse.cli.attest.Attestations;
import dev.gatehouse.cli.attest.ReleasedImage;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.policy.release.Attested;
import dev.gatehouse.policy.release.DecisionStatement;
import dev.gatehouse.policy.release.DigestApproval;
import dev.gatehouse.policy.release.ReleaseEvidence;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.signing.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One release: signs what was decided, attaches it, writes it down.
///
/// @param image as the user named it
/// @param judge the configuration that judged
/// @param advisories folder of the advisories that judged
record Release(ReleasedImage resolved, String image, Origin origin, Configuration judge, SigningKey key, EvidenceBook book,
        Path advisories) {
    /// A decision that still says the same is made anew after this time, so that it does not grow old while nobody looks.
    private static final Duration RENEWED_AFTER = Duration.ofDays(7);

    /// What came of it.
    ///
    /// @param decision the one that is attached now
    /// @param approval what covers its warnings; null if there are none or nobody approved them
    /// @param added whether anything was attached or written down
    /// @param packages of the bill of materials
    /// @param key who signed, for people
    /// @param checkpoint of the ledger that remembers it
    /// @param notes what does not count of what was attached before
    record Outcome(Decision decision, @Nullable DigestApproval approval, boolean added, int packages, String key,
            Checkpoint checkpoint, List<String> notes) {}

    Outcome of(Assessment.Result result, Instant now) throws UsageException, IOException, InterruptedException {
        Decision decided = Objects.requireNonNull(result.report().decision(), "a release is judged at its stage");
        Bill bill = Bill.of(resolved, name());
        var release = new ReleaseDecision(withGaps(decided, bill.coverage()), subject(decided));
        Attestations.Found before = Attestations.of(resolved);
        Decision attached = still(release, bill, before.statements(), now);
        Instant asOf = attached == null ? now.truncatedTo(ChronoUnit.SECONDS) : attached.asOf();
        byte[] json = bill.json(asOf);
        Decision decision = attached == null ? release.at(asOf, digest(json)) : attached;
        boolean added = attach(ReleaseEvidence.CYCLONEDX, before.statements(), json, asOf, now);
        added |= new ReleaseRecords(this, result, decision, bill, json).write() > 0;
        if (attached == null) {
            // The decision last: whoever sees it finds everything that it names, and the ledger that its checkpoint covers.
            Attestations.attach(resolved,
                    DecisionStatement.of(decision, book.checkpoint().note(), name(), resolved.digest()), key, asOf);
            added = true;
        }
        ReleaseEvidence evidence = evidence(Attestations.of(resolved).statements(), now);
        book.add(ApprovalRecords.of(evidence.approvals(), decision), origin.requester());
        List<String> notes = new ArrayList<>(before.notes());
        notes.addAll(evidence.notes());
        return new Outcome(decision, evidence.approval(decision), added, bill.packages(), key.verificationKey().toString(),
                book.checkpoint(), notes);
    }

    /// Attaches the bill unless just this one is attached.
    private boolean attach(String type, List<Attested> statements, byte[] json, Instant asOf, Instant now) throws IOException {
        Statement statement = new Statement(
                List.of(Statement.Subject.sha256(name(), resolved.manifest().digest().hex())), type, json);
        byte[] payload = statement.json();
        boolean there = evidence(statements, now).bills().contains(type)
                && statements.stream().anyMatch(each -> Arrays.equals(each.envelope().payload(), payload));
        if (!there) {
            Attestations.attach(resolved, statement, key, asOf);
        }
        return !there;
    }

    /// Name of the service, else of the image.
    String name() {
        String service = judge.service().name();
        String repository = resolved.store().repository();
        return service != null ? service : repository != null ? repository : "image";
    }

    private ReleaseEvidence evidence(List<Attested> statements, Instant now) {
        return ReleaseEvidence.of(resolved.digest(), statements, List.of(key.verificationKey()), judge.approvers(), now);
    }

    private LinkedHashMap<String, String> subject(Decision decided) {
        var subject = new LinkedHashMap<String, String>();
        subject.put("image", image);
        subject.put(DecisionStatement.DIGEST, resolved.digest());
        ReleaseDecision.put(subject, "repository", origin.repository());
        ReleaseDecision.put(subject, "commit", origin.commit());
        ReleaseDecision.put(subject, "owner", origin.owners().isEmpty() ? null : String.join(" ", origin.owners()));
        subject.put(DecisionStatement.REQUESTER, origin.requester());
        ReleaseDecision.put(subject, DecisionStatement.VALID_UNTIL, ReleaseDecision.validUntil(decided, judge));
        return subject;
    }

    /// What the bill could not be made of makes the whole unproven: the cache may have known what the image no longer shows.
    private static Decision withGaps(Decision decided, Coverage seen) {
        List<Diagnostic> gaps = seen.diagnostics().stream()
                .filter(each -> each.kind() == Diagnostic.Kind.GAP && !decided.coverage().diagnostics().contains(each)).toList();
        if (gaps.isEmpty()) {
            return decided;
        }
        List<Reason> reasons = new ArrayList<>(decided.reasons());
        gaps.forEach(gap -> reasons.add(new Reason(Verdict.ALLOW, gap.code(),
                "not looked at, so a pass would be unproven: " + gap, "gaps")));
        return new Decision(decided.stage(), decided.verdict(), decided.asOf(), reasons, decided.coverage(), true,
                decided.exceptions(), decided.subject(), decided.digests());
    }

    /// The decision that our key signed before and that still holds word for word; null if there is none.
    private @Nullable Decision still(ReleaseDecision release, Bill bill, List<Attested> statements, Instant now)
            throws IOException {
        ReleaseEvidence.Signed signed = evidence(statements, now).release();
        if (signed == null || signed.decision().asOf().isBefore(now.minus(RENEWED_AFTER))) {
            return null;
        }
        Decision attached = signed.decision();
        return release.isSaidBy(attached, digest(bill.json(attached.asOf()))) ? attached : null;
    }

    static String digest(byte[] bytes) {
        return Digest.sha256(bytes).toString();
    }
}
