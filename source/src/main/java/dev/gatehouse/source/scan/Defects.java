package dev.gatehouse.source.scan;

import dev.gatehouse.core.diagnostic.Diagnostic;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells of checks that failed. Never repeats an exception's message: it may quote what the check looked at.
final class Defects {
    private Defects() {}

    static Diagnostic of(String check, @Nullable String where, Throwable e) {
        boolean resources = e instanceof OutOfMemoryError || e instanceof StackOverflowError;
        StackTraceElement[] trace = e.getStackTrace();
        String at = trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
        return new Diagnostic("check-failed", resources ? Diagnostic.Kind.GAP : Diagnostic.Kind.DEFECT, where, 0,
                "the check " + check + " failed: " + e.getClass().getSimpleName() + at,
                resources ? "give the process more memory or exclude the path" : "please report this", Set.of(check));
    }
}
