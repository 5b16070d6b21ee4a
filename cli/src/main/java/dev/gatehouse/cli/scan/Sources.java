package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.image.ImageSource;
import dev.gatehouse.oci.image.LayerMemory;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.report.Subject;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.buffer.BufferSource;
import dev.gatehouse.source.cache.ContentCache;
import dev.gatehouse.source.directory.DirectoryOptions;
import dev.gatehouse.source.directory.DirectorySource;
import dev.gatehouse.source.directory.FileStamps;
import dev.gatehouse.source.git.CommitSource;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.HistorySource;
import dev.gatehouse.source.git.IndexSource;
import dev.gatehouse.source.git.ObjectId;
import dev.gatehouse.source.git.RangeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the arguments name to be looked at.
///
/// @param comparison null without `--base`
/// @param cache for the stamps of unchanged files and the layers of images; null without a cache
/// @param image the image to look at; null if it is something else. Closed by whoever opened it
record Sources(Console console, ScanArguments arguments, Ground ground, @Nullable Comparison comparison, Limits limits,
        Selection selection, @Nullable ContentCache cache, @Nullable ImageStore image) {

    /// The state that is judged. One source, or the working tree and the commits in between.
    List<Source> head() throws UsageException, IOException {
        if (arguments.readsStandardInput()) {
            return List.of(new BufferSource(SourcePath.of("<stdin>"), 0, console.in(), limits));
        }
        if (image != null) {
            LayerMemory memory = cache == null ? LayerMemory.NONE : LayerMemory.in(cache, limits);
            return List.of(new ImageSource(image, ImageLimits.DEFAULT, limits, selection, memory));
        }
        if (arguments.history) {
            return List.of(selected(new HistorySource(ground.needRepository("--history"), limits.fileSize(), PlaceTraits::of)));
        }
        if (arguments.staged) {
            return List.of(selected(index()));
        }
        List<Source> sources = new ArrayList<>();
        sources.add(directory());
        if (comparison != null) {
            sources.add(selected(new RangeSource(ground.needRepository("--base"), comparison.mergeBase(), comparison.head(),
                    limits.fileSize(), PlaceTraits::of)));
        }
        return sources;
    }

    /// What a change began from.
    Source mergeBase(Comparison change) throws UsageException, IOException {
        return selected(
                new CommitSource(ground.needRepository("--base"), change.mergeBase(), limits.fileSize(), PlaceTraits::of));
    }

    private Source index() throws UsageException, IOException {
        return index(true, _ -> true);
    }

    private IndexSource index(boolean changedOnly, Predicate<SourcePath> paths) throws UsageException {
        GitRepository repository = ground.needRepository("--staged");
        String named = console.environment().get("GIT_INDEX_FILE");
        Path index = named == null || named.isBlank() ? repository.indexFile() : Path.of(named).toAbsolutePath();
        return new IndexSource(repository, index, changedOnly, limits.fileSize(), PlaceTraits::of, paths);
    }

    /// The state that a commit would make, changed or not.
    ///
    /// @param paths which count
    Source staged(Predicate<SourcePath> paths) throws UsageException {
        return selected(index(false, paths));
    }

    /// The state before that commit; null if there is none.
    ///
    /// @param paths which count
    @Nullable
    Source beforeStaged(Predicate<SourcePath> paths) throws UsageException, IOException {
        GitRepository repository = ground.needRepository("--staged");
        ObjectId head = repository.head().orElse(null);
        return head == null
                ? null
                : selected(new CommitSource(repository, head, limits.fileSize(), PlaceTraits::of, paths));
    }

    private Source directory() throws UsageException, IOException {
        GitRepository repository = ground.repository();
        if (repository != null && repository.workTree().isEmpty()) {
            throw new UsageException(ground.root()
                    + " is a bare repository without a working tree; look at its commits: gatehouse scan --history");
        }
        FileStamps stamps = cache == null ? FileStamps.NONE : cache.stamps(ground.root(), ground.starts());
        var options = new DirectoryOptions(limits, selection, new TrackedFiles(), stamps, console.environment());
        return new DirectorySource(ground.root(), ground.starts(), options);
    }

    private Source selected(Source source) {
        return selection.isAll() ? source : new SelectedSource(source, selection);
    }

    /// What a report about it says that it is about.
    Subject subject() throws IOException {
        String root = image != null ? String.join(" ", arguments.paths) : root();
        if (image != null) {
            return new Subject("image " + image.name() + " (" + image.image().digest() + ")", root, null, null, null, null,
                    false);
        }
        GitRepository repository = ground.repository();
        if (repository == null || arguments.readsStandardInput()) {
            return new Subject(target(), root, null, null, null, null, false);
        }
        String commit = repository.head().map(Object::toString).orElse(null);
        String branch = repository.headReference().map(reference -> reference.replaceFirst("^refs/heads/", "")).orElse(null);
        return new Subject(target(), root, repository.remoteUrl().orElse(null), commit, branch,
                comparison == null ? null : comparison.mergeBase().toString(), repository.dirty());
    }

    /// What findings' paths are relative to, as somebody in the current folder names it.
    private String root() throws IOException {
        if (arguments.readsStandardInput()) {
            return "-";
        }
        Path here = Path.of("").toRealPath();
        Path root = ground.root().toRealPath();
        for (String path : arguments.paths) {
            if (Path.of(path).toRealPath().equals(root)) {
                return path;
            }
        }
        String relative = here.getRoot().equals(root.getRoot()) ? here.relativize(root).toString() : root.toString();
        return relative.isEmpty() ? "." : relative;
    }

    private String target() {
        String name = String.valueOf(ground.root().getFileName());
        if (arguments.readsStandardInput()) {
            return "standard input";
        }
        if (arguments.history) {
            return "history of " + name;
        }
        if (arguments.staged) {
            return "staged changes of " + name;
        }
        return arguments.base == null ? "working tree of " + name : "changes of " + name + " since " + arguments.base;
    }
}
