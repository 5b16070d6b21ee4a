package dev.gatehouse.policy;

import dev.gatehouse.config.Approver;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.policy.ssh.SshFormatException;
import dev.gatehouse.policy.ssh.SshSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Approvals by SSH signature: a listed approver other than the requester signed just the text of the entry.
public final class SignedApprovals implements Approvals {
    /// What signatures over exceptions are made for; a signature made for anything else does not count.
    public static final String NAMESPACE = "gatehouse-exception";

    private static final String ROLE = "exceptions";

    @Override
    public Outcome check(ExceptionEntry entry, List<Approver> approvers) {
        ExceptionEntry.Approval approval = entry.approval();
        if (approval == null) {
            return new Outcome.Unsigned();
        }
        try {
            SshSignature signature = SshSignature.parse(approval.signature());
            var person = SecondPerson.of(signature.signer(), approvers, ROLE, entry.requester());
            if (person instanceof SecondPerson.Outcome.Refused refused) {
                return new Outcome.Refused(refused.why());
            }
            Approver signer = ((SecondPerson.Outcome.Is) person).approver();
            if (!signature.verifies(NAMESPACE, entry.statement().getBytes(StandardCharsets.UTF_8))) {
                return new Outcome.Refused(
                        "the signature of " + signer.name() + " does not fit the text; it was edited afterwards");
            }
            return new Outcome.Approved(signer.name());
        } catch (SshFormatException e) {
            return new Outcome.Refused("its signature cannot be read: " + e.getMessage());
        }
    }
}
