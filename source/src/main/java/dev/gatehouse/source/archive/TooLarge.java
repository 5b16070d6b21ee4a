package dev.gatehouse.source.archive;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.Limits;
import org.jspecify.annotations.Nullable;

/// Judges contents that exceed the size limit by how they begin.
public final class TooLarge {
    private TooLarge() {}

    /// The diagnostic for a content over the limit; null if it is merely binary, and so nothing that would have been looked at.
    ///
    /// @param beginning
    ///            holds the first bytes, some thousands if there are as many
    /// @param length
    ///            how many they are
    /// @param size
    ///            of the whole content, or as much as is known of it
    public static @Nullable Diagnostic judge(SourcePath path, byte[] beginning, int length, long size, Limits limits) {
        boolean archive = ArchiveForm.of(beginning, 0, length) != null;
        if (!archive && Blob.sniff(beginning, 0, length) == Blob.Form.BINARY) {
            return null;
        }
        return Diagnostic.of("file-too-large", Diagnostic.Kind.GAP, path.toString(),
                "the " + (archive ? "archive" : "text") + " has " + size + " bytes or more, the limit is " + limits.fileSize(),
                "raise limits.file-size or exclude the path");
    }
}
