package dev.gatehouse.source.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decodes Zstandard (RFC 8878) from memory or from a stream.
///
/// Written here because every library for it is native or reads arrays through `sun.misc.Unsafe`: on hostile input an
/// oversight there is a crash, here it is an exception. Dictionaries are not supported, checksums not verified.
final class ZstdInputStream extends InputStream {
    private static final int MAGIC = 0xfd2fb528;
    private static final int LARGEST_BLOCK = 128 << 10;
    private static final long LARGEST_WINDOW = 128L << 20;

    private final byte[] in;
    private int at;
    private int end;
    /// Where more input comes from; null if all of it is in memory.
    private final @Nullable InputStream source;

    private byte[] window = new byte[2 * LARGEST_BLOCK];
    /// What was decoded lies before it.
    private int written;
    /// What was handed out lies before it.
    private int handed;
    private final ZstdBlock block = new ZstdBlock();
    private boolean inFrame;
    private boolean checksum;
    /// How far back a match may reach.
    private int windowSize;

    ZstdInputStream(byte[] array, int offset, int length) {
        this.in = array;
        this.at = offset;
        this.end = offset + length;
        this.source = null;
    }

    /// @param source
    ///            not closed with this stream
    ZstdInputStream(InputStream source) {
        this.in = new byte[2 * LARGEST_BLOCK];
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] array, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (handed == written) {
            if (!decode()) {
                return -1;
            }
        }
        int count = Math.min(length, written - handed);
        System.arraycopy(window, handed, array, offset, count);
        handed += count;
        return count;
    }

    /// Decodes the next block; false at the end.
    private boolean decode() throws IOException {
        if (!inFrame) {
            if (!has(1)) {
                return false;
            }
            if (!openFrame()) {
                return true;
            }
        }
        int header = take(3);
        int size = header >>> 3;
        makeRoom();
        switch (header >>> 1 & 3) {
            case 0 -> {
                check(size);
                need(size);
                System.arraycopy(in, at, window, written, size);
                written += size;
                at += size;
            }
            case 1 -> {
                check(size);
                byte value = (byte) take(1);
                Arrays.fill(window, written, written + size, value);
                written += size;
            }
            case 2 -> {
                check(size);
                need(size);
                check(size);
                written = block.decode(in, at, at + size, window, written, Math.min(windowSize, LARGEST_BLOCK));
                at += size;
            }
            default -> throw new IOException("a zstd block of an unknown type");
        }
        if ((header & 1) != 0) {
            inFrame = false;
            if (checksum) {
                need(4);
                at += 4;
            }
        }
        return true;
    }

    /// Reads the header of a frame; false if there was one to skip instead.
    private boolean openFrame() throws IOException {
        int magic = take(4);
        if ((magic & 0xfffffff0) == 0x184d2a50) {
            passOver(take(4) & 0xffffffffL);
            return false;
        }
        if (magic != MAGIC) {
            throw new IOException("data after the last zstd frame");
        }
        int descriptor = take(1);
        boolean singleSegment = (descriptor & 0x20) != 0;
        long size = 0;
        if ((descriptor & 8) != 0) {
            throw new IOException("an unknown kind of zstd frame");
        }
        if (!singleSegment) {
            int code = take(1);
            long base = 1L << 10 + (code >>> 3);
            size = base + (base >>> 3) * (code & 7);
        }
        int dictionaryBytes = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        if (dictionaryBytes > 0 && take(dictionaryBytes) != 0) {
            throw new IOException("a zstd frame needs a dictionary");
        }
        long content = switch (descriptor >>> 6) {
            case 0 -> singleSegment ? take(1) : 0;
            case 1 -> take(2) + 256;
            case 2 -> take(4) & 0xffffffffL;
            default -> take(4) & 0xffffffffL | (long) take(4) << 32;
        };
        if (singleSegment) {
            size = content;
        }
        if (size < 0 || size > LARGEST_WINDOW) {
            throw new LimitExceededException("the memory for decoding");
        }
        windowSize = (int) Math.max(size, 1024);
        checksum = (descriptor & 4) != 0;
        inFrame = true;
        block.reset();
        // Nothing of the frame before is needed any more; all of it was handed out.
        written = 0;
        handed = 0;
        return true;
    }

    /// Grows the window as far as it may, then lets go of what no match may reach.
    private void makeRoom() {
        if (written + LARGEST_BLOCK <= window.length) {
            return;
        }
        int largest = windowSize + 2 * LARGEST_BLOCK;
        if (window.length < largest) {
            window = Arrays.copyOf(window, (int) Math.min(largest, 2L * window.length));
            if (written + LARGEST_BLOCK <= window.length) {
                return;
            }
        }
        int kept = Math.min(windowSize, written);
        System.arraycopy(window, written - kept, window, 0, kept);
        written = kept;
        handed = kept;
    }

    private void check(int size) throws IOException {
        if (size > LARGEST_BLOCK) {
            throw new IOException("a zstd block is too large");
        }
    }

    private void need(int count) throws IOException {
        if (!has(count)) {
            throw new IOException("zstd data end early");
        }
    }

    /// Whether there are so many bytes more, which lie at `at` then; at most the size of the buffer.
    private boolean has(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        if (source == null) {
            return false;
        }
        System.arraycopy(in, at, in, 0, end - at);
        end -= at;
        at = 0;
        while (end < count) {
            int read = source.read(in, end, in.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private void passOver(long count) throws IOException {
        for (long left = count; left > 0;) {
            need(1);
            int step = (int) Math.min(left, end - at);
            at += step;
            left -= step;
        }
    }

    /// The next bytes as a number, low byte first.
    private int take(int count) throws IOException {
        need(count);
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (in[at++] & 0xff) << 8 * i;
        }
        return value;
    }
}
