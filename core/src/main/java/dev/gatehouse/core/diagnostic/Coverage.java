package dev.gatehouse.core.diagnostic;

import java.util.List;

/// How much of what should have been looked at was.
///
/// @param places
///            files, blobs at commits, entries: what was seen
/// @param contents
///            distinct contents looked at, cached ones included
/// @param cached
///            of these, answered from the cache
/// @param bytes
///            sizes of the distinct contents added up
/// @param excluded
///            places left out by configuration, ignore files or form
/// @param diagnostics
///            sorted; the reasons for what is missing
public record Coverage(long places, long contents, long cached, long bytes, long excluded, List<Diagnostic> diagnostics) {

    public Coverage {
        diagnostics = diagnostics.stream().sorted().toList();
    }

    /// How many diagnostics of the kind there are.
    public long count(Diagnostic.Kind kind) {
        return diagnostics.stream().filter(diagnostic -> diagnostic.kind() == kind).count();
    }

    /// Whether nothing is missing.
    public boolean complete() {
        return count(Diagnostic.Kind.GAP) == 0 && count(Diagnostic.Kind.DEGRADED) == 0;
    }
}
