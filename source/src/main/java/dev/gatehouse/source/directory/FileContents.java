package dev.gatehouse.source.directory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.source.Digests;
import dev.gatehouse.source.archive.TooLarge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads files and hands their contents to a visitor.
final class FileContents {
    /// How much is read at once.
    private static final int CHUNK = 1 << 17;
    /// A buffer larger than this is not kept for the next file.
    private static final int KEPT = 8 << 20;
    private static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final DirectoryOptions options;
    private final ContentVisitor visitor;
    private final DiagnosticSink diagnostics;
    private final boolean unix;
    private final long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    /// Mebibytes of heap that large files may take together; a single larger one waits until it is alone.
    private final int heap = (int) Math.clamp(Runtime.getRuntime().maxMemory() / 3 >> 20, 16, Integer.MAX_VALUE);
    private final Semaphore large = new Semaphore(heap, true);

    FileContents(DirectoryOptions options, ContentVisitor visitor, DiagnosticSink diagnostics, boolean unix) {
        this.options = options;
        this.visitor = visitor;
        this.diagnostics = diagnostics;
        this.unix = unix;
    }

    Buffers buffers() {
        return new Buffers();
    }

    /// What one thread reads into.
    static final class Buffers implements AutoCloseable {
        private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        private final Digests digests = new Digests();
        private byte[] content = new byte[CHUNK];
        private int length;
        /// Whether the file is larger than the limit, and the buffer holds only its beginning.
        private boolean over;

        private void reset(long expected) {
            length = 0;
            over = false;
            if (expected > content.length) {
                content = new byte[(int) expected];
            }
        }

        private void append(int count, long limit) {
            if (length + count > content.length) {
                content = Arrays.copyOf(content, (int) Math.min(limit + CHUNK, Math.max(2L * content.length, length + count)));
            }
            chunk.flip();
            chunk.get(content, length, count);
            length += count;
        }

        /// Lets go of what an unusually large file needed.
        @Override
        public void close() {
            if (content.length > KEPT) {
                content = new byte[CHUNK];
            }
        }
    }

    /// Reads a file unless its content is known; false if it was left out or could not be read.
    boolean read(FoundFile file, Buffers buffers) throws InterruptedException {
        long size = file.stamp.size();
        ContentId recalled = options.stamps().recall(file.path, file.stamp);
        if (recalled != null && visitor.known(recalled, file.path, size)) {
            file.content = recalled;
            options.stamps().remember(file.path, file.stamp, recalled);
            return true;
        }
        int permits = size <= KEPT ? 0 : (int) Math.min(heap, (size >> 20) + 1);
        large.acquire(permits);
        try {
            return look(file, buffers);
        } catch (NoSuchFileException e) {
            diagnostics.report(Diagnostic.of("file-vanished", Diagnostic.Kind.NOTE, file.path.toString(),
                    "the file was removed while the scan ran", null));
            return false;
        } catch (IOException e) {
            diagnostics.report(Diagnostic.of("file-unreadable", Diagnostic.Kind.GAP, file.path.toString(),
                    "the file cannot be read: " + Walker.reason(e), "give read permission or exclude the path"));
            return false;
        } catch (OutOfMemoryError e) {
            diagnostics.report(Diagnostic.of("file-too-large", Diagnostic.Kind.GAP, file.path.toString(),
                    "there is not enough memory for its " + size + " bytes", "give the process more memory or exclude the path"));
            return false;
        } finally {
            large.release(permits);
            if (permits > 0) {
                buffers.close();
            }
        }
    }

    private boolean look(FoundFile file, Buffers buffers) throws IOException {
        boolean settled = fill(file, file.stamp.size(), buffers);
        if (!settled) {
            // It changed since the walk listed it: once more with what is true now.
            FileStatus status = FileStatus.of(file.file, unix);
            if (status.kind() != FileStatus.Kind.FILE) {
                throw new NoSuchFileException(file.path.toString());
            }
            if (!fill(file, status.stamp().size(), buffers)) {
                diagnostics.report(Diagnostic.of("file-changing", Diagnostic.Kind.DEGRADED, file.path.toString(),
                        "the file changes while it is read; what was read last is scanned",
                        "scan when nothing writes to it"));
            }
        }
        if (buffers.over) {
            return tooLarge(file, buffers);
        }
        ContentId id = buffers.digests.sha256(buffers.content, 0, buffers.length);
        file.content = id;
        if (settled && !file.stamp.fresh(now)) {
            options.stamps().remember(file.path, file.stamp, id);
        }
        if (!visitor.known(id, file.path, buffers.length)) {
            visitor.visit(new Blob(id, buffers.content, 0, buffers.length, Blob.sniff(buffers.content, 0, buffers.length),
                    file.path));
        }
        return true;
    }

    private boolean tooLarge(FoundFile file, Buffers buffers) {
        Diagnostic gap = TooLarge.judge(file.path, buffers.content, buffers.length, Math.max(file.stamp.size(), buffers.length),
                options.limits());
        if (gap != null) {
            diagnostics.report(gap);
        }
        return false;
    }

    /// Reads the file into the buffer; of a file over the limit only the beginning. Whether it was as long as expected.
    private boolean fill(FoundFile file, long expected, Buffers buffers) throws IOException {
        long limit = options.limits().fileSize();
        boolean over = expected > limit;
        buffers.reset(over ? CHUNK : expected);
        if (expected == 0 && !Files.isRegularFile(file.file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.path.toString());
        }
        try (FileChannel channel = FileChannel.open(file.file, OPEN)) {
            while (true) {
                buffers.chunk.clear();
                int count = channel.read(buffers.chunk);
                if (count < 0) {
                    break;
                }
                buffers.append(count, limit);
                if (over || buffers.length > limit) {
                    // A beginning is enough to tell what it is.
                    buffers.over = true;
                    return true;
                }
            }
        }
        return buffers.length == expected;
    }
}
