package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.ObjectId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a command stands on: the root that paths are relative to, and the repository around it, if there is one.
///
/// @param root top of the working tree; outside git the scanned folder
/// @param starts what was asked for, each at or below the root
/// @param repository null outside git
record Ground(Path root, List<Path> starts, @Nullable GitRepository repository) implements Closeable {
    private static final long LARGEST_CONFIGURATION = 8 << 20;

    /// Finds it.
    ///
    /// @param paths as the user wrote them; empty means the current folder
    /// @throws UsageException if one does not exist, or they lie in different repositories
    static Ground of(List<String> paths) throws UsageException, IOException {
        List<Path> starts = new ArrayList<>();
        for (String path : paths.isEmpty() ? List.of("") : paths) {
            starts.add(existing(path));
        }
        GitRepository repository = repository(starts.getFirst());
        Optional<Path> tree = repository == null ? Optional.empty() : repository.workTree();
        Path root;
        if (tree.isPresent()) {
            root = tree.get().toRealPath();
        } else if (starts.size() == 1 && Files.isDirectory(starts.getFirst())) {
            root = starts.getFirst();
        } else {
            Path here = Path.of("").toRealPath();
            root = starts.stream().allMatch(start -> start.startsWith(here)) ? here : common(starts, here);
        }
        for (Path start : starts) {
            if (!start.startsWith(root)) {
                throw new UsageException(start + " lies outside of " + root + "; scan the two one after the other");
            }
        }
        return new Ground(root, List.copyOf(starts), repository);
    }

    /// The innermost folder that holds all of them.
    ///
    /// @param otherwise if only the whole file system does
    private static Path common(List<Path> starts, Path otherwise) {
        Path common = starts.getFirst().getParent();
        while (common != null && !allBelow(starts, common)) {
            common = common.getParent();
        }
        return common == null || common.getNameCount() == 0 ? otherwise : common;
    }

    private static boolean allBelow(List<Path> starts, Path folder) {
        return starts.stream().allMatch(start -> start.startsWith(folder));
    }

    private static Path existing(String text) throws UsageException, IOException {
        try {
            Path path = Path.of(text);
            if (!text.isEmpty() && !Files.exists(path)) {
                throw new UsageException(text + ": there is no such file or folder");
            }
            return path.toRealPath();
        } catch (InvalidPathException e) {
            throw new UsageException(text + ": not a path", e);
        }
    }

    private static @Nullable GitRepository repository(Path start) throws IOException {
        return GitRepository.discover(Files.isDirectory(start) ? start : start.resolveSibling(".").normalize()).orElse(null);
    }

    /// The repository.
    ///
    /// @param purpose what needs it, for the message: `--history`
    /// @throws UsageException outside git
    GitRepository needRepository(String purpose) throws UsageException {
        if (repository == null) {
            throw new UsageException(purpose + " needs a git repository, and " + root + " is in none");
        }
        return repository;
    }

    /// Whether just the root was asked for.
    boolean whole() {
        return starts.size() == 1 && starts.getFirst().equals(root);
    }

    /// A file of the working tree; null if there is none.
    byte @Nullable [] file(String path) throws IOException {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
            return null;
        }
        if (Files.size(file) > LARGEST_CONFIGURATION) {
            throw new IOException(path + " is larger than " + (LARGEST_CONFIGURATION >> 20) + " MiB");
        }
        return Files.readAllBytes(file);
    }

    /// A file of a commit; null if there is none.
    byte @Nullable [] file(ObjectId commit, String path) throws UsageException, IOException {
        return needRepository("reading " + path).readFile(commit, SourcePath.of(path), LARGEST_CONFIGURATION).orElse(null);
    }

    @Override
    public void close() throws IOException {
        if (repository != null) {
            repository.close();
        }
    }
}
