package dev.gatehouse.cli.scan;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Extent;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Selection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A source of which only the selected paths count. Contents are named by digest, not by path, so all are looked at; what lies at
/// no selected path is then dropped.
record SelectedSource(Source source, Selection selection) implements Source {
    @Override
    public void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics) throws IOException, InterruptedException {
        source.contents(work, visitor, diagnostics);
    }

    @Override
    public void prepare(Set<ContentId> ids, Work work) throws IOException, InterruptedException {
        source.prepare(ids, work);
    }

    @Override
    public List<Place> places(ContentId id) throws IOException {
        return source.places(id).stream().filter(place -> selection.selects(place.path().outermost().chain().getFirst()))
                .toList();
    }

    @Override
    public Optional<Tree> tree() {
        return source.tree();
    }

    @Override
    public Extent extent() {
        return source.extent();
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
