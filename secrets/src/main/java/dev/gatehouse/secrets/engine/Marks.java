package dev.gatehouse.secrets.engine;

import java.util.Arrays;

/// A set of offsets of a text within a span.
final class Marks {
    private long[] bits = new long[16];
    private int base;
    private int span;

    /// Forgets all and takes offsets from `from` to `to`, both included.
    void reset(int from, int to) {
        Arrays.fill(bits, 0, words(span), 0);
        base = from;
        span = to - from + 1;
        if (bits.length < words(span)) {
            bits = new long[Math.max(words(span), 2 * bits.length)];
        }
    }

    private static int words(int span) {
        return (span + 63) >>> 6;
    }

    void set(int offset) {
        bits[offset - base >>> 6] |= 1L << offset - base;
    }

    void clear(int offset) {
        bits[offset - base >>> 6] &= ~(1L << offset - base);
    }

    /// The first marked offset at or behind the given one, -1 if there is none.
    int next(int offset) {
        int at = Math.max(offset - base, 0);
        int words = words(span);
        int word = at >>> 6;
        if (word >= words) {
            return -1;
        }
        long rest = bits[word] & -1L << at;
        while (rest == 0) {
            if (++word == words) {
                return -1;
            }
            rest = bits[word];
        }
        return base + (word << 6) + Long.numberOfTrailingZeros(rest);
    }
}
