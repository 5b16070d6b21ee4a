package dev.gatehouse.source.directory;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import org.jspecify.annotations.Nullable;

/// Remembers from one scan to the next what lay in which file, so that unchanged files need not be read. Thread-safe.
public interface FileStamps {
    /// Remembers nothing.
    FileStamps NONE = new FileStamps() {
        @Override
        public @Nullable ContentId recall(SourcePath path, Stamp stamp) {
            return null;
        }

        @Override
        public void remember(SourcePath path, Stamp stamp, ContentId id) {}

        @Override
        public void complete() {}
    };

    /// What lay at the path when it had this stamp; null if that is not known.
    @Nullable
    ContentId recall(SourcePath path, Stamp stamp);

    /// Takes down what lies at the path; what was recalled is remembered as well. Never called for a fresh stamp.
    void remember(SourcePath path, Stamp stamp, ContentId id);

    /// Every file was seen: what was not remembered this time may be forgotten.
    void complete();
}
