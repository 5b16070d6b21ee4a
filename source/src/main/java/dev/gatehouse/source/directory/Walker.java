package dev.gatehouse.source.directory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Selection;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Lists the files below some directories with all threads of a scan.
final class Walker {
    private final Map<String, String> environment;
    private final Selection selection;
    private final Tracked tracked;
    private final DiagnosticSink diagnostics;
    private final boolean unix;
    /// How many leading bytes of a folder's path lie above the source's base.
    private final int above;

    private final Pending pending = new Pending();
    private final List<FoundFile> files = Collections.synchronizedList(new ArrayList<>());
    private final List<FoundFile> ignored = Collections.synchronizedList(new ArrayList<>());
    private final List<Folder> ignoredFolders = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong excluded = new AtomicLong();

    /// A directory to be listed.
    ///
    /// @param path
    ///            relative to the outermost directory concerned: the source's base or the top of the repository around it
    /// @param repositoryStart
    ///            where the part of `path` begins that is relative to the top of the repository
    /// @param rules
    ///            of the directories above; null if nothing is ignored
    /// @param ignored
    ///            whether only what git tracks is wanted
    record Folder(Path directory, byte[] path, Repository repository, int repositoryStart, @Nullable IgnoreRules rules,
            boolean ignored) {}

    /// @param above
    ///            the part of every folder's path that lies above the base of the source; empty if nothing does
    Walker(byte[] above, boolean unix, Map<String, String> environment, Selection selection, Tracked tracked,
            DiagnosticSink diagnostics) {
        this.above = above.length == 0 ? 0 : above.length + 1;
        this.unix = unix;
        this.environment = environment;
        this.selection = selection;
        this.tracked = tracked;
        this.diagnostics = diagnostics;
    }

    /// Lists the folders and all below them.
    void walk(List<Folder> starts, Work work) throws InterruptedException {
        starts.forEach(pending::add);
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < work.parallelism(); i++) {
            tasks.add(() -> {
                var mine = new Lists();
                for (Folder folder = pending.take(work); folder != null; folder = pending.take(work)) {
                    try {
                        list(folder, mine);
                    } finally {
                        pending.done();
                    }
                }
                files.addAll(mine.files);
                ignored.addAll(mine.ignored);
                ignoredFolders.addAll(mine.ignoredFolders);
                excluded.addAndGet(mine.excluded);
                return null;
            });
        }
        work.run(tasks);
    }

    /// The files to be scanned; in no order.
    List<FoundFile> files() {
        return files;
    }

    /// Files that an ignore rule matches and git does not track.
    List<FoundFile> ignored() {
        return ignored;
    }

    /// Directories that an ignore rule matches; nothing below them was listed.
    List<Folder> ignoredFolders() {
        return ignoredFolders;
    }

    /// How many leading bytes of the folders' paths lie above the base of the source.
    int above() {
        return above;
    }

    /// How many places were left out: ignored files and directories, links, special files, what the selection leaves out.
    long excluded() {
        return excluded.get();
    }

    /// What one thread found.
    private static final class Lists {
        final List<FoundFile> files = new ArrayList<>();
        final List<FoundFile> ignored = new ArrayList<>();
        final List<Folder> ignoredFolders = new ArrayList<>();
        long excluded;
    }

    private void list(Folder folder, Lists lists) {
        List<Path> entries = new ArrayList<>();
        boolean hasRules = false;
        boolean hasGit = false;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.directory)) {
            for (Path entry : stream) {
                String name = String.valueOf(entry.getFileName());
                if (name.equals(".git")) {
                    hasGit = true;
                } else {
                    hasRules |= name.equals(".gitignore");
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            unreadable(folder.directory, folder.path, new IOException(e.getMessage(), e), "directory");
        } catch (IOException e) {
            unreadable(folder.directory, folder.path, e, "directory");
        }
        Folder inside = inside(folder, hasGit, hasRules);
        for (Path entry : entries) {
            sort(inside, entry, lists);
        }
    }

    /// The folder with the rules that hold within it.
    private Folder inside(Folder folder, boolean hasGit, boolean hasRules) {
        Repository repository = folder.repository;
        IgnoreRules rules = folder.rules;
        int start = folder.repositoryStart;
        int within = folder.path.length == 0 ? 0 : folder.path.length + 1;
        if (hasGit && !repository.top().equals(folder.directory) && Repository.isTop(folder.directory)) {
            // To git, a repository within another is closed: the rules outside end here.
            repository = Repository.at(folder.directory, environment, tracked, diagnostics);
            rules = repository.rules(within);
            start = within;
        }
        if (hasRules) {
            rules = repository.enter(rules, folder.directory, within, diagnostics);
        }
        return new Folder(folder.directory, folder.path, repository, start, rules, folder.ignored);
    }

    private void sort(Folder folder, Path entry, Lists lists) {
        byte[] path = FileNames.join(folder.path, FileNames.last(entry));
        FileStatus status;
        try {
            status = FileStatus.of(entry, unix);
        } catch (NoSuchFileException e) {
            // Gone since the directory was listed.
            return;
        } catch (IOException e) {
            unreadable(entry, path, e, "file");
            return;
        }
        switch (status.kind()) {
            case DIRECTORY -> directory(folder, entry, path, lists);
            case FILE -> file(folder, entry, path, status.stamp(), lists);
            // What a link leads to is walked where it lies, if it lies inside.
            case LINK, SPECIAL -> lists.excluded++;
        }
    }

    private void directory(Folder folder, Path entry, byte[] path, Lists lists) {
        if (selection.prunes(below(path))) {
            lists.excluded++;
            return;
        }
        boolean ignoredHere = folder.ignored || IgnoreRules.ignores(folder.rules, path, true);
        Folder next = new Folder(entry, path, folder.repository, folder.repositoryStart, ignoredHere ? null : folder.rules,
                ignoredHere);
        if (!ignoredHere || folder.repository.tracksBelow(inRepository(folder, path), diagnostics)) {
            pending.add(next);
        } else {
            lists.excluded++;
            lists.ignoredFolders.add(next);
        }
    }

    private void file(Folder folder, Path entry, byte[] path, Stamp stamp, Lists lists) {
        byte[] name = below(path);
        if (!selection.isAll() && !selection.selects(name)) {
            lists.excluded++;
            return;
        }
        boolean ignoredHere = (folder.ignored || IgnoreRules.ignores(folder.rules, path, false))
                && !folder.repository.tracks(inRepository(folder, path), diagnostics);
        var found = new FoundFile(entry, SourcePath.of(name), stamp, ignoredHere);
        if (ignoredHere) {
            lists.excluded++;
            lists.ignored.add(found);
        } else {
            lists.files.add(found);
        }
    }

    /// The path relative to the base of the source.
    private byte[] below(byte[] path) {
        return above == 0 ? path : Arrays.copyOfRange(path, Math.min(above, path.length), path.length);
    }

    private static byte[] inRepository(Folder folder, byte[] path) {
        return folder.repositoryStart == 0 ? path : Arrays.copyOfRange(path, folder.repositoryStart, path.length);
    }

    private void unreadable(Path entry, byte[] path, IOException e, String kind) {
        if (!Files.exists(entry)
                && e instanceof NoSuchFileException) {
            return;
        }
        byte[] name = below(path);
        diagnostics.report(Diagnostic.of(kind + "-unreadable", Diagnostic.Kind.GAP,
                name.length == 0 ? "." : SourcePath.of(name).toString(), "the " + kind + " cannot be read: " + reason(e),
                "give read permission or exclude the path"));
    }

    /// Why reading failed, without the path, in few words.
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /// Folders that wait, and threads that may still add some.
    private static final class Pending {
        private final ArrayDeque<Folder> folders = new ArrayDeque<>();
        private int open;

        synchronized void add(Folder folder) {
            folders.push(folder);
            open++;
            notify();
        }

        /// The next folder; null when there will be none.
        synchronized @Nullable Folder take(Work work) throws InterruptedException {
            while (folders.isEmpty() && open > 0 && !work.cancelled()) {
                wait(50);
            }
            return work.cancelled() ? null : folders.poll();
        }

        synchronized void done() {
            if (--open == 0) {
                notifyAll();
            }
        }
    }
}
