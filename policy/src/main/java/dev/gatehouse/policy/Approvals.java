package dev.gatehouse.policy;

import dev.gatehouse.config.Approver;
import dev.gatehouse.config.ExceptionEntry;
import java.util.List;

/// Says whether an exception carries the signature of somebody who may give it.
@FunctionalInterface
public interface Approvals {

    /// What came of looking at a signature.
    sealed interface Outcome {
        /// A listed approver signed just this text.
        record Approved(String approver) implements Outcome {}

        /// Nobody signed.
        record Unsigned() implements Outcome {}

        /// There is a signature that does not count.
        ///
        /// @param why
        ///            one clause for people: `the signature does not fit the text`
        record Refused(String why) implements Outcome {}
    }

    /// Looks at the signature of an entry.
    ///
    /// @param approvers
    ///            those whom the judge's configuration lists
    Outcome check(ExceptionEntry entry, List<Approver> approvers);
}
