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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What is staged for the next commit: the contents named by the index, not those in the work tree. Of an unresolved conflict
/// all sides count.
///
/// Fast where little is staged: directories of which the index still knows the tree, and which HEAD has just so, are passed
/// over without reading anything.
public final class IndexSource implements Source {
    private final GitRepository repository;
    private final Path indexFile;
    private final boolean changedOnly;
    private final long maxContentBytes;
    private final Predicate<SourcePath> selected;
    private final PlacedBlobs blobs;

    /// All paths count.
    ///
    /// @param repository
    ///            stays open when the source is closed
    /// @param indexFile
    ///            [GitRepository#indexFile], or what `GIT_INDEX_FILE` names inside a hook
    /// @param changedOnly
    ///            whether only what differs from HEAD counts, as before a commit
    /// @param maxContentBytes
    ///            larger contents are reported as gaps instead of being read
    /// @param traits
    ///            what is known of a path
    public IndexSource(GitRepository repository, Path indexFile, boolean changedOnly, long maxContentBytes,
            Function<SourcePath, Set<Trait>> traits) {
        this(repository, indexFile, changedOnly, maxContentBytes, traits, _ -> true);
    }

    /// As the other one.
    ///
    /// @param selected
    ///            paths that count; of others nothing is read
    public IndexSource(GitRepository repository, Path indexFile, boolean changedOnly, long maxContentBytes,
            Function<SourcePath, Set<Trait>> traits, Predicate<SourcePath> selected) {
        this.selected = selected;
        this.repository = repository;
        this.indexFile = indexFile;
        this.changedOnly = changedOnly;
        this.maxContentBytes = maxContentBytes;
        blobs = new PlacedBlobs(traits);
    }

    @Override
    public synchronized void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics)
            throws IOException, InterruptedException {
        Damage damage = new Damage(diagnostics);
        repository.diagnostics().forEach(damage::report);
        GitIndex index = GitIndex.read(indexFile, repository.gitDirectory(), repository.objectFormat());
        Trees.Losses losses = new Trees.Losses();
        Optional<ObjectId> head = changedOnly ? repository.head() : Optional.empty();
        ObjectId headTree = head.isEmpty() ? null : repository.commits().get(head.get()).tree();
        StagedChanges changes = new StagedChanges(repository.trees(), index, losses);
        changes.against(headTree, (id, path) -> {
            if (selected.test(path)) {
                blobs.add(id, path, new Origin.Index());
            }
        });
        losses.report(damage);
        new BlobReader(repository, maxContentBytes, damage).read(blobs.hints(), losses.missing.size(), work, visitor);
        damage.finish();
    }

    @Override
    public synchronized List<Place> places(ContentId id) {
        return blobs.places(id);
    }

    /// What it has handed over; final once [#contents] has returned.
    public synchronized List<Place> all() {
        return blobs.all();
    }

    /// The whole index, if that is what it is asked for: of changes alone nothing can be concluded.
    @Override
    public Optional<Tree> tree() {
        return changedOnly ? Optional.empty() : Optional.of(new Staged());
    }

    @Override
    public String description() {
        return (changedOnly ? "staged changes of " : "index of ")
                + repository.workTree().orElse(repository.gitDirectory()).getFileName();
    }

    @Override
    public void close() {
        // The repository is the caller's.
    }

    /// The index as a tree.
    private final class Staged implements Tree {
        @Override
        public List<Place> places() {
            return all();
        }

        @Override
        public byte[] read(Place place) throws IOException {
            ObjectId blob = blobs.at(place.path());
            RawObject object = blob == null ? null : repository.database().read(blob, maxContentBytes);
            if (object == null) {
                throw new GitFormatException("the index has no file " + place.path());
            }
            return object.bytes();
        }
    }
}
