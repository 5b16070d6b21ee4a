package dev.gatehouse.policy;

import static dev.gatehouse.policy.Samples.decide;
import static dev.gatehouse.policy.Samples.excepting;
import static dev.gatehouse.policy.Samples.exception;
import static dev.gatehouse.policy.Samples.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Approver;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.policy.ssh.SshPrivateKey;
import dev.gatehouse.policy.ssh.SshSignature;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The second person: listed key, other key, same person, edited text.
class ApprovalTest {
    private static final LocalDate LATER = LocalDate.of(2026, 12, 31);
    private static final List<Finding> FINDINGS = List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x"));
    private final SshPrivateKey alice = TestKeys.ALICE;
    private final List<Approver> approvers = List.of(new Approver("alice", alice.publicKey().toString(), List.of()));

    @Test
    void aListedApproversSignatureCountsEvenForARelease() throws Exception {
        var judge = excepting(approvers, signed(exception("a", 1, LATER), alice, "alice"));
        var outcome = decide(Stage.RELEASE, FINDINGS, null, judge, null);
        assertThat(outcome.fails()).isFalse();
        assertThat(outcome.findings().getFirst().acceptance()).isNotNull()
                .satisfies(a -> assertThat(a.approver()).isEqualTo("alice"));
    }

    @Test
    void aSignedExceptionCountsAtOnceInTheChangeThatBringsIt() throws Exception {
        var head = excepting(approvers, signed(exception("a", 1, LATER), alice, "alice"));
        assertThat(decide(Stage.PULL_REQUEST, FINDINGS, Known.of(List.of()), excepting(approvers), head).fails()).isFalse();
    }

    @Test
    void anApproverWhomOnlyTheChangeListsDoesNotCount() throws Exception {
        var head = excepting(approvers, signed(exception("a", 1, LATER), alice, "alice"));
        assertThat(decide(Stage.PULL_REQUEST, FINDINGS, Known.of(List.of()), Configuration.builtIn(), head).fails()).isTrue();
    }

    @Test
    void anUnknownKeyIsRefused() throws Exception {
        refused(excepting(approvers, signed(exception("a", 1, LATER), TestKeys.MALLORY, "alice")), "approvers: does not list");
    }

    @Test
    void anEditedTextIsRefused() throws Exception {
        ExceptionEntry entry = signed(exception("a", 1, LATER), alice, "alice");
        var edited = new ExceptionEntry(entry.id(), entry.fingerprint(), 99, entry.owner(), entry.reason(), entry.expires(),
                entry.compensatingControl(), entry.requester(), entry.approval(), entry.file(), entry.line());
        refused(excepting(approvers, edited), "edited afterwards");
    }

    @Test
    void thePersonWhoAskedCannotApprove() throws Exception {
        ExceptionEntry entry = exception("a", 1, LATER);
        var asked = new ExceptionEntry(entry.id(), entry.fingerprint(), 1, entry.owner(), entry.reason(), LATER, null,
                alice.publicKey().fingerprint(), null, entry.file(), entry.line());
        refused(excepting(approvers, signed(asked, alice, "alice")), "asked for it and approved it");
    }

    @Test
    void aRepositoryThatListsApproversNeedsOne() {
        refused(excepting(approvers, exception("a", 1, LATER)), "nobody listed under approvers: has signed it");
    }

    private static void refused(Configuration judge, String why) {
        var outcome = decide(Stage.PULL_REQUEST, FINDINGS, null, judge, null);
        assertThat(outcome.fails()).isTrue();
        assertThat(outcome.decision()).isNotNull()
                .satisfies(d -> assertThat(d.reasons()).anyMatch(reason -> reason.text().contains(why)));
    }

    private static ExceptionEntry signed(ExceptionEntry entry, SshPrivateKey key, String approver) throws Exception {
        String signature = SshSignature.sign(key, SignedApprovals.NAMESPACE, entry.statement().getBytes(StandardCharsets.UTF_8))
                .toString();
        return new ExceptionEntry(entry.id(), entry.fingerprint(), entry.places(), entry.owner(), entry.reason(), entry.expires(),
                entry.compensatingControl(), entry.requester(), new ExceptionEntry.Approval(approver, signature), entry.file(),
                entry.line());
    }
}
