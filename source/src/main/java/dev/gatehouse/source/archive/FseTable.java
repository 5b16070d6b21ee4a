package dev.gatehouse.source.archive;

import java.io.IOException;

/// A decoding table of finite state entropy (RFC 8878, 4.1.1).
///
/// @param log
///            of the number of states
/// @param symbols
///            what each state stands for
/// @param bits
///            how many bits lead from a state to the next
/// @param next
///            what is added to those bits
record FseTable(int log, byte[] symbols, byte[] bits, short[] next) {

    /// A table of one symbol that takes no bits.
    static FseTable single(int symbol) {
        return new FseTable(0, new byte[]{(byte) symbol}, new byte[1], new short[1]);
    }

    /// Builds the table of a distribution: probabilities in units of 1/2^log; -1 for less than one.
    static FseTable of(short[] distribution, int count, int log) throws IOException {
        int size = 1 << log;
        byte[] symbols = new byte[size];
        int[] following = new int[count];
        int high = size;
        for (int symbol = 0; symbol < count; symbol++) {
            if (distribution[symbol] == -1) {
                symbols[--high] = (byte) symbol;
                following[symbol] = 1;
            } else {
                following[symbol] = distribution[symbol];
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int symbol = 0; symbol < count; symbol++) {
            for (int i = 0; i < distribution[symbol]; i++) {
                symbols[at] = (byte) symbol;
                do {
                    at = at + step & size - 1;
                } while (at >= high);
            }
        }
        if (at != 0) {
            throw new IOException("invalid zstd distribution");
        }
        byte[] bits = new byte[size];
        short[] next = new short[size];
        for (int state = 0; state < size; state++) {
            int number = following[symbols[state] & 0xff]++;
            int width = log - (31 - Integer.numberOfLeadingZeros(number));
            bits[state] = (byte) width;
            next[state] = (short) ((number << width) - size);
        }
        return new FseTable(log, symbols, bits, next);
    }

    /// A table and where its description ended.
    record Described(FseTable table, int end) {}

    /// Reads the description of a table.
    ///
    /// @param maxLog
    ///            the largest log that is allowed
    /// @param maxSymbol
    ///            the largest symbol that is allowed
    static Described read(byte[] array, int start, int end, int maxLog, int maxSymbol) throws IOException {
        long limit = (end - start) * 8L;
        int log = (int) bits(array, start, end, 0, 4) + 5;
        if (log > maxLog) {
            throw new IOException("a zstd table is too large");
        }
        long at = 4;
        short[] distribution = new short[maxSymbol + 1];
        int symbol = 0;
        int remaining = 1 << log;
        while (remaining > 0) {
            if (symbol > maxSymbol || at > limit) {
                throw new IOException("invalid zstd distribution");
            }
            int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int value = (int) bits(array, start, end, at, width);
            at += width;
            int lower = (1 << width - 1) - 1;
            int threshold = (1 << width) - 1 - (remaining + 1);
            if ((value & lower) < threshold) {
                at--;
                value &= lower;
            } else if (value > lower) {
                value -= threshold;
            }
            int probability = value - 1;
            remaining -= Math.abs(probability);
            distribution[symbol++] = (short) probability;
            if (probability == 0) {
                int zeros;
                do {
                    zeros = (int) bits(array, start, end, at, 2);
                    at += 2;
                    symbol += zeros;
                } while (zeros == 3 && symbol <= maxSymbol);
            }
        }
        if (remaining < 0 || symbol > maxSymbol + 1 || at > limit) {
            throw new IOException("invalid zstd distribution");
        }
        return new Described(of(distribution, symbol, log), start + (int) (at + 7 >> 3));
    }

    private static long bits(byte[] array, int start, int end, long from, int count) {
        long word = 0;
        int first = start + (int) (from >>> 3);
        for (int i = Math.min(first + 3, end - 1); i >= first; i--) {
            word = word << 8 | array[i] & 0xff;
        }
        return word >>> (from & 7) & (1L << count) - 1;
    }
}
