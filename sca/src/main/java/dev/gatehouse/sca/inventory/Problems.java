package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.sca.listing.Problem;
import java.util.Set;

/// Tells what could not be read of a file. A file that should pin packages and of which none could be read is a gap: breaking a
/// lock file must not hide what it pins. In tests and in somebody else's code it is not.
final class Problems {
    private Problems() {}

    static void tell(PlacedListing file, DiagnosticSink diagnostics) {
        boolean harmless = file.place().is(Trait.TEST) || file.place().is(Trait.VENDORED);
        for (Problem problem : file.listing().problems()) {
            boolean gap = problem.grave() && !harmless;
            diagnostics.report(new Diagnostic(problem.code(), gap ? Diagnostic.Kind.GAP : Diagnostic.Kind.DEGRADED, file.path(),
                    problem.line(), problem.what(),
                    gap ? "repair the file, or accept the gap in gatehouse.yaml" : null, Set.of("sca")));
        }
    }
}
