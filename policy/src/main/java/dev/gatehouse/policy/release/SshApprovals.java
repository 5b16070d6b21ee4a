package dev.gatehouse.policy.release;

import dev.gatehouse.config.Approver;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.policy.SecondPerson;
import dev.gatehouse.policy.ssh.SshFormatException;
import dev.gatehouse.policy.ssh.SshPublicKey;
import dev.gatehouse.policy.ssh.SshSignature;
import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.Statement;
import dev.gatehouse.signing.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Approvals of images by SSH signature. They count only if a listed approver with the role `releases`, who neither asked nor holds
/// the key that signed the release, signed just this text, and the day has not passed.
public final class SshApprovals {
    private static final String ROLE = "releases";

    private final List<Approver> approvers;
    private final Collection<VerificationKey> releaseKeys;
    private final LocalDate today;

    /// What came of looking at one.
    public sealed interface Outcome {
        /// It counts.
        record Approved(DigestApproval approval) implements Outcome {}

        /// It does not.
        ///
        /// @param why
        ///            one clause for people
        record Refused(String why) implements Outcome {}
    }

    /// @param releaseKeys
    ///            keys that signed the decision: none of them can approve it
    public SshApprovals(List<Approver> approvers, Collection<VerificationKey> releaseKeys, LocalDate today) {
        this.approvers = List.copyOf(approvers);
        this.releaseKeys = List.copyOf(releaseKeys);
        this.today = today;
    }

    /// An approval with its signature, to be attached.
    public static Envelope envelope(Statement statement, SshSignature signature) {
        return Envelope.of(Statement.PAYLOAD_TYPE, statement.json(), signature.signer().fingerprint(),
                signature.armoured().getBytes(StandardCharsets.US_ASCII));
    }

    /// Looks at an approval.
    ///
    /// @param digest
    ///            of the image that is to be approved
    /// @param requester
    ///            who asked for the release, as the decision says; null if it says nothing
    public Outcome check(Attested attested, Statement statement, String digest, @Nullable String requester) {
        if (!statement.isAbout(digest)) {
            return new Outcome.Refused("it is about another image");
        }
        try {
            DigestApproval approval = DigestApproval.read(attested.name(), statement, digest);
            String why = "it carries no SSH signature";
            for (byte[] signature : attested.envelope().signatures()) {
                why = refusal(SshSignature.parse(new String(signature, StandardCharsets.US_ASCII)),
                        attested.envelope().message(), approval, requester);
                if (why == null) {
                    return new Outcome.Approved(approval);
                }
            }
            return new Outcome.Refused(why);
        } catch (SshFormatException e) {
            return new Outcome.Refused("its signature cannot be read: " + e.getMessage());
        } catch (DocumentException e) {
            return new Outcome.Refused("it cannot be read: " + e.getMessage());
        }
    }

    /// Null if the signature counts.
    private @Nullable String refusal(SshSignature signature, byte[] message, DigestApproval approval, @Nullable String requester)
            throws SshFormatException {
        var person = SecondPerson.of(signature.signer(), approvers, ROLE, approval.requester());
        if (person instanceof SecondPerson.Outcome.Refused refused) {
            return refused.why();
        }
        Approver approver = ((SecondPerson.Outcome.Is) person).approver();
        if (!signature.verifies(DigestApproval.NAMESPACE, message)) {
            return "the signature of " + approver.name() + " does not fit the text; it was edited afterwards";
        }
        if (!approval.requester().equals(requester)) {
            return "it says that " + approval.requester() + " asked for the release, the decision says "
                    + (requester == null ? "nothing" : requester);
        }
        if (!approver.name().equals(approval.approver())) {
            return "it is signed by " + approver.name() + " in the name of " + approval.approver();
        }
        if (releaseKeys.stream().anyMatch(key -> sameKey(key, signature.signer()))) {
            return "the key of " + approver.name() + " signed the release itself";
        }
        return today.isAfter(approval.expires()) ? "it expired on " + approval.expires() : null;
    }

    private static boolean sameKey(VerificationKey release, SshPublicKey approver) {
        return Arrays.equals(release.encoded(), approver.key().getEncoded());
    }
}
