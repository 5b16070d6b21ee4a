package dev.gatehouse.secrets.generic;

import java.util.List;
import java.util.stream.Collectors;

/// Why a value was judged as it was: what weighed most, heaviest first. Holds nothing of the value.
///
/// @param reasons
///            at most a handful
public record Explanation(List<Reason> reasons) {
    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /// `for it: named a password, entropy of the value; against it: …`.
    public String summary() {
        String pro = words(true);
        String contra = words(false);
        return (pro.isEmpty() ? "" : "for it: " + pro) + (pro.isEmpty() || contra.isEmpty() ? "" : "; ")
                + (contra.isEmpty() ? "" : "against it: " + contra);
    }

    private String words(boolean pro) {
        return reasons.stream().filter(reason -> reason.weight() > 0 == pro).map(Reason::words).collect(Collectors.joining(", "));
    }

    /// One thing that weighed.
    ///
    /// @param words
    ///            what was measured, for people: `named a password`
    /// @param weight
    ///            how much, in log-odds: positive speaks for a secret, negative against
    public record Reason(String words, float weight) {}
}
