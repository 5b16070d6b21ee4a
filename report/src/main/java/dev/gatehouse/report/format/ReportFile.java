package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/// Writes files whole or not at all: to a temporary file beside, which is forced to the disk and then takes the name.
public final class ReportFile {

    /// Something that writes itself to a stream.
    @FunctionalInterface
    public interface Content {
        /// Writes all of it.
        void write(OutputStream out) throws IOException;
    }

    private ReportFile() {}

    /// Writes a report to a file.
    ///
    /// @throws IOException
    ///             with one sentence that names the file and what is wrong; the file is then as it was before
    public static void write(ReportKind kind, Report report, Path file) throws IOException {
        write(kind, report, file, Style.plain());
    }

    /// Writes a report to a file in a style.
    ///
    /// @throws IOException
    ///             with one sentence that names the file and what is wrong; the file is then as it was before
    public static void write(ReportKind kind, Report report, Path file, Style style) throws IOException {
        write(file, out -> Reports.write(kind, report, out, style));
    }

    /// Writes any content to a file, such as a decision.
    ///
    /// A symbolic link is followed. What is no regular file, such as a pipe or `/dev/stdout`, is written to directly.
    ///
    /// @throws IOException
    ///             with one sentence that names the file and what is wrong; the file is then as it was before
    public static void write(Path file, Content content) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                try (var out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE))) {
                    content.write(out);
                }
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), content);
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + Printable.line(file.toString()) + ": " + reason(e), e);
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        Path name = file.getFileName();
        Path temporary = file.resolveSibling("." + (name == null ? "report" : name) + "." + UUID.randomUUID() + ".tmp");
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.write(out);
                out.flush();
                // Without this a full disk may show only after the rename, and a crash may leave an empty file.
                channel.force(true);
            }
            keepPermissions(file, temporary);
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void keepPermissions(Path old, Path replacement) throws IOException {
        var before = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        var after = Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
        if (before != null && after != null && Files.exists(old)) {
            after.setPermissions(before.readAttributes().permissions());
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "its directory does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
