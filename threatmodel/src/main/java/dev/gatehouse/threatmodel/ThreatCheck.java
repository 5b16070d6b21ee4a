package dev.gatehouse.threatmodel;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.threatmodel.derive.ModelBuilder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Holds the threat model of a tree against its register. A model is of the whole, so everything happens in the last step.
public final class ThreatCheck implements Check<Facts> {
    private static final String VERSION = "1";

    private final Register register;
    private final Collection<Reopening> reopenings;
    private final LocalDate day;
    private final Consumer<Assessment> listener;

    /// @param day
    ///            against which acceptances expire
    /// @param listener
    ///            told of the assessment, for diagrams and diffs
    public ThreatCheck(Register register, Collection<Reopening> reopenings, LocalDate day, Consumer<Assessment> listener) {
        this.register = register;
        this.reopenings = List.copyOf(reopenings);
        this.day = day;
        this.listener = listener;
    }

    @Override
    public String id() {
        return "threatmodel";
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public boolean wants(Blob blob) {
        return false;
    }

    @Override
    public Facts facts(Blob blob) {
        throw new IllegalStateException("a threat model is made of the tree as a whole");
    }

    @Override
    public List<Finding> place(ContentId content, Facts facts, List<Shown> shown, List<Place> places) {
        return List.of();
    }

    @Override
    public List<Finding> finish(Tree tree, List<Placed<Facts>> placed, DiagnosticSink diagnostics, Work work) throws IOException {
        var builder = new ModelBuilder(diagnostics);
        for (Place place : tree.places()) {
            String path = place.path().toString();
            // Tests and dependencies declare systems too, but not this one.
            boolean foreign = place.is(Trait.IGNORED) || place.is(Trait.VENDORED) || place.is(Trait.TEST)
                    || place.is(Trait.DELETED);
            if (!foreign && place.path().depth() == 0 && ModelBuilder.wants(path)) {
                add(builder, tree, place, path, diagnostics);
            }
        }
        Assessment assessment = Assessment.of(builder.build(), register, reopenings, day);
        builder.tell(assessment.gone().isEmpty() ? null : assessment.gone().getFirst().element());
        listener.accept(assessment);
        return ThreatFindings.of(assessment);
    }

    private static void add(ModelBuilder builder, Tree tree, Place place, String path, DiagnosticSink diagnostics) {
        try {
            builder.add(path, tree.read(place));
        } catch (IOException e) {
            diagnostics
                    .report(new Diagnostic("file-unreadable", Diagnostic.Kind.GAP, path, 0, String.valueOf(e.getMessage()), null,
                            Set.of("threatmodel")));
        }
    }

    @Override
    public void write(Facts facts, DataOutput out) {
        throw new IllegalStateException("a threat model has no facts");
    }

    @Override
    public Facts read(DataInput in) throws IOException {
        throw new IOException("a threat model has no facts");
    }
}
