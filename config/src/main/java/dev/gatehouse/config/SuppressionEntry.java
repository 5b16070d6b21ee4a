package dev.gatehouse.config;

import dev.gatehouse.core.finding.Fingerprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Findings that are not true: an entry of `suppressions:`. All conditions that are given must hold; at least one is.
///
/// @param fingerprint
///            the finding; null means any
/// @param rules
///            rule ids; empty means any
/// @param paths
///            globs; empty means any
/// @param reason
///            why they are not true
/// @param file
///            file that holds the entry
/// @param line
///            1-based line of the entry
/// @param foreign
///            whether another tool's ignore file says so
public record SuppressionEntry(@Nullable Fingerprint fingerprint, List<String> rules, List<String> paths, String reason,
        String file, int line, boolean foreign) {
    /// One of our own configuration.
    public SuppressionEntry(@Nullable Fingerprint fingerprint, List<String> rules, List<String> paths, String reason, String file,
            int line) {
        this(fingerprint, rules, paths, reason, file, line, false);
    }

    public SuppressionEntry {
        rules = List.copyOf(rules);
        paths = List.copyOf(paths);
        if (fingerprint == null && rules.isEmpty() && paths.isEmpty()) {
            throw new IllegalArgumentException("a suppression names a fingerprint, rules or paths");
        }
    }
}
