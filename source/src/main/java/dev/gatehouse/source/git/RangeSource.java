package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What the commits of a change added: for every commit that the head descends from and the base does not, the contents that
/// none of its parents has at the same path, and its message. What one commit of the change adds and another removes is there
/// too: whoever fetches the change has it.
///
/// Only what the commits touch is read. A place names the commit, of several at one path the one with the oldest author time;
/// [Origin.Commit#inHead] speaks of the head of the range.
public final class RangeSource implements Source {
    private final GitRepository repository;
    private final ObjectId base;
    private final ObjectId head;
    private final long maxContentBytes;
    private final PlacedBlobs blobs;
    private final Map<ContentId, Place> messages = new HashMap<>();

    /// @param repository
    ///            stays open when the source is closed
    /// @param base
    ///            commit that the change is compared with, most often the merge base
    /// @param head
    ///            newest commit of the change
    /// @param maxContentBytes
    ///            larger contents are reported as gaps instead of being read
    /// @param traits
    ///            what is known of a path
    public RangeSource(GitRepository repository, ObjectId base, ObjectId head, long maxContentBytes,
            Function<SourcePath, Set<Trait>> traits) {
        this.repository = repository;
        this.base = base;
        this.head = head;
        this.maxContentBytes = maxContentBytes;
        blobs = new PlacedBlobs(traits);
    }

    @Override
    public synchronized void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics)
            throws IOException, InterruptedException {
        Damage damage = new Damage(diagnostics);
        repository.diagnostics().forEach(damage::report);
        Commits commits = repository.commits();
        ObjectHeader headCommit = commits.get(head);
        commits.get(base);
        List<ObjectId> range = new Ancestry(commits).range(base, head);
        reportShallow(range, damage);
        Trees.Losses losses = new Trees.Losses();
        for (ObjectId id : range) {
            if (work.cancelled()) {
                throw new InterruptedException("cancelled");
            }
            commit(id, headCommit, commits, losses);
            message(id, commits, visitor, damage);
        }
        losses.report(damage);
        new BlobReader(repository, maxContentBytes, damage).read(blobs.hints(), losses.missing.size(), work, visitor);
        damage.finish();
    }

    /// At the edge of a shallow clone every file looks added, and what lies behind it stays unseen.
    private void reportShallow(List<ObjectId> range, Damage damage) {
        if (range.stream().anyMatch(repository.shallowCommits()::contains)) {
            damage.report(Diagnostic.of("git-history-shallow", Diagnostic.Kind.DEGRADED, null,
                    "the repository is a shallow clone that ends inside the range: all files of its oldest commit count as added",
                    "run `git fetch --unshallow`, or set fetch-depth to 0 in CI"));
        }
    }

    private void commit(ObjectId id, ObjectHeader headCommit, Commits commits, Trees.Losses losses)
            throws IOException {
        ObjectHeader header = commits.find(id);
        if (header == null || header.tree() == null) {
            losses.missing.add(id);
            return;
        }
        List<ObjectId> others = new ArrayList<>();
        for (ObjectId parent : header.parents()) {
            ObjectHeader parentHeader = commits.find(parent);
            if (parentHeader != null && parentHeader.tree() != null) {
                others.add(parentHeader.tree());
            }
        }
        Trees trees = repository.trees();
        Map<SourcePath, ObjectId> added = new HashMap<>();
        trees.added(header.tree(), others, losses, entry -> {
            if (!entry.submodule()) {
                added.put(entry.path(), entry.id());
            }
        });
        for (Map.Entry<SourcePath, ObjectId> entry : added.entrySet()) {
            boolean here = headCommit.tree() != null && holds(trees, headCommit.tree(), entry.getKey(), entry.getValue());
            blobs.add(entry.getValue(), entry.getKey(), new Origin.Commit(id.hex(), header.author(), header.authoredAt(), here));
        }
    }

    private static boolean holds(Trees trees, ObjectId tree, SourcePath path, ObjectId blob) throws IOException {
        try {
            return trees.find(tree, path).map(found -> found.id().equals(blob)).orElse(false);
        } catch (GitFormatException e) {
            // Reported when the commit's own trees were read, if they matter.
            return false;
        }
    }

    private void message(ObjectId id, Commits commits, ContentVisitor visitor, Damage damage) throws IOException {
        RawObject object = repository.database().read(id, ObjectDatabase.STRUCTURE_LIMIT);
        ObjectHeader header = commits.find(id);
        if (object == null || header == null) {
            return;
        }
        int start = header.messageStart();
        int length = object.bytes().length - start;
        if (length <= 0) {
            return;
        }
        if (length > maxContentBytes) {
            damage.tooLarge(id, length, maxContentBytes);
            return;
        }
        MessageDigest sha256 = ObjectFormat.SHA256.newDigest();
        ContentId content = ContentId.of(ContentId.Algorithm.SHA256,
                Message.digest(sha256, object.bytes(), start, object.bytes().length));
        Origin.Commit origin = new Origin.Commit(id.hex(), header.author(), header.authoredAt(), true);
        Place place = new Place(origin, Messages.COMMIT, Set.of(Trait.MESSAGE));
        Place before = messages.get(content);
        if (before == null || place.compareTo(before) < 0) {
            messages.put(content, place);
        }
        if (before == null && !visitor.known(content)) {
            visitor.visit(new Blob(content, object.bytes(), start, length, Blob.sniff(object.bytes(), start, length),
                    Messages.COMMIT));
        }
    }

    @Override
    public synchronized List<Place> places(ContentId id) {
        Place message = messages.get(id);
        return message != null ? List.of(message) : blobs.places(id);
    }

    @Override
    public String description() {
        return "changes from " + base.hex().substring(0, 12) + " to " + head.hex().substring(0, 12);
    }

    @Override
    public void close() {
        // The repository is the caller's.
    }
}
