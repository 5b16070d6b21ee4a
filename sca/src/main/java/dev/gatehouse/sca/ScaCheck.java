package dev.gatehouse.sca;

import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.sca.inventory.Assembly;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.library.LibraryFile;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.ListingCodec;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.maven.PomSource;
import dev.gatehouse.sca.reach.SourceUse;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the packages of a tree. What a file says of packages are the facts; when all files are known they become one inventory,
/// which judges look at.
public final class ScaCheck implements Check<Listing> {
    /// Changes when the same content could be read differently.
    private static final String CODE = "7";

    private final Extraction extraction;
    private final List<InventoryJudge> judges;
    private final PomSource models;
    private final String version;

    /// One that knows no JavaScript library by its file.
    ///
    /// @param judges
    ///            look at the inventory, in this order
    public ScaCheck(List<InventoryJudge> judges) {
        this(judges, List.of());
    }

    /// @param judges
    ///            look at the inventory, in this order
    /// @param signatures
    ///            how JavaScript libraries are known by their files
    public ScaCheck(List<InventoryJudge> judges, List<LibrarySignature> signatures) {
        this(judges, signatures, PomSource.NONE);
    }

    /// @param judges
    ///            look at the inventory, in this order
    /// @param signatures
    ///            how JavaScript libraries are known by their files
    /// @param models
    ///            has the object models of Maven projects that lie outside of the tree
    public ScaCheck(List<InventoryJudge> judges, List<LibrarySignature> signatures, PomSource models) {
        this.models = models;
        this.judges = List.copyOf(judges);
        LibraryFile libraries = new LibraryFile(signatures);
        extraction = new Extraction(libraries);
        version = CODE + " " + libraries.version();
    }

    @Override
    public String id() {
        return "sca";
    }

    @Override
    public String version() {
        return version;
    }

    /// Whether it is of a known format is found out in [#facts], once.
    @Override
    public boolean wants(Blob blob) {
        return blob.length() > 0;
    }

    @Override
    public @Nullable Listing facts(Blob blob) {
        return extraction.read(blob);
    }

    /// A file alone says too little: a manifest has its versions in another one.
    @Override
    public List<Finding> place(ContentId content, Listing facts, List<Shown> shown, List<Place> places) {
        return List.of();
    }

    @Override
    public List<Finding> finish(Tree tree, List<Placed<Listing>> placed, DiagnosticSink diagnostics, Work work)
            throws IOException {
        List<Placed<Listing>> packages = placed.stream().filter(each -> each.facts().role() != Role.SOURCE).toList();
        Inventory inventory = Assembly.of(packages, models, diagnostics).with(SourceUse.of(tree, placed));
        try {
            return judges.stream().flatMap(judge -> judge.judge(inventory, diagnostics).stream()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean concludesFrom(SourcePath path) {
        return extraction.mayRead(path);
    }

    @Override
    public void write(Listing facts, DataOutput out) throws IOException {
        ListingCodec.write(facts, out);
    }

    @Override
    public Listing read(DataInput in) throws IOException {
        return ListingCodec.read(in);
    }
}
