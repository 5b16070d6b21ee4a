package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.attest.Attestations;
import dev.gatehouse.cli.attest.ImageAccess;
import dev.gatehouse.cli.attest.ReleasedImage;
import dev.gatehouse.cli.attest.TrustedKeys;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.cli.attest.ApprovalRecords;
import dev.gatehouse.policy.release.Attested;
import dev.gatehouse.policy.release.DecisionStatement;
import dev.gatehouse.policy.release.DigestApproval;
import dev.gatehouse.policy.release.ReleaseEvidence;
import dev.gatehouse.policy.release.SshApprovals;
import dev.gatehouse.policy.ssh.SshSignature;
import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.Statement;
import dev.gatehouse.signing.VerificationKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A second person lets an image out with its warnings.
record ImageApproval(Console console, Configuration configuration, Path key, LedgerOptions ledger, ImageAccess access) {

    ExitCode run(String name, ApproveCommand command) throws UsageException, IOException, InterruptedException {
        if (command.reason == null || command.reason.isBlank() || command.expires == null) {
            throw new UsageException("an approval of an image needs --reason and --expires");
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate until = Expiry.of(command.expires, today, "an approval");
        if (!name.contains("@sha256:") && !name.startsWith("sha256:")) {
            throw new UsageException(name + ": tags move, so an image is approved by its digest: " + name + "@sha256:…");
        }
        List<VerificationKey> trusted = TrustedKeys.of(configuration, command.root, command.trusted);
        try (ReleasedImage image = access.open(console, name.startsWith("sha256:") ? known(name) : name)) {
            return approve(image, trusted, command, until);
        }
    }

    /// Where the image of a digest lies, as the ledger has it.
    private String known(String digest) throws UsageException, IOException {
        if (ledger.exists(console)) {
            for (Recorded each : ledger.book(console).records().reversed()) {
                if (each.record() instanceof Released released && released.subject().text().equals(digest)) {
                    String image = released.image();
                    int at = image.indexOf('@');
                    return (at < 0 ? image : image.substring(0, at)) + "@" + digest;
                }
            }
        }
        throw new UsageException("the ledger knows no release of " + digest + "; say where the image lies: oci:DIR@" + digest);
    }

    private ExitCode approve(ReleasedImage image, List<VerificationKey> trusted, ApproveCommand command, LocalDate until)
            throws UsageException, IOException, InterruptedException {
        Instant now = Instant.now();
        ReleaseEvidence.Signed release = ReleaseEvidence
                .of(image.digest(), Attestations.of(image).statements(), trusted, configuration.approvers(), now).release();
        if (release == null) {
            throw new UsageException("no decision of a release that a trusted key signed is attached to " + image.name()
                    + "; gatehouse release comes first");
        }
        Decision decision = release.decision();
        if (decision.verdict() == Verdict.BLOCK) {
            throw new UsageException("the release says block, and what blocks cannot be approved");
        }
        List<String> accepts = accepted(command);
        if (decision.verdict() == Verdict.ALLOW && accepts.isEmpty()) {
            throw new UsageException("the release says allow, so it needs no approval; a warning that only the gate before"
                    + " deployment gives is named with --accept");
        }
        show(image, decision, accepts, until, String.valueOf(command.reason));
        if (!command.agrees(console)) {
            return ExitCode.PASS;
        }
        return sign(image, release, accepts, String.valueOf(command.reason), until, now);
    }

    /// The warnings of a gate that are named on the command line.
    private static List<String> accepted(ApproveCommand command) throws UsageException {
        for (String accept : command.accepts) {
            if (accept.isBlank() || !accept.contains(" ") && !fingerprint(accept)) {
                throw new UsageException("--accept " + accept
                        + ": that is no fingerprint; the gate's report names it with the warning, such as iac/1:k8s-seccomp-off.3f2a");
            }
        }
        return command.accepts.stream().distinct().toList();
    }

    private static boolean fingerprint(String text) {
        try {
            Fingerprint.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Tells of what no gate has warned of, as far as the ledger knows: it may be a slip.
    private void compare(String digest, List<String> accepts) throws UsageException, IOException {
        if (accepts.isEmpty() || !ledger.exists(console)) {
            return;
        }
        List<String> told = new ArrayList<>();
        for (Recorded each : ledger.book(console).records()) {
            if (each.record() instanceof Decided decided && decided.subject().text().equals(digest)) {
                told.addAll(decided.reasons());
            }
        }
        accepts.stream().filter(each -> !each.contains(" ") && !told.contains(each)).forEach(each -> console.err().println(
                "gatehouse: no gate that the ledger remembers has warned of " + each + " on this image; is it spelt right?"));
    }

    private void show(ReleasedImage image, Decision decision, List<String> accepts, LocalDate until, String reason)
            throws UsageException, IOException {
        console.out().println("by digest: " + image.name());
        decision.subject().forEach((key, value) -> {
            if (List.of("image", "commit", "repository", "owner", DecisionStatement.REQUESTER).contains(key)) {
                console.out().println(key + ": " + value);
            }
        });
        if (decision.verdict() == Verdict.WARN) {
            console.out().println("warnings of the release of " + decision.asOf() + ":");
            decision.reasons().stream().filter(each -> each.verdict() == Verdict.WARN).map(Reason::text)
                    .forEach(text -> console.out().println("  " + text));
        }
        if (!accepts.isEmpty()) {
            console.out().println("warnings of the gate before deployment:");
            accepts.forEach(each -> console.out().println("  " + each));
        }
        console.out().println("reason: " + reason);
        console.out().println("until: " + until);
        console.out().flush();
        compare(image.digest(), accepts);
    }

    private ExitCode sign(ReleasedImage image, ReleaseEvidence.Signed release, List<String> accepts, String reason,
            LocalDate until, Instant now)
            throws UsageException, IOException, InterruptedException {
        if (configuration.approvers().isEmpty()) {
            throw new UsageException("approvers: lists nobody, so no signature would count; list the people who may approve"
                    + " first (docs/configuration.md)");
        }
        String requester = release.decision().subject().getOrDefault(DecisionStatement.REQUESTER, "");
        String approver = Signing.approver(key, configuration.approvers());
        var approval = new DigestApproval(image.digest(), approver, requester, reason, until,
                Stream.concat(ReleaseEvidence.warnings(release.decision()).stream(), accepts.stream()).toList());
        Statement statement = approval.statement(image.store().repository());
        SshSignature signature = Signing.sign(key, DigestApproval.NAMESPACE, DigestApproval.message(statement));
        Envelope envelope = SshApprovals.envelope(statement, signature);
        var outcome = new SshApprovals(configuration.approvers(), release.keys(), LocalDate.ofInstant(now, ZoneOffset.UTC))
                .check(new Attested("it", envelope), statement, image.digest(), requester);
        if (outcome instanceof SshApprovals.Outcome.Refused refused) {
            throw new UsageException("the signature would not count: " + refused.why());
        }
        Attestations.attach(image, envelope, DigestApproval.PREDICATE_TYPE, now);
        console.out().println(approver + " approves " + image.digest() + " until " + until);
        new ApprovalNote(console, ledger).write(ApprovalRecords.of(approval, release.decision()));
        return ExitCode.PASS;
    }
}
