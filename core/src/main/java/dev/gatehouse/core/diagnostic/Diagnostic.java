package dev.gatehouse.core.diagnostic;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something a person should know about the scan itself.
///
/// @param code
///            stable, kebab-case, the same in every version: `file-unreadable`
/// @param kind
///            what it means for the result
/// @param where
///            a path or place for people; null if it concerns the whole scan
/// @param line
///            1-based line in `where`; 0 if none
/// @param what
///            one sentence that says what happened
/// @param remedy
///            what to do about it; null if nothing can be done
/// @param checks
///            ids of the checks whose result it affects; empty means all
public record Diagnostic(String code, Kind kind, @Nullable String where, int line, String what, @Nullable String remedy,
        Set<String> checks) implements Comparable<Diagnostic> {

    /// What a diagnostic means for the result.
    public enum Kind {
        /// Good to know; the result is complete.
        NOTE,
        /// Something was read in part only; counted and shown, does not change the exit code.
        DEGRADED,
        /// Something was not looked at: a pass would be unproven.
        GAP,
        /// Wrong usage or configuration.
        USAGE,
        /// A bug of Gatehouse.
        DEFECT
    }

    private static final Comparator<Diagnostic> ORDER = Comparator.comparing((Diagnostic d) -> d.kind).reversed()
            .thenComparing(Diagnostic::code).thenComparing(d -> d.where == null ? "" : d.where).thenComparingInt(Diagnostic::line)
            .thenComparing(Diagnostic::what);

    public Diagnostic {
        checks = Set.copyOf(checks);
    }

    /// One that affects all checks and names no line.
    public static Diagnostic of(String code, Kind kind, @Nullable String where, String what, @Nullable String remedy) {
        return new Diagnostic(code, kind, where, 0, what, remedy, Set.of());
    }

    /// Gravest first, then by code and place.
    @Override
    public int compareTo(Diagnostic other) {
        return ORDER.compare(this, other);
    }

    /// `where:line: what; remedy`.
    @Override
    public String toString() {
        String place = where == null ? "" : where + (line > 0 ? ":" + line : "") + ": ";
        return place + what + (remedy == null ? "" : "; " + remedy);
    }
}
