package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.SourcePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A local git repository, opened for reading: a work tree (also a linked one or a submodule) or a bare repository, with
/// SHA-1 or SHA-256 ids, loose objects, packs and alternates, refs as files or in tables, an index in one file or split.
///
/// Nothing is ever written, fetched or run: no hooks, no filters, no git, no includes of its configuration. Refs are read when
/// it is opened, objects when they are first needed. Thread-safe. Reading after [#close] fails.
public final class GitRepository implements Closeable {
    private final GitDirectory directory;
    private final GitConfig config;
    private final ObjectFormat format;
    private final References references;
    private final Set<ObjectId> shallow;
    private @Nullable ObjectDatabase database;
    private @Nullable Commits commits;
    private boolean closed;

    /// What people want to know of a commit.
    ///
    /// @param author
    ///            `Name <address>`
    /// @param time
    ///            author time
    /// @param parents
    ///            without those that a shallow clone lacks
    public record Commit(ObjectId id, String author, Instant time, List<ObjectId> parents) {}

    private GitRepository(GitDirectory directory) throws IOException {
        this.directory = directory;
        config = GitConfig.read(directory.common().resolve("config"));
        String name = config.get("extensions.objectformat").orElse("sha1");
        format = switch (name) {
            case "sha1" -> ObjectFormat.SHA1;
            case "sha256" -> ObjectFormat.SHA256;
            default -> throw new GitFormatException("the repository names its objects by " + name + ", which is not read");
        };
        references = References.read(directory, RefStore.of(config, format));
        shallow = References.shallow(directory);
    }

    /// Opens the repository that the path is in; empty if it is in none.
    ///
    /// @throws IOException
    ///             if there is one but it cannot be read; the message is for people
    public static Optional<GitRepository> discover(Path start) throws IOException {
        Optional<GitDirectory> found = GitDirectory.discover(start);
        return found.isEmpty() ? Optional.empty() : Optional.of(new GitRepository(found.get()));
    }

    /// Opens the repository at the path: the root of a work tree, a `.git` directory or file, or a bare repository.
    ///
    /// @throws IOException
    ///             if there is none or it cannot be read; the message is for people
    public static GitRepository open(Path path) throws IOException {
        Optional<GitDirectory> found = GitDirectory.at(path.toAbsolutePath().normalize());
        if (found.isEmpty()) {
            throw new GitFormatException("there is no git repository at the path");
        }
        return new GitRepository(found.get());
    }

    /// Root of the files; empty for a bare repository.
    public Optional<Path> workTree() {
        return Optional.ofNullable(directory.workTree());
    }

    /// The `.git` directory; of a linked work tree its own part.
    public Path gitDirectory() {
        return directory.own();
    }

    /// What all work trees of the repository share: hooks, refs, objects.
    public Path commonDirectory() {
        return directory.common();
    }

    /// Where the index of this work tree is, whether it exists or not. Inside a commit hook git may name another in
    /// `GIT_INDEX_FILE`.
    public Path indexFile() {
        return directory.own().resolve("index");
    }

    /// How objects are named.
    public ObjectFormat objectFormat() {
        return format;
    }

    /// Whether the history before some commits was not cloned.
    public boolean shallow() {
        return !shallow.isEmpty();
    }

    /// Whether objects may be missing because they were left out when it was cloned.
    public boolean partial() throws IOException {
        return config.get("extensions.partialclone").isPresent() || config.anyYes("remote.", ".promisor")
                || database().promisorPacks();
    }

    /// The commit that HEAD leads to; empty before the first commit.
    public Optional<ObjectId> head() throws IOException {
        Optional<ObjectId> id = references.head();
        return id.isEmpty() ? id : commits().peel(id.get());
    }

    /// The ref that HEAD stands for, `refs/heads/main`; empty if it names a commit itself.
    public Optional<String> headReference() {
        return references.headName();
    }

    /// Name → object of all refs. Besides `refs/…` there are `HEAD`, HEADs of other work trees (`worktrees/NAME/HEAD`), and
    /// older entries of the stash (`stash@{N}`).
    public SortedMap<String, ObjectId> references() {
        return references.all();
    }

    /// Where `origin` was cloned from, without user name, password, query and fragment; empty without such a remote.
    public Optional<String> remoteUrl() {
        return config.get("remote.origin.url").map(RemoteUrl::withoutCredentials);
    }

    /// The oldest commit without parents that HEAD descends from: the same in every full clone and fork. Empty before the
    /// first commit, and in a shallow clone, which does not have it.
    ///
    /// Reads all commits that HEAD descends from unless git has written a commit-graph file: callers keep the result.
    public Optional<ObjectId> rootCommit() throws IOException {
        Optional<ObjectId> head = head();
        return head.isEmpty() ? head : new RootCommit(commits(), directory).of(head.get());
    }

    /// The commit that a revision means: `HEAD`, a branch, tag or remote branch, a full or abbreviated id, each with any number
    /// of `~N` and `^N` after it. Empty if there is none.
    ///
    /// @throws GitFormatException
    ///             if an abbreviated id means several commits
    public Optional<ObjectId> resolve(String revision) throws IOException {
        return new Revisions(references, commits()).resolve(revision);
    }

    /// The best common ancestor of two commits; of several equally good ones always the same; empty if they have none.
    public Optional<ObjectId> mergeBase(ObjectId a, ObjectId b) throws IOException {
        return new Ancestry(commits()).mergeBase(a, b);
    }

    /// Reads a commit.
    ///
    /// @throws IOException
    ///             if it is missing
    public Commit commit(ObjectId id) throws IOException {
        ObjectHeader header = commits().get(id);
        return new Commit(id, header.author(), header.authoredAt(), header.parents());
    }

    /// The bytes of a file at a commit; empty if there is no such file.
    ///
    /// @throws IOException
    ///             if commit or file cannot be read, or the file has more bytes than the limit
    public Optional<byte[]> readFile(ObjectId commit, SourcePath path, long limit) throws IOException {
        ObjectId tree = commits().get(commit).tree();
        Optional<TreeEntry> entry = tree == null ? Optional.empty() : trees().find(tree, path);
        if (entry.isEmpty() || entry.get().submodule()) {
            return Optional.empty();
        }
        RawObject object = database().read(entry.get().id(), limit);
        if (object == null) {
            throw new GitFormatException("the content of " + path + " is not in the repository");
        }
        return Optional.of(object.bytes().clone());
    }

    /// The paths in the index: what git tracks in the working tree, conflicting ones once.
    ///
    /// @throws IOException
    ///             if the index is damaged
    public List<SourcePath> trackedPaths() throws IOException {
        return GitIndex.read(indexFile(), directory.own(), objectFormat()).entries().stream()
                .map(entry -> SourcePath.of(entry.path())).distinct()
                .toList();
    }

    /// Whether the tracked part of the work tree differs from HEAD: something is staged, changed or missing. Files that git does
    /// not track do not count. Content that a filter or line-end conversion of git changes on checkout may count as changed where
    /// git's own notes on the file are out of date.
    ///
    /// @throws IOException
    ///             if the index or HEAD's tree is damaged
    public boolean dirty() throws IOException {
        return new WorkTreeState(this).differs();
    }

    /// All files, symbolic links and submodules of a commit.
    ///
    /// @throws IOException
    ///             if part of the tree is missing or damaged
    public List<TreeEntry> entries(ObjectId commit) throws IOException {
        ObjectId tree = commits().get(commit).tree();
        List<TreeEntry> entries = new ArrayList<>();
        Trees.Losses losses = new Trees.Losses();
        if (tree != null) {
            trees().files(tree, losses, entries::add);
        }
        losses.requireNone();
        return List.copyOf(entries);
    }

    References names() {
        return references;
    }

    Set<ObjectId> shallowCommits() {
        return shallow;
    }

    Trees trees() throws IOException {
        return new Trees(database());
    }

    Commits commits() throws IOException {
        ObjectDatabase objects = database();
        synchronized (this) {
            Commits reader = commits;
            if (reader == null) {
                reader = new Commits(objects, shallow);
                commits = reader;
            }
            return reader;
        }
    }

    synchronized ObjectDatabase database() throws IOException {
        if (closed) {
            throw new IOException("the repository has been closed");
        }
        ObjectDatabase objects = database;
        if (objects == null) {
            objects = new ObjectDatabase(directory.objectDirectories(), format);
            database = objects;
        }
        return objects;
    }

    /// What was wrong with the repository itself: packs that cannot be opened, alternates that are gone.
    List<Diagnostic> diagnostics() throws IOException {
        List<Diagnostic> diagnostics = new ArrayList<>(database().diagnostics());
        for (String alternate : directory.missingAlternates()) {
            diagnostics.add(Diagnostic.of("git-alternate-missing", Diagnostic.Kind.GAP, "objects/info/alternates",
                    "the objects that the repository borrows from " + alternate + " are not there",
                    "bring them back, or clone again"));
        }
        return diagnostics;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (database != null) {
            database.close();
        }
    }
}
