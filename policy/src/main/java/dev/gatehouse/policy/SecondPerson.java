package dev.gatehouse.policy;

import dev.gatehouse.config.Approver;
import dev.gatehouse.policy.ssh.SshFormatException;
import dev.gatehouse.policy.ssh.SshPublicKey;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The rule of the second person: who signs must be listed, may do that, and is not the one who asked.
public final class SecondPerson {
    private SecondPerson() {}

    /// What came of looking at a signer.
    public sealed interface Outcome {
        /// A listed approver who did not ask.
        record Is(Approver approver) implements Outcome {}

        /// Somebody whose signature does not count.
        ///
        /// @param why
        ///            one clause for people
        record Refused(String why) implements Outcome {}
    }

    /// Looks at a signer.
    ///
    /// @param approvers
    ///            those whom the judge's configuration lists
    /// @param role
    ///            what is approved: `exceptions`, `releases`
    /// @param requester
    ///            name or key of who asked; null if nobody says so, and then nobody can be told to be another
    /// @throws SshFormatException
    ///             if a listed key cannot be read
    public static Outcome of(SshPublicKey signer, List<Approver> approvers, String role, @Nullable String requester)
            throws SshFormatException {
        Approver found = null;
        for (Approver approver : approvers) {
            if (SshPublicKey.parse(approver.key()).equals(signer)) {
                found = approver;
            }
        }
        if (found == null) {
            return new Outcome.Refused("it is signed by " + signer.fingerprint() + ", which approvers: does not list");
        }
        if (!found.roles().isEmpty() && !found.roles().contains(role)) {
            return new Outcome.Refused(
                    found.name() + " may approve " + String.join(", ", found.roles()) + " but not " + role);
        }
        if (requester == null) {
            return new Outcome.Refused("it does not say who asked for it");
        }
        if (samePerson(requester, found.name()) || requester.equals(signer.fingerprint())
                || requester.equals(signer.toString())) {
            return new Outcome.Refused(found.name() + " asked for it and approved it");
        }
        return new Outcome.Is(found);
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
