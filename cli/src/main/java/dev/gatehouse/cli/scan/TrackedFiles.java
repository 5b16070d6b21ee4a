package dev.gatehouse.cli.scan;

import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.directory.Tracked;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What git tracks, read from the index of each repository that the walk meets.
final class TrackedFiles implements Tracked {
    @Override
    public List<SourcePath> in(Path top) throws IOException {
        try (GitRepository repository = GitRepository.open(top)) {
            return repository.trackedPaths();
        }
    }
}
