package dev.gatehouse.source.cache;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.directory.FileStamps;
import dev.gatehouse.source.directory.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The stamps of one directory's files: sorted by path, each path without what it shares with the one before, the whole under one
/// MAC.
///
///     magic  8 bytes   "GHSTA\0\0\1"
///     count  4         entries
///     entry            shared (2), rest (2), rest of the path, size, modified, changed, inode (8 each), SHA-256 (32)
///     mac    32        over the name of the file and all before
final class StampFile implements FileStamps {
    private static final byte[] MAGIC = {'G', 'H', 'S', 'T', 'A', 0, 0, 1};
    private static final int MAC = 32;
    private static final int DIGEST = 32;
    private static final long LARGEST = 1L << 30;

    private final ContentCache cache;
    private final Path file;
    private final Queue<Remembered> remembered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private volatile @Nullable Map<SourcePath, Known> known;

    /// @param bytes
    ///            holds the digest
    private record Known(Stamp stamp, byte[] bytes, int digest) {}

    private record Remembered(SourcePath path, Stamp stamp, ContentId id) {}

    StampFile(ContentCache cache, Path file) {
        this.cache = cache;
        this.file = file;
    }

    @Override
    public @Nullable ContentId recall(SourcePath path, Stamp stamp) {
        Known before = known().get(path);
        return before == null || !before.stamp.equals(stamp)
                ? null
                : new ContentId(ContentId.Algorithm.SHA256,
                        HexFormat.of().formatHex(before.bytes, before.digest, before.digest + DIGEST));
    }

    @Override
    public void remember(SourcePath path, Stamp stamp, ContentId id) {
        Known before = known().get(path);
        if (before == null || !before.stamp.equals(stamp)) {
            changed.set(true);
        }
        remembered.add(new Remembered(path, stamp, id));
    }

    @Override
    public void complete() {
        if (!changed.get() && remembered.size() == known().size()) {
            cache.touch(file);
            return;
        }
        try {
            cache.write(file, encode());
        } catch (IOException e) {
            throw new IllegalStateException("memory is written without failure", e);
        }
    }

    private byte[] encode() throws IOException {
        List<Remembered> sorted = new ArrayList<>(remembered);
        sorted.sort((a, b) -> a.path.compareTo(b.path));
        var bytes = new ByteArrayOutputStream(128 * sorted.size() + 64);
        var out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeInt(sorted.size());
        byte[] before = {};
        for (Remembered entry : sorted) {
            byte[] path = entry.path.chain().getFirst();
            if (path.length > 0xffff) {
                throw new IOException("a path of more than 65535 bytes");
            }
            int shared = Math.max(0, Arrays.mismatch(before, path));
            out.writeShort(shared);
            out.writeShort(path.length - shared);
            out.write(path, shared, path.length - shared);
            out.writeLong(entry.stamp.size());
            out.writeLong(entry.stamp.modified());
            out.writeLong(entry.stamp.changed());
            out.writeLong(entry.stamp.inode());
            out.write(HexFormat.of().parseHex(entry.id.hex()));
            before = path;
        }
        out.write(mac(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    private byte[] mac(byte[] bytes, int length) {
        Authenticator mac = cache.key().mac();
        mac.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }

    private Map<SourcePath, Known> known() {
        Map<SourcePath, Known> loaded = known;
        return loaded == null ? load() : loaded;
    }

    private synchronized Map<SourcePath, Known> load() {
        Map<SourcePath, Known> loaded = known;
        if (loaded == null) {
            try {
                loaded = Files.exists(file) && Files.size(file) <= LARGEST ? decode(Files.readAllBytes(file)) : Map.of();
            } catch (IOException | BufferUnderflowException e) {
                loaded = Map.of();
            }
            known = loaded;
        }
        return loaded;
    }

    private Map<SourcePath, Known> decode(byte[] bytes) {
        int end = bytes.length - MAC;
        if (end < MAGIC.length + 4 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || !MessageDigest.isEqual(Arrays.copyOfRange(bytes, end, bytes.length), mac(bytes, end))) {
            return Map.of();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, MAGIC.length, end - MAGIC.length);
        int count = in.getInt();
        Map<SourcePath, Known> loaded = HashMap.newHashMap(count);
        byte[] before = {};
        for (int i = 0; i < count; i++) {
            int shared = in.getShort() & 0xffff;
            int rest = in.getShort() & 0xffff;
            byte[] path = Arrays.copyOf(before, shared + rest);
            in.get(path, shared, rest);
            var stamp = new Stamp(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            loaded.put(SourcePath.of(path), new Known(stamp, bytes, in.position()));
            in.position(in.position() + DIGEST);
            before = path;
        }
        return loaded;
    }
}
