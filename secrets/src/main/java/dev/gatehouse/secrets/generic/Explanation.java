package dev.gatehouse.secrets.generic;

import java.util.List;

/// Why a value was judged as it was: what weighed most, heaviest first. Holds nothing of the value.
///
/// @param reasons
///            at most a handful
public record Explanation(List<Reason> reasons) {
    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /// One thing that weighed.
    ///
    /// @param words
    ///            what was measured, for people: `named a password`
    /// @param weight
    ///            how much, in log-odds: positive speaks for a secret, negative against
    public record Reason(String words, float weight) {}
}
