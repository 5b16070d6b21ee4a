package dev.gatehouse.policy.release;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.config.Approver;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.policy.ssh.SshPrivateKey;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.signing.SigstoreBundle;
import dev.gatehouse.signing.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What anybody may attach to an image: whatever the bytes are, nothing counts that our key did not sign, and what cannot be read is a
/// `DocumentException`, or a note at the deploy gate.
final class AttestationFuzzTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ED25519);
    private static final Approver ALICE = new Approver("alice", SshPrivateKey.generate().publicKey().toString(), List.of());
    private static final SshApprovals APPROVALS = new SshApprovals(List.of(ALICE), List.of(), LocalDate.EPOCH);

    @FuzzTest
    void bundle(byte[] bytes) {
        try {
            weighed(SigstoreBundle.read("fuzz", bytes).envelope());
        } catch (DocumentException e) {
            located(e);
        }
    }

    @FuzzTest
    void envelope(byte[] bytes) {
        try {
            Envelope envelope = Envelope.read("fuzz", bytes);
            weighed(envelope);
            Envelope again = Envelope.read("fuzz", envelope.json());
            require(java.util.Arrays.equals(again.payload(), envelope.payload()), "the same payload when it is written and read");
        } catch (DocumentException e) {
            located(e);
        }
    }

    /// The payload itself, signed by us: only now the readers of statements and decisions are reached.
    @FuzzTest
    void statement(byte[] bytes) {
        Envelope envelope = Envelope.sign(Statement.PAYLOAD_TYPE, bytes, KEY);
        ReleaseEvidence.of(DIGEST, List.of(new Attested("fuzz", envelope)), List.of(KEY.verificationKey()), List.of(ALICE),
                Instant.EPOCH);
    }

    /// An approval: statement, a zero byte, and what stands where its SSH signature should.
    @FuzzTest
    void approval(byte[] bytes) {
        int cut = 0;
        while (cut < bytes.length && bytes[cut] != 0) {
            cut++;
        }
        byte[] payload = java.util.Arrays.copyOf(bytes, cut);
        byte[] signature = java.util.Arrays.copyOfRange(bytes, Math.min(cut + 1, bytes.length), bytes.length);
        Envelope envelope = Envelope.of(Statement.PAYLOAD_TYPE, payload, null, signature);
        try {
            Statement statement = Statement.read("fuzz", payload);
            require(APPROVALS.check(new Attested("fuzz", envelope), statement, DIGEST,
                    "bob") instanceof SshApprovals.Outcome.Refused refused
                    && !refused.why().isBlank(), "a refusal with its reason");
        } catch (DocumentException e) {
            located(e);
        }
    }

    private static void weighed(Envelope envelope) {
        ReleaseEvidence evidence = ReleaseEvidence.of(DIGEST, List.of(new Attested("fuzz", envelope)),
                List.of(KEY.verificationKey()),
                List.of(ALICE), Instant.EPOCH);
        require(evidence.release() == null && evidence.bills().isEmpty() && evidence.approvals().isEmpty(),
                "nothing that counts");
    }

    private static void located(DocumentException e) {
        require(e.getMessage() != null && !e.getMessage().isBlank() && e.line() >= 1, "a message and a line");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
