package dev.gatehouse.source.git;

import dev.gatehouse.core.source.SourcePath;

/// The paths that messages have as contents.
final class Messages {
    static final SourcePath COMMIT = SourcePath.of("commit-message");

    private Messages() {}

    static SourcePath tag(String name) {
        return SourcePath.of("tag-message/" + name);
    }
}
