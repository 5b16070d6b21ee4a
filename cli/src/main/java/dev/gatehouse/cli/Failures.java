package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What went wrong outside, in one line for people.
public final class Failures {
    private Failures() {}

    /// The line.
    public static String describe(Exception e) {
        Throwable cause = e instanceof java.io.UncheckedIOException ? e.getCause() : e;
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException failed ->
                failed.getFile() + ": " + (failed.getReason() == null ? failed.getMessage() : failed.getReason());
            case IOException io when io.getMessage() != null -> io.getMessage();
            case null, default -> String.valueOf(cause);
        };
    }
}
