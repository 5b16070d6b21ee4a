package dev.gatehouse.source.git;

import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that a repository has ever kept: each blob once, and the messages of commits and annotated tags.
///
/// Contents are read pack by pack, whether a ref leads to them or not, for that is not known before the whole history has been
/// walked. [#places] walks it, for the contents that matter: one that no ref leads to (left over from a rebase, say) has no
/// places, so nothing is reported of it. A place is a path at which a commit introduced the content: its tree has it there and
/// none of its parents' trees has. Of several such commits the one with the oldest author time is named.
///
/// Messages are contents too, at the paths `commit-message` and `tag-message/NAME`, with [Trait#MESSAGE]. Links are read as
/// their target's path. The [Blob#hint] of a file is empty: paths are not known yet.
public final class HistorySource implements Source {
    private static final SourcePath UNKNOWN = SourcePath.of("");

    private final GitRepository repository;
    private final long maxContentBytes;
    private final Function<SourcePath, Set<Trait>> traits;
    private final Map<ContentId, List<Place>> places = new HashMap<>();
    private @Nullable Loaded loaded;

    /// What [#contents] learned and [#places] needs.
    private record Loaded(ObjectNumbers numbers, HistoryPlaces places, Damage damage) {}

    /// @param repository
    ///            stays open when the source is closed
    /// @param maxContentBytes
    ///            larger contents are reported as gaps instead of being read
    /// @param traits
    ///            what is known of a path; called from one thread
    public HistorySource(GitRepository repository, long maxContentBytes, Function<SourcePath, Set<Trait>> traits) {
        this.repository = repository;
        this.maxContentBytes = maxContentBytes;
        this.traits = traits;
    }

    @Override
    public synchronized void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics)
            throws IOException, InterruptedException {
        Damage damage = new Damage(diagnostics);
        repository.diagnostics().forEach(damage::report);
        ObjectNumbers numbers = new ObjectNumbers(repository.database(), damage);
        CommitTable.Builder commits = new CommitTable.Builder();
        HistoryPlaces.Tags tags = new HistoryPlaces.Tags();
        Set<Message> messages = ConcurrentHashMap.newKeySet();
        new ObjectScan(numbers, maxContentBytes, damage).run(work, EnumSet.of(ObjectType.BLOB, ObjectType.COMMIT, ObjectType.TAG),
                () -> new Reader(numbers, visitor, commits, tags, messages, damage));
        Set<Integer> shallow = new HashSet<>();
        for (ObjectId id : repository.shallowCommits()) {
            shallow.add(numbers.number(id));
        }
        CommitTable table = commits.build(numbers.count(), shallow);
        reportIncomplete(table, shallow.size(), damage);
        loaded = new Loaded(numbers, new HistoryPlaces(repository, numbers, table, tags, traits), damage);
        if (repository.partial()) {
            BlobReader.reportMissing(MissingObjects.count(numbers, work, damage), true, damage);
        }
        damage.finish();
    }

    private void reportIncomplete(CommitTable table, int shallow, Damage damage) {
        if (shallow > 0) {
            damage.report(Diagnostic.of("git-history-shallow", Diagnostic.Kind.DEGRADED, null,
                    "the repository is a shallow clone: what came before " + shallow + " of its commits has not been looked at",
                    "run `git fetch --unshallow`, or set fetch-depth to 0 in CI"));
        }
        if (table.missingParents() > 0) {
            damage.report(Diagnostic.of("git-commits-missing", Diagnostic.Kind.GAP, null,
                    table.missingParents() + " commits that others descend from are not in the repository",
                    "run `git fsck`; clone again"));
        }
    }

    @Override
    public synchronized void prepare(Set<ContentId> ids, Work work) throws IOException, InterruptedException {
        Loaded state = loaded;
        if (state == null) {
            throw new IllegalStateException("places are known only after the contents have been read");
        }
        Set<ContentId> open = new HashSet<>(ids);
        open.removeAll(places.keySet());
        if (!open.isEmpty()) {
            places.putAll(state.places.find(open, work, state.damage));
            state.damage.finish();
        }
    }

    @Override
    public synchronized List<Place> places(ContentId id) throws IOException {
        List<Place> found = places.get(id);
        if (found == null) {
            try {
                prepare(Set.of(id), SingleThread.INSTANCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            found = places.get(id);
        }
        return found == null ? List.of() : found;
    }

    @Override
    public String description() {
        return "history of " + repository.workTree().orElse(repository.gitDirectory()).getFileName();
    }

    @Override
    public void close() {
        // The repository is the caller's.
    }

    /// One thread's part of [#contents].
    private final class Reader implements ObjectScan.Receiver {
        private final ObjectNumbers numbers;
        private final ContentVisitor visitor;
        private final CommitTable.Builder commits;
        private final HistoryPlaces.Tags tags;
        private final Set<Message> messages;
        private final Damage damage;
        private final MessageDigest sha256 = ObjectFormat.SHA256.newDigest();

        Reader(ObjectNumbers numbers, ContentVisitor visitor, CommitTable.Builder commits, HistoryPlaces.Tags tags,
                Set<Message> messages, Damage damage) {
            this.numbers = numbers;
            this.visitor = visitor;
            this.commits = commits;
            this.tags = tags;
            this.messages = messages;
            this.damage = damage;
        }

        @Override
        public boolean wants(ObjectType type, int number) {
            return type != ObjectType.BLOB || !visitor.known(numbers.id(number).contentId());
        }

        @Override
        public void object(ObjectType type, int number, byte[] bytes, int length, @Nullable Lineage lineage) {
            switch (type) {
                case BLOB -> visitor.visit(new Blob(numbers.id(number).contentId(), bytes, 0, length,
                        Blob.sniff(bytes, 0, length), UNKNOWN, lineage));
                case COMMIT -> {
                    ObjectHeader header = ObjectHeader.parse(bytes, length);
                    int[] parents = header.parents().stream().mapToInt(numbers::number).toArray();
                    ObjectId tree = header.tree();
                    if (tree == null) {
                        damage.damaged(type, numbers.id(number), "it names no tree");
                    }
                    Message message = message(number, bytes, header.messageStart(), length, Messages.COMMIT);
                    commits.add(new CommitTable.Row(number, tree == null ? -1 : numbers.number(tree), parents,
                            header.authorTime(), header.commitTime(), message));
                }
                case TAG -> {
                    ObjectHeader header = ObjectHeader.parse(bytes, length);
                    Message message = message(number, bytes, header.messageStart(), length, Messages.tag(header.tagName()));
                    tags.add(numbers.id(number), header, message);
                }
                case TREE -> throw new IllegalStateException("not asked for");
            }
        }

        private Message message(int number, byte[] bytes, int start, int end, SourcePath path) {
            if (start >= end) {
                return Message.NONE;
            }
            if (end - start > maxContentBytes) {
                damage.tooLarge(numbers.id(number), end - start, maxContentBytes);
                return Message.NONE;
            }
            byte[] digest = Message.digest(sha256, bytes, start, end);
            Message message = Message.of(digest);
            if (messages.add(message)) {
                ContentId id = ContentId.of(ContentId.Algorithm.SHA256, digest);
                if (!visitor.known(id)) {
                    visitor.visit(new Blob(id, bytes, start, end - start, Blob.sniff(bytes, start, end - start), path));
                }
            }
            return message;
        }
    }
}
