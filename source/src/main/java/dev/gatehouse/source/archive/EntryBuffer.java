package dev.gatehouse.source.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Takes the bytes of one entry after the other; grows up to a limit.
final class EntryBuffer {
    private final long limit;
    private byte[] bytes = new byte[1 << 16];
    private int length;

    /// @param limit
    ///            bytes of an entry; what comes after them is not read
    EntryBuffer(long limit) {
        this.limit = limit;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// Whether the entry had more bytes than the limit allows; the buffer holds its beginning.
    boolean over() {
        return length > limit;
    }

    /// Reads a stream to its end. What was read before a failure stays in the buffer.
    void fill(InputStream in) throws IOException {
        length = 0;
        while (!over()) {
            reserve();
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return;
            }
            length += count;
        }
    }

    /// Inflates raw deflate data to its end and returns how much of the input that took.
    int inflate(Inflater inflater, byte[] array, int offset, int size, Expansion expansion) throws IOException {
        length = 0;
        inflater.reset();
        inflater.setInput(array, offset, size);
        try {
            while (!inflater.finished() && !over()) {
                reserve();
                int count = inflater.inflate(bytes, length, bytes.length - length);
                length += count;
                expansion.bytes(count);
                if (count == 0 && !inflater.finished() && (inflater.needsInput() || inflater.needsDictionary())) {
                    expansion.bytes(inflater.getBytesRead());
                    throw new IOException("deflate data end early");
                }
            }
        } catch (DataFormatException e) {
            expansion.bytes(inflater.getBytesRead());
            throw new IOException(e.getMessage() == null ? "invalid deflate data" : e.getMessage(), e);
        }
        // Data that expand to nothing cost time too, and overlapping entries may hold them again and again.
        expansion.bytes(Math.max(inflater.getBytesRead() - length, 0));
        return (int) inflater.getBytesRead();
    }

    private void reserve() {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1, 2L * length));
        }
    }
}
