package dev.gatehouse.source.archive;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bits read from the end of a range of bytes to its beginning (RFC 8878, 4.1). Bits before the beginning read as zero.
final class BackwardBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] array;
    private final int start;
    /// How many bits are left; negative once more were taken than there are.
    private int left;

    BackwardBits(byte[] array, int start, int length) throws IOException {
        if (length < 1 || array[start + length - 1] == 0) {
            throw new IOException("a zstd bit stream has no end mark");
        }
        this.array = array;
        this.start = start;
        // The highest bit that is set marks the end and is no part of the data.
        this.left = length * 8 - 1 - (Integer.numberOfLeadingZeros(array[start + length - 1] & 0xff) - 24);
    }

    int left() {
        return left;
    }

    /// The next `count` bits, at most 32, without taking them.
    int peek(int count) {
        int from = left - count;
        if (from < 0) {
            return left <= 0 || -from >= 32 ? 0 : (int) (bits(0, left) << -from);
        }
        return (int) bits(from, count);
    }

    void skip(int count) {
        left -= count;
    }

    int read(int count) {
        int bits = peek(count);
        left -= count;
        return bits;
    }

    private long bits(int from, int count) {
        int at = start + (from >>> 3);
        long word;
        if (at + 8 <= array.length) {
            word = (long) LONG.get(array, at);
        } else {
            word = 0;
            for (int i = array.length - 1; i >= at; i--) {
                word = word << 8 | array[i] & 0xff;
            }
        }
        return word >>> (from & 7) & (1L << count) - 1;
    }
}
