package dev.gatehouse.source.cache;

import dev.gatehouse.core.source.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What one set of checks knows of contents. Thread-safe.
public final class Chapter {
    /// With more files than this they are merged into one.
    private static final int MOST_SEGMENTS = 8;
    /// Waiting entries take memory until they are saved; what comes after so many bytes is not kept.
    private static final long MOST_WAITING = 256L << 20;

    private final ContentCache cache;
    private final Path folder;
    private final String name;
    private final byte[] id;
    private final ThreadLocal<Authenticator> macs;
    private final Map<ByteBuffer, byte[]> waiting = new ConcurrentHashMap<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean used = new AtomicBoolean();
    private volatile @Nullable List<Segment> segments;

    Chapter(ContentCache cache, Path folder, String name) {
        this.cache = cache;
        this.folder = folder;
        this.name = name;
        this.id = HexFormat.of().parseHex(name);
        this.macs = ThreadLocal.withInitial(cache.key()::mac);
    }

    /// What is known of a content under a file name: what was put, empty if that was nothing; null if it is not known.
    public byte @Nullable [] find(ContentId content, String fileName) {
        List<Segment> open = segments();
        if (open.isEmpty()) {
            return null;
        }
        byte[] wanted = key(content, fileName);
        for (Segment segment : open) {
            byte[] value = segment.find(wanted);
            if (value != null) {
                used.set(true);
                return value;
            }
        }
        return null;
    }

    /// Takes down what was learned of a content under a file name; empty if that is nothing. Kept once [#save] is called.
    public void put(ContentId content, String fileName, byte[] value) {
        if (waitingBytes.addAndGet(value.length + 100L) < MOST_WAITING) {
            waiting.put(ByteBuffer.wrap(key(content, fileName)), value);
        }
    }

    /// Writes what was put and closes the files. Nothing can be found any more.
    public void save() {
        List<Segment> open = segments == null && waiting.isEmpty() ? List.of() : segments();
        try {
            if (!waiting.isEmpty()) {
                write(open);
            } else if (used.get()) {
                open.forEach(segment -> cache.touch(segment.file()));
            }
        } finally {
            close();
        }
    }

    /// Closes the files without keeping anything.
    public void close() {
        List<Segment> open = segments;
        segments = List.of();
        for (Segment segment : open == null ? List.<Segment>of() : open) {
            try {
                segment.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }

    private void write(List<Segment> open) {
        TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        boolean merge = open.size() >= MOST_SEGMENTS;
        if (merge) {
            open.forEach(segment -> segment.forEach(entries::putIfAbsent));
        }
        waiting.forEach((key, value) -> entries.put(key.array(), value));
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        Path file = folder.resolve(name + "-" + HexFormat.of().formatHex(random) + ".seg");
        try {
            if (cache.write(file, Segment.write(entries, cache.key(), id)) && merge) {
                open.forEach(segment -> ContentCache.delete(segment.file()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory is written without failure", e);
        }
        cache.evict();
    }

    private List<Segment> segments() {
        List<Segment> open = segments;
        return open == null ? open() : open;
    }

    private synchronized List<Segment> open() {
        List<Segment> open = segments;
        if (open == null) {
            open = new ArrayList<>();
            for (Path file : cache.files(folder, name + "-", ".seg")) {
                try {
                    open.add(Segment.open(file, cache.key(), id));
                } catch (IOException e) {
                    // Damaged, or removed by another process: its entries are misses.
                }
            }
            segments = open;
        }
        return open;
    }

    /// The digest's first 20 bytes and a keyed digest of the name: names are chosen by whoever writes the repository, and two
    /// that are taken for each other would let one stand for the other.
    private byte[] key(ContentId content, String fileName) {
        byte[] key = new byte[Segment.KEY];
        String hex = content.hex();
        for (int i = 0; i < 20; i++) {
            key[i] = (byte) (Character.digit(hex.charAt(2 * i), 16) << 4 | Character.digit(hex.charAt(2 * i + 1), 16));
        }
        if (!fileName.isEmpty()) {
            byte[] digest = macs.get().doFinal(fileName.getBytes(StandardCharsets.UTF_8));
            System.arraycopy(digest, 0, key, 20, 8);
        }
        // The same digits under another algorithm are another content.
        key[27] = (byte) (key[27] & 0xfc | content.algorithm().ordinal());
        return key;
    }
}
