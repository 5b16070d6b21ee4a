package dev.gatehouse.source.git;

import java.io.IOException;

/// A repository, or a file in it, is not what git writes, or uses something that Gatehouse does not read. The message is for
/// people and names the file and the remedy.
public final class GitFormatException extends IOException {
    public GitFormatException(String message) {
        super(message);
    }
}
