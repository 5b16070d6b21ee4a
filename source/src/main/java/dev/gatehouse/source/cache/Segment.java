package dev.gatehouse.source.cache;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One file of a chapter: a sorted table of what is known and, for the few contents of which there is something to say, the
/// values.
///
///     magic  8 bytes        "GHSEG\0\0\1"
///     count  4              entries
///     table  count × 32     20 bytes of the content's digest, 8 of the name, 4: 0 if nothing is known of it,
///                           else where the value begins in the values, plus one
///     macs   pages × 16     one for each 2048 entries
///     values                length (4), bytes, MAC (16)
///
/// Only the table is read at once; its pages are authenticated when they are first used, values when they are read. Immutable on
/// disk. Thread-safe.
final class Segment implements Closeable {
    static final int KEY = 28;
    private static final int ROW = 32;
    private static final int PAGE = 2048;
    private static final int MAC = 16;
    private static final byte[] MAGIC = {'G', 'H', 'S', 'E', 'G', 0, 0, 1};
    private static final int HEADER = MAGIC.length + 4;
    private static final int LARGEST_TABLE = 1 << 30;
    private static final int LARGEST_VALUE = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final CacheKey key;
    private final byte[] chapter;
    private final ByteBuffer table;
    private final int count;
    private final long values;
    /// For each page 0 unknown, 1 true, 2 false. Racing threads compute the same.
    private final byte[] pages;

    private Segment(Path file, FileChannel channel, CacheKey key, byte[] chapter, ByteBuffer table, int count) {
        this.file = file;
        this.channel = channel;
        this.key = key;
        this.chapter = chapter;
        this.table = table;
        this.count = count;
        this.pages = new byte[pages(count)];
        this.values = HEADER + (long) count * ROW + (long) pages.length * MAC;
    }

    private static int pages(int count) {
        return (count + PAGE - 1) / PAGE;
    }

    /// @throws IOException
    ///             if it is none of ours or cut short
    static Segment open(Path file, CacheKey key, byte[] chapter) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            fill(channel, header, 0);
            byte[] magic = new byte[MAGIC.length];
            header.get(magic);
            int count = header.getInt();
            long size = (long) count * ROW + (long) pages(count) * MAC;
            if (!Arrays.equals(magic, MAGIC) || count < 0 || size > LARGEST_TABLE || HEADER + size > channel.size()) {
                throw new IOException("not a segment");
            }
            ByteBuffer table = ByteBuffer.allocate((int) size);
            fill(channel, table, HEADER);
            return new Segment(file, channel, key, chapter, table, count);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException("the file ends early");
            }
            at += read;
        }
        buffer.flip();
    }

    Path file() {
        return file;
    }

    /// The value; empty if it is known that there is none, null if nothing is known.
    byte @Nullable [] find(byte[] wanted) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Arrays.compareUnsigned(table.array(), middle * ROW, middle * ROW + KEY, wanted, 0, KEY);
            if (order == 0) {
                return genuine(middle / PAGE) ? value(middle) : null;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private boolean genuine(int page) {
        if (pages[page] == 0) {
            int from = page * PAGE * ROW;
            int to = Math.min(count, (page + 1) * PAGE) * ROW;
            byte[] stated = Arrays.copyOfRange(table.array(), count * ROW + page * MAC, count * ROW + (page + 1) * MAC);
            byte[] computed = pageMac(key, chapter, count, page, table.array(), from, to - from);
            pages[page] = (byte) (MessageDigest.isEqual(stated, computed) ? 1 : 2);
        }
        return pages[page] == 1;
    }

    private byte @Nullable [] value(int row) {
        int at = table.getInt(row * ROW + KEY);
        if (at == 0) {
            return new byte[0];
        }
        try {
            ByteBuffer length = ByteBuffer.allocate(4);
            fill(channel, length, values + at - 1);
            int size = length.getInt();
            if (size < 0 || size > LARGEST_VALUE) {
                return null;
            }
            ByteBuffer value = ByteBuffer.allocate(size + MAC);
            fill(channel, value, values + at + 3);
            byte[] bytes = Arrays.copyOf(value.array(), size);
            byte[] stated = Arrays.copyOfRange(value.array(), size, size + MAC);
            byte[] computed = valueMac(key, chapter, Arrays.copyOfRange(table.array(), row * ROW, row * ROW + KEY), bytes);
            return MessageDigest.isEqual(stated, computed) ? bytes : null;
        } catch (IOException e) {
            return null;
        }
    }

    /// Hands over all entries that are genuine.
    void forEach(BiConsumer<byte[], byte[]> receiver) {
        for (int row = 0; row < count; row++) {
            byte[] value = genuine(row / PAGE) ? value(row) : null;
            if (value != null) {
                receiver.accept(Arrays.copyOfRange(table.array(), row * ROW, row * ROW + KEY), value);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// The bytes of a segment with these entries.
    static byte[] write(TreeMap<byte[], byte[]> entries, CacheKey key, byte[] chapter) throws IOException {
        SequencedMap<byte[], byte[]> sorted = entries;
        int count = sorted.size();
        ByteBuffer table = ByteBuffer.allocate(count * ROW);
        var values = new ByteArrayOutputStream();
        for (Map.Entry<byte[], byte[]> entry : sorted.entrySet()) {
            byte[] value = entry.getValue();
            table.put(entry.getKey());
            table.putInt(value.length == 0 ? 0 : values.size() + 1);
            if (value.length > 0) {
                values.write(ByteBuffer.allocate(4).putInt(value.length).array());
                values.write(value);
                values.write(valueMac(key, chapter, entry.getKey(), value));
            }
        }
        var bytes = new ByteArrayOutputStream(HEADER + table.capacity() + values.size() + 64);
        var out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeInt(count);
        out.write(table.array());
        for (int page = 0; page < pages(count); page++) {
            int from = page * PAGE * ROW;
            int to = Math.min(count, (page + 1) * PAGE) * ROW;
            out.write(pageMac(key, chapter, count, page, table.array(), from, to - from));
        }
        values.writeTo(out);
        return bytes.toByteArray();
    }

    private static byte[] pageMac(CacheKey key, byte[] chapter, int count, int page, byte[] array, int from, int length) {
        Authenticator mac = key.mac();
        mac.update((byte) 'P');
        mac.update(chapter);
        mac.update(ByteBuffer.allocate(8).putInt(count).putInt(page).array());
        mac.update(array, from, length);
        return Arrays.copyOf(mac.doFinal(), MAC);
    }

    private static byte[] valueMac(CacheKey key, byte[] chapter, byte[] wanted, byte[] value) {
        Authenticator mac = key.mac();
        mac.update((byte) 'V');
        mac.update(chapter);
        mac.update(wanted);
        mac.update(value);
        return Arrays.copyOf(mac.doFinal(), MAC);
    }
}
