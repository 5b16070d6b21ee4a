package dev.gatehouse.source.directory;

import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import java.util.Map;

/// How a directory is walked.
///
/// @param selection
///            which paths
/// @param tracked
///            tells what git tracks although an ignore rule matches it
/// @param stamps
///            remembers unchanged files
/// @param environment
///            variables of the process, which say where git's configuration lies
public record DirectoryOptions(Limits limits, Selection selection, Tracked tracked, FileStamps stamps,
        Map<String, String> environment) {

    /// Default limits, everything selected, nothing known to be tracked, nothing remembered, the environment of this process.
    public static DirectoryOptions defaults() {
        return new DirectoryOptions(Limits.DEFAULT, Selection.ALL, Tracked.NOTHING, FileStamps.NONE, System.getenv());
    }

    /// The same with other limits.
    public DirectoryOptions with(Limits other) {
        return new DirectoryOptions(other, selection, tracked, stamps, environment);
    }

    /// The same with another selection.
    public DirectoryOptions with(Selection other) {
        return new DirectoryOptions(limits, other, tracked, stamps, environment);
    }

    /// The same with another knowledge of what git tracks.
    public DirectoryOptions with(Tracked other) {
        return new DirectoryOptions(limits, selection, other, stamps, environment);
    }

    /// The same with another memory.
    public DirectoryOptions with(FileStamps other) {
        return new DirectoryOptions(limits, selection, tracked, other, environment);
    }

    /// The same with another environment.
    public DirectoryOptions with(Map<String, String> other) {
        return new DirectoryOptions(limits, selection, tracked, stamps, other);
    }
}
