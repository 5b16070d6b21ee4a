package dev.gatehouse.ledger;

import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An append-only record in a folder: `entries.jsonl`, a line of JSON an entry, and `checkpoint`, the root of the Merkle tree over
/// them, signed where there is a key. Beside them lie `edge`, from which the tree grows (a cache: made again when it does not fit
/// the checkpoint), and `lock`.
///
/// Several processes may append; each append is forced to the disk before its checkpoint is. A cut-off append is finished or
/// taken back by the next one. Thread-safe.
public final class Ledger {
    static final String ENTRIES = "entries.jsonl";
    static final String CHECKPOINT = "checkpoint";
    private static final String LOCK = "lock";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;

    private Ledger(Path folder) {
        this.folder = folder;
    }

    /// Opens the ledger in a folder, or begins one.
    ///
    /// @param origin
    ///            name for a new ledger: a URL without scheme; an existing one keeps its own
    /// @throws LedgerException
    ///             if what lies there is none
    public static Ledger open(Path folder, String origin) throws IOException, LedgerException {
        Files.createDirectories(folder);
        Ledger ledger = new Ledger(folder);
        if (Files.exists(folder.resolve(CHECKPOINT))) {
            ledger.checkpoint();
        } else {
            try (var lock = ledger.lock()) {
                if (Files.exists(folder.resolve(ENTRIES))) {
                    throw new LedgerException("there are entries without a checkpoint: somebody took it away");
                }
                ledger.write(CHECKPOINT, new Checkpoint(origin, 0, Hash.EMPTY.base64(), List.of()).note());
            }
        }
        return ledger;
    }

    /// Where it lies.
    public Path folder() {
        return folder;
    }

    /// The newest checkpoint.
    ///
    /// @throws LedgerException
    ///             if it cannot be read
    public Checkpoint checkpoint() throws IOException, LedgerException {
        return readCheckpoint(folder);
    }

    static Checkpoint readCheckpoint(Path folder) throws IOException, LedgerException {
        Path file = folder.resolve(CHECKPOINT);
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("there is no ledger in " + folder);
        }
        try (var in = Files.newInputStream(file)) {
            return Checkpoint.parse(in.readNBytes(1 << 20));
        }
    }

    /// Appends events and makes a checkpoint of them.
    ///
    /// @param key
    ///            signs the checkpoint; null to leave it unsigned
    /// @throws LedgerException
    ///             if the ledger does not fit its checkpoint: somebody changed it
    public Checkpoint append(List<Event> events, @Nullable SigningKey key) throws IOException, LedgerException {
        try (var lock = lock();
                FileChannel file = FileChannel.open(folder.resolve(ENTRIES), StandardOpenOption.CREATE,
                        StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Edge edge = Edge.of(folder, file, checkpoint());
            file.truncate(edge.offset());
            file.position(edge.offset());
            for (Event event : events) {
                byte[] line = edge.append(event);
                ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
            file.force(true);
            Checkpoint next = edge.checkpoint();
            if (key != null) {
                next = next.signedBy(key);
            }
            write(CHECKPOINT, next.note());
            write(Edge.FILE, edge.text());
            return next;
        }
    }

    /// Hands over every entry that the newest checkpoint covers, oldest first. They are not verified: [Verification] does that.
    ///
    /// @throws LedgerException
    ///             if one cannot be read
    public void entries(Consumer<Entry> reader) throws IOException, LedgerException {
        long size = checkpoint().size();
        if (size == 0) {
            return;
        }
        try (var lines = new EntryLines(FileChannel.open(folder.resolve(ENTRIES), StandardOpenOption.READ), 0)) {
            for (long i = 0; i < size; i++) {
                byte[] line = lines.next();
                if (line == null) {
                    throw new LedgerException("entry " + i + " is missing: the ledger was cut short");
                }
                reader.accept(Entry.read(line));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Held by one writer at a time; closing the channel gives it back. The system makes other processes wait; within this one it
    /// refuses instead, so we wait ourselves.
    private FileChannel lock() throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                try {
                    channel.lock();
                    return channel;
                } catch (OverlappingFileLockException e) {
                    if (System.nanoTime() > end) {
                        throw new IOException("another writer has held the ledger for " + PATIENCE.toSeconds() + " s", e);
                    }
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another writer held the ledger");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void write(String name, String text) throws IOException {
        Path temporary = folder.resolve("." + name + ".tmp");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
