package dev.gatehouse.policy;

import dev.gatehouse.config.Approver;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.policy.ssh.SshFormatException;
import dev.gatehouse.policy.ssh.SshPublicKey;
import dev.gatehouse.policy.ssh.SshSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Approvals by SSH signature: a listed approver other than the requester signed just the text of the entry.
public final class SignedApprovals implements Approvals {
    /// What signatures over exceptions are made for; a signature made for anything else does not count.
    public static final String NAMESPACE = "gatehouse-exception";

    @Override
    public Outcome check(ExceptionEntry entry, List<Approver> approvers) {
        ExceptionEntry.Approval approval = entry.approval();
        if (approval == null) {
            return new Outcome.Unsigned();
        }
        try {
            SshSignature signature = SshSignature.parse(approval.signature());
            Approver signer = null;
            for (Approver approver : approvers) {
                if (SshPublicKey.parse(approver.key()).equals(signature.signer())) {
                    signer = approver;
                }
            }
            String fingerprint = signature.signer().fingerprint();
            if (signer == null) {
                return new Outcome.Refused("it is signed by " + fingerprint + ", which approvers: does not list");
            }
            if (!signer.roles().isEmpty() && !signer.roles().contains("exceptions")) {
                return new Outcome.Refused(
                        signer.name() + " may approve " + String.join(", ", signer.roles()) + " but not exceptions");
            }
            String requester = entry.requester();
            if (requester == null) {
                return new Outcome.Refused("it does not say who asked for it");
            }
            if (samePerson(requester, signer.name()) || requester.equals(fingerprint)
                    || requester.equals(signature.signer().toString())) {
                return new Outcome.Refused(signer.name() + " asked for it and approved it");
            }
            if (!signature.verifies(NAMESPACE, entry.statement().getBytes(StandardCharsets.UTF_8))) {
                return new Outcome.Refused(
                        "the signature of " + signer.name() + " does not fit the text; it was edited afterwards");
            }
            return new Outcome.Approved(signer.name());
        } catch (SshFormatException e) {
            return new Outcome.Refused("its signature cannot be read: " + e.getMessage());
        }
    }

    /// Whether both names mean one person; `alice` and `alice@example.com` do, because git names people by address and
    /// configuration often by name.
    private static boolean samePerson(String requester, String approver) {
        String one = requester.strip().toLowerCase(Locale.ROOT);
        String other = approver.strip().toLowerCase(Locale.ROOT);
        boolean addresses = one.contains("@") && other.contains("@");
        return one.equals(other) || !addresses && local(one).equals(local(other));
    }

    private static String local(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }
}
