package dev.gatehouse.source.directory;

import dev.gatehouse.core.source.SourcePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Tells which files git tracks: those are scanned even where an ignore rule matches them.
@FunctionalInterface
public interface Tracked {
    /// Nothing is known to be tracked.
    Tracked NOTHING = _ -> List.of();

    /// The tracked paths of a repository, relative to its top, in any order. Asked at most once for each repository, and only
    /// if an ignore rule matches something there; from any thread.
    ///
    /// @param top
    ///            the top of the working tree
    /// @throws IOException
    ///             if it cannot be told; a diagnostic says so and nothing counts as tracked
    List<SourcePath> in(Path top) throws IOException;
}
