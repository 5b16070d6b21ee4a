package dev.gatehouse.source.directory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.SourcePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A git working tree as the ignore rules see it, or a plain directory, which has none but those of its .gitignore files.
/// Thread-safe.
final class Repository {
    /// Ignore files beyond this are not read; git stops at 100 MB.
    private static final int LARGEST_IGNORE_FILE = 4 << 20;

    private final Path top;
    private final boolean foldCase;
    private final @Nullable IgnoreFile user;
    private final @Nullable IgnoreFile own;
    private final Tracked tracked;
    private byte @Nullable [][] trackedPaths;

    private Repository(Path top, boolean foldCase, @Nullable IgnoreFile user, @Nullable IgnoreFile own, Tracked tracked) {
        this.top = top;
        this.foldCase = foldCase;
        this.user = user;
        this.own = own;
        this.tracked = tracked;
    }

    /// Whether a working tree has its top here: a repository or a file that names one.
    static boolean isTop(Path directory) {
        return gitDirectory(directory) != null;
    }

    private static @Nullable Path gitDirectory(Path top) {
        Path git = top.resolve(".git");
        if (Files.isDirectory(git)) {
            return Files.exists(git.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS) ? git : null;
        }
        try {
            if (!Files.isRegularFile(git) || Files.size(git) > 65_536) {
                return null;
            }
            String text = new String(Files.readAllBytes(git), StandardCharsets.UTF_8).strip();
            return text.startsWith("gitdir:") ? top.resolve(text.substring(7).strip()).normalize() : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /// The working tree whose top this is; a plain directory if there is no repository.
    static Repository at(Path top, Map<String, String> environment, Tracked tracked, DiagnosticSink diagnostics) {
        Path git = gitDirectory(top);
        Path common = git;
        if (git != null) {
            try {
                Path pointer = git.resolve("commondir");
                if (Files.isRegularFile(pointer) && Files.size(pointer) < 65_536) {
                    common = git.resolve(new String(Files.readAllBytes(pointer), StandardCharsets.UTF_8).strip()).normalize();
                }
            } catch (IOException | InvalidPathException e) {
                common = git;
            }
        }
        GitSettings settings = GitSettings.read(environment, common);
        boolean foldCase = settings.ignoreCase();
        IgnoreFile user = read(settings.excludesFile(), foldCase, diagnostics);
        IgnoreFile own = common == null ? null : read(common.resolve("info").resolve("exclude"), foldCase, diagnostics);
        return new Repository(top, foldCase, user, own, git == null ? Tracked.NOTHING : tracked);
    }

    private static @Nullable IgnoreFile read(@Nullable Path file, boolean foldCase, DiagnosticSink diagnostics) {
        try {
            if (file == null || !Files.isRegularFile(file)) {
                return null;
            }
            if (Files.size(file) > LARGEST_IGNORE_FILE) {
                diagnostics.report(Diagnostic.of("ignore-file-too-large", Diagnostic.Kind.NOTE, file.toString(),
                        "the ignore file is larger than 4 MiB; its rules do not hold", null));
                return null;
            }
            return IgnoreFile.parse(Files.readAllBytes(file), foldCase);
        } catch (IOException e) {
            diagnostics.report(Diagnostic.of("ignore-file-unreadable", Diagnostic.Kind.NOTE, file.toString(),
                    "the ignore file cannot be read; its rules do not hold", null));
            return null;
        }
    }

    Path top() {
        return top;
    }

    /// The rules that hold everywhere in the working tree.
    ///
    /// @param base
    ///            where paths relative to the top begin
    @Nullable
    IgnoreRules rules(int base) {
        return IgnoreRules.add(IgnoreRules.add(null, user, base), own, base);
    }

    /// The rules of a directory's .gitignore and those outside it. A link in its place is not followed, as in git.
    @Nullable
    IgnoreRules enter(@Nullable IgnoreRules outer, Path directory, int base, DiagnosticSink diagnostics) {
        Path file = directory.resolve(".gitignore");
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? IgnoreRules.add(outer, read(file, foldCase, diagnostics), base)
                : outer;
    }

    /// Whether git tracks the file at the path relative to the top.
    boolean tracks(byte[] path, DiagnosticSink diagnostics) {
        return Arrays.binarySearch(trackedPaths(diagnostics), path, Arrays::compareUnsigned) >= 0;
    }

    /// Whether git tracks something below the directory at the path relative to the top.
    boolean tracksBelow(byte[] directory, DiagnosticSink diagnostics) {
        byte[] prefix = Arrays.copyOf(directory, directory.length + 1);
        prefix[directory.length] = '/';
        byte[][] paths = trackedPaths(diagnostics);
        int found = Arrays.binarySearch(paths, prefix, Arrays::compareUnsigned);
        int next = found >= 0 ? found : -found - 1;
        return next < paths.length && paths[next].length > prefix.length
                && Arrays.equals(paths[next], 0, prefix.length, prefix, 0, prefix.length);
    }

    private synchronized byte[][] trackedPaths(DiagnosticSink diagnostics) {
        if (trackedPaths == null) {
            List<SourcePath> paths;
            try {
                paths = tracked.in(top);
            } catch (IOException e) {
                diagnostics.report(Diagnostic.of("tracked-files-unknown", Diagnostic.Kind.DEGRADED, top.toString(),
                        "the git index cannot be read; ignored files that git tracks are not scanned", null));
                paths = List.of();
            }
            byte[][] bytes = new byte[paths.size()][];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = paths.get(i).chain().getFirst();
            }
            Arrays.sort(bytes, Arrays::compareUnsigned);
            trackedPaths = bytes;
        }
        return trackedPaths;
    }
}
