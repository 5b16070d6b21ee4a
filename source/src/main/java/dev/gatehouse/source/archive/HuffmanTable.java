package dev.gatehouse.source.archive;

import java.io.IOException;

/// A decoding table of zstd's Huffman code (RFC 8878, 4.2).
final class HuffmanTable {
    private static final int MOST_BITS = 11;

    private final int log;
    private final byte[] symbols;
    private final byte[] widths;
    /// Where the description of the table ended.
    private final int end;

    private HuffmanTable(int log, byte[] symbols, byte[] widths, int end) {
        this.log = log;
        this.symbols = symbols;
        this.widths = widths;
        this.end = end;
    }

    int end() {
        return end;
    }

    static HuffmanTable read(byte[] array, int start, int limit) throws IOException {
        if (start >= limit) {
            throw new IOException("a zstd block ends early");
        }
        int header = array[start] & 0xff;
        byte[] weights = new byte[256];
        int count;
        int end;
        if (header < 128) {
            end = start + 1 + header;
            if (end > limit) {
                throw new IOException("a zstd block ends early");
            }
            count = compressedWeights(array, start + 1, end, weights);
        } else {
            count = header - 127;
            end = start + 1 + (count + 1) / 2;
            if (end > limit) {
                throw new IOException("a zstd block ends early");
            }
            for (int i = 0; i < count; i++) {
                int pair = array[start + 1 + i / 2];
                weights[i] = (byte) ((i & 1) == 0 ? pair >> 4 & 15 : pair & 15);
            }
        }
        return of(weights, count, end);
    }

    private static int compressedWeights(byte[] array, int start, int end, byte[] weights) throws IOException {
        FseTable.Described described = FseTable.read(array, start, end, 6, 15);
        FseTable table = described.table();
        var bits = new BackwardBits(array, described.end(), end - described.end());
        int one = bits.read(table.log());
        int two = bits.read(table.log());
        int count = 0;
        while (true) {
            if (count > 252) {
                throw new IOException("invalid zstd weights");
            }
            weights[count++] = table.symbols()[one];
            one = (table.next()[one] & 0xffff) + bits.read(table.bits()[one]);
            if (bits.left() < 0) {
                weights[count++] = table.symbols()[two];
                return count;
            }
            weights[count++] = table.symbols()[two];
            two = (table.next()[two] & 0xffff) + bits.read(table.bits()[two]);
            if (bits.left() < 0) {
                weights[count++] = table.symbols()[one];
                return count;
            }
        }
    }

    /// The last weight is not written: it fills the code up.
    private static HuffmanTable of(byte[] weights, int count, int end) throws IOException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > MOST_BITS) {
                throw new IOException("invalid zstd weights");
            }
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        if (sum == 0) {
            throw new IOException("invalid zstd weights");
        }
        int log = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << log) - sum;
        if (log > MOST_BITS || Integer.bitCount(rest) != 1) {
            throw new IOException("invalid zstd weights");
        }
        weights[count] = (byte) (Integer.numberOfTrailingZeros(rest) + 1);
        byte[] symbols = new byte[1 << log];
        byte[] widths = new byte[1 << log];
        int at = 0;
        for (int weight = 1; weight <= log; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    int span = 1 << weight - 1;
                    for (int i = 0; i < span; i++) {
                        symbols[at] = (byte) symbol;
                        widths[at++] = (byte) (log + 1 - weight);
                    }
                }
            }
        }
        return new HuffmanTable(log, symbols, widths, end);
    }

    /// Decodes one stream, which must hold just as many symbols.
    void decode(byte[] array, int start, int length, byte[] out, int from, int to) throws IOException {
        var bits = new BackwardBits(array, start, length);
        for (int i = from; i < to; i++) {
            int code = bits.peek(log);
            out[i] = symbols[code];
            bits.skip(widths[code]);
        }
        if (bits.left() != 0) {
            throw new IOException("a zstd literal stream has the wrong length");
        }
    }
}
