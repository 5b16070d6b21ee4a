package dev.gatehouse.source.scan;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Diagnostics of a scan as they come.
///
/// A content that lies at several places is read at whichever of them a thread met first, so what is said of it is moved to
/// its first place in order: the same scan says the same.
final class Troubles {
    private final Queue<Diagnostic> general = new ConcurrentLinkedQueue<>();
    private final Queue<OfContent> ofContents = new ConcurrentLinkedQueue<>();

    /// @param met
    ///            the path at which the content was read
    private record OfContent(ContentId id, SourcePath met, Diagnostic diagnostic) {}

    void report(Diagnostic diagnostic) {
        general.add(diagnostic);
    }

    void report(ContentId id, SourcePath met, Diagnostic diagnostic) {
        ofContents.add(new OfContent(id, met, diagnostic));
    }

    /// All of them, sorted, none twice.
    Set<Diagnostic> all(Placement placement) {
        Set<Diagnostic> all = new TreeSet<>(general);
        for (OfContent trouble : ofContents) {
            SourcePath first = placement.firstPath(trouble.id);
            Diagnostic diagnostic = trouble.diagnostic;
            String met = trouble.met.toString();
            String where = diagnostic.where();
            if (first != null && where != null && where.startsWith(met)) {
                diagnostic = new Diagnostic(diagnostic.code(), diagnostic.kind(), first + where.substring(met.length()),
                        diagnostic.line(), diagnostic.what(), diagnostic.remedy(), diagnostic.checks());
            }
            all.add(diagnostic);
        }
        return all;
    }
}
