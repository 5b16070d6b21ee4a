package dev.gatehouse.report;

import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding and how it stands: new or known, accepted or not, and what the policy says of it.
///
/// @param finding
///            what was found
/// @param newness
///            compared with the base or baseline
/// @param newPlaces
///            how many more unsuppressed places it has than in the base; 0 if known or not compared
/// @param acceptance
///            the exception that covers it; null if none does
/// @param verdict
///            what the policy says of it alone
/// @param policy
///            the line of policy that said so: `gate.block: new, high or critical, at least likely`
/// @param owners
///            who owns the places, as CODEOWNERS says: `@shop/payments`; may be empty
public record Assessed(Finding finding, Newness newness, int newPlaces, @Nullable Acceptance acceptance, Verdict verdict,
        String policy, List<String> owners) implements Comparable<Assessed> {
    public Assessed {
        owners = List.copyOf(owners);
    }

    /// One of which nobody knows the owners.
    public Assessed(Finding finding, Newness newness, int newPlaces, @Nullable Acceptance acceptance, Verdict verdict,
            String policy) {
        this(finding, newness, newPlaces, acceptance, verdict, policy, List.of());
    }

    /// The same with owners.
    public Assessed ownedBy(List<String> others) {
        return new Assessed(finding, newness, newPlaces, acceptance, verdict, policy, others);
    }

    /// How a finding compares with the base or baseline.
    public enum Newness {
        /// It was not there, or there were fewer places.
        NEW,
        /// It was there already.
        KNOWN,
        /// There was nothing to compare with.
        UNCOMPARED
    }

    /// Whether every occurrence is suppressed.
    public boolean suppressed() {
        return finding.active().isEmpty();
    }

    /// Whether somebody still has to act: neither suppressed nor accepted.
    public boolean open() {
        return !suppressed() && acceptance == null;
    }

    /// Gravest verdict first, then the order of findings.
    @Override
    public int compareTo(Assessed other) {
        int order = other.verdict.compareTo(verdict);
        return order != 0 ? order : finding.compareTo(other.finding);
    }
}
