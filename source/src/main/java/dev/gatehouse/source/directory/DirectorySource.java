package dev.gatehouse.source.directory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Extent;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.directory.Walker.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A directory, or some files and directories below it.
///
/// What git would ignore is left out of the walk but stays in the tree with [dev.gatehouse.core.source.Trait#IGNORED];
/// ignored files that git tracks are scanned. Links are not followed, special files not opened; what cannot be read is a
/// diagnostic.
public final class DirectorySource implements Source {
    /// Files from this size on are read first, so that none of them is left over for one thread at the end.
    private static final long LARGE = 1 << 20;

    private final Path base;
    private final List<Path> starts;
    private final DirectoryOptions options;
    private final boolean unix;
    private final AtomicLong unread = new AtomicLong();
    private volatile Extent extent = Extent.UNKNOWN;
    private volatile @Nullable Listing listing;
    private @Nullable Map<ContentId, List<FoundFile>> byContent;

    /// What the walk found.
    ///
    /// @param files
    ///            to be scanned, sorted
    private record Listing(List<FoundFile> files, FileTree tree) {}

    /// A whole directory.
    ///
    /// @throws IOException
    ///             if it does not exist
    public static DirectorySource of(Path directory, DirectoryOptions options) throws IOException {
        return new DirectorySource(directory, List.of(directory), options);
    }

    /// Some files and directories.
    ///
    /// @param base
    ///            paths are relative to this directory; may be a link
    /// @param starts
    ///            what is to be scanned: the base itself or files and directories below it; what is named here is scanned even if
    ///            an ignore rule matches it
    /// @throws IOException
    ///             if one of them does not exist
    /// @throws IllegalArgumentException
    ///             if one of them does not lie below the base
    public DirectorySource(Path base, List<Path> starts, DirectoryOptions options) throws IOException {
        this.base = base.toRealPath();
        List<Path> real = new ArrayList<>(starts.size());
        for (Path start : starts) {
            Path path = start.toRealPath();
            if (!path.startsWith(this.base)) {
                throw new IllegalArgumentException(start + " does not lie below " + base);
            }
            real.add(path);
        }
        this.starts = List.copyOf(real);
        this.options = options;
        this.unix = FileStatus.supportsUnix(this.base);
    }

    @Override
    public void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics) throws IOException, InterruptedException {
        Listing found = list(work, diagnostics);
        var reader = new FileContents(options, visitor, diagnostics, unix);
        FoundFile[] order = largeFirst(found.files);
        var next = new AtomicInteger();
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < work.parallelism(); i++) {
            tasks.add(() -> {
                try (FileContents.Buffers buffers = reader.buffers()) {
                    for (int n = next.getAndIncrement(); n < order.length && !work.cancelled(); n = next.getAndIncrement()) {
                        if (!reader.read(order[n], buffers)) {
                            unread.incrementAndGet();
                        }
                    }
                }
                return null;
            });
        }
        work.run(tasks);
        if (work.cancelled()) {
            throw new InterruptedException("cancelled");
        }
        options.stamps().complete();
    }

    private Listing list(Work work, DiagnosticSink diagnostics) throws IOException, InterruptedException {
        Path outermost = base;
        List<FoundFile> named = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        for (Path start : starts) {
            FileStatus status = FileStatus.of(start, unix);
            switch (status.kind()) {
                case DIRECTORY -> {
                    directories.add(start);
                    Path top = top(start);
                    if (outermost.startsWith(top)) {
                        outermost = top;
                    }
                }
                case FILE ->
                    named.add(new FoundFile(start, SourcePath.of(FileNames.relative(base, start)), status.stamp(), false));
                case LINK, SPECIAL -> diagnostics.report(Diagnostic.of("not-a-file", Diagnostic.Kind.USAGE, start.toString(),
                        "it is neither a file nor a directory", "pipe it into standard input: gatehouse scan -"));
            }
        }
        var walker = new Walker(FileNames.relative(outermost, base), unix, options.environment(), options.selection(),
                options.tracked(), diagnostics);
        List<Folder> folders = new ArrayList<>();
        for (Path directory : directories) {
            folders.add(start(outermost, directory, diagnostics));
        }
        walker.walk(folders, work);
        List<FoundFile> files = new ArrayList<>(walker.files());
        files.addAll(named);
        files.sort(FoundFile.ORDER);
        List<FoundFile> distinct = new ArrayList<>(files.size());
        long bytes = 0;
        for (FoundFile file : files) {
            // A file may be named besides a directory that holds it.
            if (distinct.isEmpty() || !distinct.getLast().path.equals(file.path)) {
                distinct.add(file);
                bytes += file.stamp.size();
            }
        }
        extent = new Extent(distinct.size(), bytes, walker.excluded());
        var tree = new FileTree(distinct, walker.ignored(), walker.ignoredFolders(), walker.above(), options, unix);
        Listing found = new Listing(distinct, tree);
        listing = found;
        return found;
    }

    /// The top of the repository around a directory; the directory itself if there is none.
    private static Path top(Path directory) {
        for (Path path = directory; path != null; path = path.getParent()) {
            if (Repository.isTop(path)) {
                return path;
            }
        }
        return directory;
    }

    /// The folder to start with, with the rules of the directories between it and the top of its repository; none of them if they
    /// say that the folder is ignored: who names it wants it.
    private Folder start(Path outermost, Path directory, DiagnosticSink diagnostics) {
        Path top = top(directory);
        Repository repository = Repository.at(top, options.environment(), options.tracked(), diagnostics);
        byte[] topPath = FileNames.relative(outermost, top);
        byte[] path = FileNames.relative(outermost, directory);
        int repositoryStart = topPath.length == 0 ? 0 : topPath.length + 1;
        IgnoreRules rules = repository.rules(repositoryStart);
        Path current = top;
        byte[] currentPath = topPath;
        for (Path part : top.equals(directory) ? List.<Path>of() : top.relativize(directory)) {
            rules = repository.enter(rules, current, currentPath.length == 0 ? 0 : currentPath.length + 1, diagnostics);
            current = current.resolve(part);
            currentPath = FileNames.join(currentPath, FileNames.last(current));
            if (IgnoreRules.ignores(rules, currentPath, true)) {
                rules = null;
                break;
            }
        }
        return new Folder(directory, path, repository, repositoryStart, rules, false);
    }

    private static FoundFile[] largeFirst(List<FoundFile> files) {
        FoundFile[] order = new FoundFile[files.size()];
        int n = 0;
        for (FoundFile file : files) {
            if (file.stamp.size() >= LARGE) {
                order[n++] = file;
            }
        }
        for (FoundFile file : files) {
            if (file.stamp.size() < LARGE) {
                order[n++] = file;
            }
        }
        return order;
    }

    @Override
    public synchronized List<Place> places(ContentId id) {
        Listing found = listing;
        if (byContent == null && found != null) {
            byContent = new HashMap<>();
            for (FoundFile file : found.files) {
                if (file.content != null) {
                    byContent.computeIfAbsent(file.content, _ -> new ArrayList<>(1)).add(file);
                }
            }
        }
        List<Place> places = new ArrayList<>();
        for (FoundFile file : byContent == null ? List.<FoundFile>of() : byContent.getOrDefault(id, List.of())) {
            places.add(FileTree.place(file));
        }
        return places;
    }

    /// The tree of what the walk has listed; present once [#contents] has begun to read.
    @Override
    public Optional<Tree> tree() {
        Listing found = listing;
        return found == null
                ? Optional.empty()
                : Optional.of(found.tree);
    }

    @Override
    public Extent extent() {
        Extent listed = extent;
        return listed.places() < 0
                ? listed
                : new Extent(listed.places() - unread.get(), listed.bytes(), listed.excluded() + unread.get());
    }

    @Override
    public String description() {
        return starts.size() == 1 ? starts.getFirst().toString() : starts.size() + " paths below " + base;
    }

    @Override
    public void close() {}
}
