package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where git looks for hooks: `core.hooksPath` of any configuration layer, else `hooks` of the repository that all its work trees
/// share; of a submodule its own.
///
/// @param path the folder; it need not exist
/// @param workTree top of the working tree; null for a bare repository
/// @param reach whom hooks in it serve
record HooksFolder(Path path, @Nullable Path workTree, Reach reach) {
    /// Whom the hooks of a folder serve.
    enum Reach {
        /// This clone.
        CLONE,
        /// The folder lies in the working tree: whoever checks it out.
        TEAM,
        /// The folder lies outside of the repository: every repository of this user or machine.
        MACHINE
    }

    /// Finds it.
    ///
    /// @throws UsageException outside of git
    static HooksFolder of(Path start) throws UsageException, IOException, InterruptedException {
        try (GitRepository repository = GitRepository.discover(start)
                .orElseThrow(() -> new UsageException(start + " is in no git repository; hooks need one: git init"))) {
            Path workTree = repository.workTree().orElse(null);
            Path common = repository.commonDirectory().toRealPath();
            Path at = workTree == null ? repository.gitDirectory() : workTree;
            Path folder = asked(at).orElse(common.resolve("hooks")).normalize();
            return new HooksFolder(folder, workTree, reach(folder, common, workTree));
        }
    }

    private static Optional<Path> asked(Path at) throws InterruptedException, UsageException {
        Optional<String> answer = GitCommand.ask(at, "rev-parse", "--git-path", "hooks");
        try {
            return answer.filter(text -> !text.isEmpty()).map(text -> at.toAbsolutePath().resolve(text));
        } catch (InvalidPathException e) {
            throw new UsageException("core.hooksPath of git names something that is no path; see: git config core.hooksPath", e);
        }
    }

    private static Reach reach(Path folder, Path common, @Nullable Path workTree) throws IOException {
        Path real = real(folder);
        if (real.startsWith(common)) {
            return Reach.CLONE;
        }
        return workTree != null && real.startsWith(workTree.toRealPath()) ? Reach.TEAM : Reach.MACHINE;
    }

    /// The real path of what exists of it.
    private static Path real(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(existing.relativize(folder.toAbsolutePath())).normalize();
    }

    /// Whether hooks can lie there at all: `core.hooksPath=/dev/null` turns them off.
    boolean usable() {
        return !Files.exists(path) || Files.isDirectory(path);
    }
}
