package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// All files of one commit. Places name that commit, not the one that introduced the content.
public final class CommitSource implements Source {
    private final GitRepository repository;
    private final ObjectId commit;
    private final long maxContentBytes;
    private final Predicate<SourcePath> selected;
    private final PlacedBlobs blobs;
    private boolean listed;
    private final Trees.Losses losses = new Trees.Losses();

    /// All paths count.
    ///
    /// @param repository
    ///            stays open when the source is closed
    /// @param maxContentBytes
    ///            larger contents are reported as gaps instead of being read
    /// @param traits
    ///            what is known of a path
    public CommitSource(GitRepository repository, ObjectId commit, long maxContentBytes,
            Function<SourcePath, Set<Trait>> traits) {
        this(repository, commit, maxContentBytes, traits, _ -> true);
    }

    /// As the other one.
    ///
    /// @param selected
    ///            paths that count; of others nothing is read
    public CommitSource(GitRepository repository, ObjectId commit, long maxContentBytes,
            Function<SourcePath, Set<Trait>> traits, Predicate<SourcePath> selected) {
        this.selected = selected;
        this.repository = repository;
        this.commit = commit;
        this.maxContentBytes = maxContentBytes;
        blobs = new PlacedBlobs(traits);
    }

    private synchronized void list() throws IOException {
        if (listed) {
            return;
        }
        ObjectHeader header = repository.commits().get(commit);
        Optional<ObjectId> head = repository.head();
        ObjectId headTree = head.isEmpty() ? null : repository.commits().get(head.get()).tree();
        Origin gone = new Origin.Commit(commit.hex(), header.author(), header.authoredAt(), false);
        Origin here = new Origin.Commit(commit.hex(), header.author(), header.authoredAt(), true);
        ObjectId tree = header.tree();
        if (tree != null) {
            Trees trees = repository.trees();
            trees.files(tree, losses, entry -> {
                if (!entry.submodule() && selected.test(entry.path())) {
                    blobs.add(entry.id(), entry.path(), here);
                }
            });
            // What the head has not, or has otherwise; a missing tree of the head counts as empty.
            trees.added(tree, headTree == null ? List.of() : List.of(headTree), new Trees.Losses(), entry -> {
                if (!entry.submodule() && selected.test(entry.path())) {
                    blobs.replace(entry.id(), entry.path(), gone);
                }
            });
        }
        listed = true;
    }

    @Override
    public void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics)
            throws IOException, InterruptedException {
        Damage damage = new Damage(diagnostics);
        repository.diagnostics().forEach(damage::report);
        list();
        losses.report(damage);
        new BlobReader(repository, maxContentBytes, damage).read(blobs.hints(), losses.missing.size(), work, visitor);
        damage.finish();
    }

    @Override
    public List<Place> places(ContentId id) throws IOException {
        list();
        return blobs.places(id);
    }

    @Override
    public Optional<Tree> tree() {
        return Optional.of(new Files());
    }

    @Override
    public String description() {
        return "commit " + commit.hex().substring(0, 12);
    }

    @Override
    public void close() {
        // The repository is the caller's.
    }

    /// The commit as a tree.
    private final class Files implements Tree {
        @Override
        public List<Place> places() throws IOException {
            list();
            return blobs.all();
        }

        @Override
        public byte[] read(Place place) throws IOException {
            return repository.readFile(commit, place.path(), maxContentBytes)
                    .orElseThrow(() -> new GitFormatException("commit " + commit + " has no file " + place.path()));
        }
    }
}
