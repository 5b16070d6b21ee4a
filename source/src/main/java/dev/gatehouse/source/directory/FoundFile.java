package dev.gatehouse.source.directory;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A regular file that the walk met.
final class FoundFile {
    static final Comparator<FoundFile> ORDER = Comparator.comparing(found -> found.path);

    final Path file;
    final SourcePath path;
    final Stamp stamp;
    final boolean ignored;
    /// What was read from it; written by the one thread that reads it, read after all have ended.
    @Nullable
    ContentId content;

    FoundFile(Path file, SourcePath path, Stamp stamp, boolean ignored) {
        this.file = file;
        this.path = path;
        this.stamp = stamp;
        this.ignored = ignored;
    }
}
