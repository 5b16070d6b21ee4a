package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Brings lock files in step with changed manifests.
@FunctionalInterface
public interface LockStep {
    /// Where there is no lock file.
    LockStep NONE = (moved, manifests) -> manifests;

    /// All edits, those of the manifests and those of the lock files.
    ///
    /// @param moved
    ///            the pins that move, with their new versions
    /// @param manifests
    ///            what the manifests are to hold
    /// @throws UnresolvableException
    ///             if the lock file cannot be brought in step; the message says why
    List<FileEdit> edits(Map<Pin, String> moved, List<FileEdit> manifests)
            throws UnresolvableException, IOException, InterruptedException;

    /// The bytes of a file after edits, null if none is about it.
    static byte @org.jspecify.annotations.Nullable [] after(List<FileEdit> edits, Path file) {
        return edits.stream().filter(edit -> edit.file().equals(file)).map(FileEdit::after).findFirst().orElse(null);
    }
}
