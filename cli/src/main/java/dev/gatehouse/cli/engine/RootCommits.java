package dev.gatehouse.cli.engine;

import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.ObjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Remembers the oldest root commit of repositories: finding it means reading every commit, which a commit hook has no time for.
///
/// What is remembered is believed only while the repository still has that commit and it still has no parents.
final class RootCommits {
    private final Path folder;

    /// @param cache folder of the user's caches
    RootCommits(Path cache) {
        folder = cache.resolve("roots");
    }

    /// Object id of the oldest root commit; null if there is no commit.
    @Nullable
    String of(GitRepository repository) throws IOException {
        Path file = folder.resolve(name(repository.commonDirectory()));
        String remembered = remembered(repository, file);
        if (remembered != null) {
            return remembered;
        }
        Optional<ObjectId> root = repository.rootCommit();
        if (root.isEmpty()) {
            return null;
        }
        String id = root.get().hex();
        try {
            Files.createDirectories(folder);
            ReportFile.write(file, out -> out.write(id.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // Without a cache it is found again next time.
            return id;
        }
        return id;
    }

    private static @Nullable String remembered(GitRepository repository, Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > 64) {
                return null;
            }
            Optional<ObjectId> id = ObjectId.parse(Files.readString(file, StandardCharsets.US_ASCII));
            return id.isPresent() && repository.commit(id.get()).parents().isEmpty() ? id.get().hex() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String name(Path repository) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(repository.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
