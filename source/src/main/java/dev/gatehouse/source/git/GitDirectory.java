package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the parts of a repository lie (gitrepository-layout).
///
/// @param own
///            the `.git` directory; of a linked work tree its own part, `.git/worktrees/NAME` of the main one
/// @param common
///            what all work trees share; most often the same
/// @param workTree
///            root of the files; null for a bare repository
record GitDirectory(Path own, Path common, @Nullable Path workTree) {
    private static final int DEEPEST_ALTERNATE = 5;
    private static final long LARGEST_POINTER = 64 << 10;

    /// The repository that the path is in: its own directory or the nearest one above.
    static Optional<GitDirectory> discover(Path start) throws IOException {
        Path at = start.toAbsolutePath().normalize();
        while (at != null) {
            Optional<GitDirectory> found = at(at);
            if (found.isPresent()) {
                return found;
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    /// The repository at the path: a work tree, a `.git` directory or file, or a bare repository.
    static Optional<GitDirectory> at(Path path) throws IOException {
        Path dotGit = path.resolve(".git");
        if (repository(dotGit)) {
            return Optional.of(of(dotGit, path));
        }
        if (Files.isRegularFile(dotGit)) {
            return pointed(dotGit, path);
        }
        if (repository(path)) {
            Path parent = path.getParent();
            boolean inside = ".git".equals(String.valueOf(path.getFileName())) && parent != null;
            return Optional.of(of(path, inside ? parent : null));
        }
        if (Files.isRegularFile(path) && ".git".equals(String.valueOf(path.getFileName()))) {
            return pointed(path, path.getParent());
        }
        return Optional.empty();
    }

    private static Optional<GitDirectory> pointed(Path file, @Nullable Path workTree) throws IOException {
        Optional<Path> target = pointer(file);
        return target.isEmpty() ? Optional.empty() : Optional.of(of(target.get(), workTree));
    }

    private static GitDirectory of(Path own, @Nullable Path workTree) throws IOException {
        Path file = own.resolve("commondir");
        Path common = own;
        if (Files.isRegularFile(file)) {
            common = own.resolve(small(file).strip()).normalize();
            if (!Files.isDirectory(common.resolve("objects"))) {
                throw new GitFormatException("the work tree's repository is not where its commondir file says; "
                        + "`git worktree repair` mends that");
            }
        }
        return new GitDirectory(own, common, workTree);
    }

    private static boolean repository(Path path) {
        if (!Files.isDirectory(path) || !Files.exists(path.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return Files.isRegularFile(path.resolve("commondir"))
                || Files.isDirectory(path.resolve("objects")) && Files.isDirectory(path.resolve("refs"));
    }

    /// Follows `gitdir: PATH`; empty if the file says something else.
    ///
    /// @throws GitFormatException
    ///             if there is no repository where it points to
    private static Optional<Path> pointer(Path file) throws IOException {
        String text = small(file);
        if (!text.startsWith("gitdir:")) {
            return Optional.empty();
        }
        try {
            Path target = file.resolveSibling(text.substring("gitdir:".length()).strip()).toAbsolutePath().normalize();
            if (repository(target)) {
                return Optional.of(target);
            }
        } catch (InvalidPathException e) {
            // As wrong as a path that leads nowhere.
        }
        throw new GitFormatException("there is no repository where the .git file points to; `git worktree repair` or "
                + "`git submodule update --init` mends that");
    }

    /// A small text file.
    static String small(Path file) throws IOException {
        if (Files.size(file) > LARGEST_POINTER) {
            throw new GitFormatException(file.getFileName() + " in the repository is too large");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// The repository's object directory and those of its alternates, which may have alternates themselves.
    List<Path> objectDirectories() throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        addObjects(common.resolve("objects"), 0, found);
        return List.copyOf(found);
    }

    private static void addObjects(Path objects, int depth, Set<Path> found) throws IOException {
        Path real = objects.toAbsolutePath().normalize();
        if (depth > DEEPEST_ALTERNATE || !Files.isDirectory(real) || !found.add(real)) {
            return;
        }
        Path alternates = real.resolve("info").resolve("alternates");
        if (!Files.isRegularFile(alternates)) {
            return;
        }
        for (String line : small(alternates).split("\n", -1)) {
            String entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                try {
                    addObjects(real.resolve(unquote(entry)), depth + 1, found);
                } catch (InvalidPathException e) {
                    throw new GitFormatException("objects/info/alternates names something that is no path");
                }
            }
        }
    }

    /// git quotes paths with unusual characters as C does; only `\"` and `\\` matter for paths that exist.
    private static String unquote(String entry) {
        if (entry.length() < 2 || !entry.startsWith("\"") || !entry.endsWith("\"")) {
            return entry;
        }
        return entry.substring(1, entry.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /// Alternates that are named but not there.
    List<String> missingAlternates() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path objects : objectDirectories()) {
            Path alternates = objects.resolve("info").resolve("alternates");
            if (Files.isRegularFile(alternates)) {
                for (String line : small(alternates).split("\n", -1)) {
                    String entry = unquote(line.strip());
                    if (!entry.isEmpty() && !entry.startsWith("#") && !Files.isDirectory(objects.resolve(entry))) {
                        missing.add(entry);
                    }
                }
            }
        }
        return missing;
    }
}
