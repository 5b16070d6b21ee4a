package dev.gatehouse.source.archive;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decodes the compressed blocks of a zstd frame (RFC 8878, 3.1.1.3) and keeps what they share.
final class ZstdBlock {
    private static final int LARGEST = 128 << 10;
    private static final int MOST_LITERAL_LENGTH_CODES = 35;
    private static final int MOST_OFFSET_CODES = 31;
    private static final int MOST_MATCH_LENGTH_CODES = 52;
    private static final short[] LITERAL_LENGTHS = {4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3,
        2, 1, 1, 1, 1, 1, -1, -1, -1, -1};
    private static final short[] MATCH_LENGTHS = {1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1};
    private static final short[] OFFSETS = {1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1,
        -1,
        -1};
    private static final int[] LITERAL_LENGTH_BASE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24,
        28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536};
    private static final int[] LITERAL_LENGTH_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4,
        6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final int[] MATCH_LENGTH_BASE = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
        24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099,
        8195, 16387, 32771, 65539};
    private static final int[] MATCH_LENGTH_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private @Nullable HuffmanTable huffman;
    private @Nullable FseTable literalLengths;
    private @Nullable FseTable offsets;
    private @Nullable FseTable matchLengths;
    private int repeat1;
    private int repeat2;
    private int repeat3;

    private final byte[] literals = new byte[LARGEST];
    private int literalCount;
    private byte[] in = literals;
    private int at;
    private int end;

    /// Forgets the frame before.
    void reset() {
        huffman = null;
        literalLengths = null;
        offsets = null;
        matchLengths = null;
        repeat1 = 1;
        repeat2 = 4;
        repeat3 = 8;
    }

    /// Decodes a block and returns where in the window its last byte was written, plus one.
    ///
    /// @param window
    ///            what was decoded before lies before `written`; there is room for the largest block after it
    /// @param largest
    ///            how many bytes the block may expand to
    int decode(byte[] array, int from, int to, byte[] window, int written, int largest) throws IOException {
        in = array;
        at = from;
        end = to;
        readLiterals(largest);
        int count = sequenceCount();
        if (count == 0) {
            System.arraycopy(literals, 0, window, written, literalCount);
            return written + literalCount;
        }
        int modes = take(1);
        if ((modes & 3) != 0) {
            throw damaged();
        }
        FseTable lengths = table(modes >>> 6, literalLengths, LITERAL_LENGTHS, 6, 9, MOST_LITERAL_LENGTH_CODES);
        FseTable distances = table(modes >>> 4 & 3, offsets, OFFSETS, 5, 8, MOST_OFFSET_CODES);
        FseTable matches = table(modes >>> 2 & 3, matchLengths, MATCH_LENGTHS, 6, 9, MOST_MATCH_LENGTH_CODES);
        literalLengths = lengths;
        offsets = distances;
        matchLengths = matches;
        return sequences(count, lengths, distances, matches, window, written, written + largest);
    }

    private int sequences(int count, FseTable lengths, FseTable distances, FseTable matches, byte[] window, int start, int limit)
            throws IOException {
        var bits = new BackwardBits(in, at, end - at);
        int lengthState = bits.read(lengths.log());
        int distanceState = bits.read(distances.log());
        int matchState = bits.read(matches.log());
        int written = start;
        int literal = 0;
        for (int n = count; n > 0; n--) {
            int distanceCode = distances.symbols()[distanceState];
            int matchCode = matches.symbols()[matchState];
            int lengthCode = lengths.symbols()[lengthState];
            long distance = (1L << distanceCode) + (bits.read(distanceCode) & 0xffffffffL);
            int match = MATCH_LENGTH_BASE[matchCode] + bits.read(MATCH_LENGTH_BITS[matchCode]);
            int length = LITERAL_LENGTH_BASE[lengthCode] + bits.read(LITERAL_LENGTH_BITS[lengthCode]);
            if (n > 1) {
                lengthState = (lengths.next()[lengthState] & 0xffff) + bits.read(lengths.bits()[lengthState]);
                matchState = (matches.next()[matchState] & 0xffff) + bits.read(matches.bits()[matchState]);
                distanceState = (distances.next()[distanceState] & 0xffff) + bits.read(distances.bits()[distanceState]);
            }
            int back = distance(distance, length);
            if (bits.left() < 0 || length > literalCount - literal || (long) written + length + match > limit) {
                throw damaged();
            }
            System.arraycopy(literals, literal, window, written, length);
            literal += length;
            written += length;
            if (back <= 0 || back > written) {
                throw damaged();
            }
            copy(window, written - back, written, match);
            written += match;
        }
        int rest = literalCount - literal;
        if (bits.left() != 0 || (long) written + rest > limit) {
            throw damaged();
        }
        System.arraycopy(literals, literal, window, written, rest);
        return written + rest;
    }

    /// The ranges overlap where a match repeats itself.
    private static void copy(byte[] window, int from, int to, int count) {
        if (to - from >= count) {
            System.arraycopy(window, from, window, to, count);
        } else {
            for (int i = 0; i < count; i++) {
                window[to + i] = window[from + i];
            }
        }
    }

    /// Resolves repeated offsets (RFC 8878, 3.1.1.5).
    private int distance(long value, int literalLength) throws IOException {
        if (value > 3) {
            repeat3 = repeat2;
            repeat2 = repeat1;
            repeat1 = (int) Math.min(value - 3, Integer.MAX_VALUE);
            return repeat1;
        }
        int which = (int) value + (literalLength == 0 ? 1 : 0);
        int back = switch (which) {
            case 1 -> repeat1;
            case 2 -> repeat2;
            case 3 -> repeat3;
            default -> repeat1 - 1;
        };
        if (back <= 0) {
            throw damaged();
        }
        if (which >= 3) {
            repeat3 = repeat2;
        }
        if (which >= 2) {
            repeat2 = repeat1;
        }
        repeat1 = back;
        return back;
    }

    private void readLiterals(int largest) throws IOException {
        int first = in[need(1)] & 0xff;
        int type = first & 3;
        int format = first >>> 2 & 3;
        if (type < 2) {
            int size = switch (format) {
                case 1 -> take(2) >>> 4;
                case 3 -> take(3) >>> 4;
                default -> take(1) >>> 3;
            };
            if (size > largest) {
                throw damaged();
            }
            if (type == 0) {
                System.arraycopy(in, need(size), literals, 0, size);
                at += size;
            } else {
                Arrays.fill(literals, 0, size, (byte) take(1));
            }
            literalCount = size;
            return;
        }
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        long header = format < 2 ? take(3) : format == 2 ? take(4) & 0xffffffffL : take(4) & 0xffffffffL | (long) take(1) << 32;
        int size = (int) (header >>> 4) & (1 << width) - 1;
        int compressed = (int) (header >>> 4 + width) & (1 << width) - 1;
        if (size > largest) {
            throw damaged();
        }
        int stop = need(compressed) + compressed;
        if (type == 2) {
            huffman = HuffmanTable.read(in, at, stop);
            at = huffman.end();
        }
        HuffmanTable table = huffman;
        if (table == null) {
            throw damaged();
        }
        if (format == 0) {
            table.decode(in, at, stop - at, literals, 0, size);
        } else {
            fourStreams(table, stop, size);
        }
        literalCount = size;
        at = stop;
    }

    private void fourStreams(HuffmanTable table, int stop, int size) throws IOException {
        if (stop - at < 6) {
            throw damaged();
        }
        int quarter = (size + 3) / 4;
        int[] lengths = {take(2), take(2), take(2), 0};
        lengths[3] = stop - at - lengths[0] - lengths[1] - lengths[2];
        if (lengths[3] < 1 || 3 * quarter > size) {
            throw damaged();
        }
        for (int i = 0; i < 4; i++) {
            table.decode(in, at, lengths[i], literals, i * quarter, i == 3 ? size : (i + 1) * quarter);
            at += lengths[i];
        }
    }

    private int sequenceCount() throws IOException {
        int first = take(1);
        if (first < 128) {
            return first;
        }
        return first < 255 ? (first - 128 << 8) + take(1) : take(2) + 0x7f00;
    }

    private FseTable table(int mode, @Nullable FseTable before, short[] predefined, int log, int maxLog, int maxSymbol)
            throws IOException {
        switch (mode) {
            case 0 -> {
                return FseTable.of(predefined, predefined.length, log);
            }
            case 1 -> {
                int symbol = take(1);
                if (symbol > maxSymbol) {
                    throw damaged();
                }
                return FseTable.single(symbol);
            }
            case 2 -> {
                FseTable.Described described = FseTable.read(in, at, end, maxLog, maxSymbol);
                at = described.end();
                if (at > end) {
                    throw damaged();
                }
                return described.table();
            }
            default -> {
                if (before == null) {
                    throw damaged();
                }
                return before;
            }
        }
    }

    /// Where the next bytes lie, if there are as many.
    private int need(int count) throws IOException {
        if (end - at < count) {
            throw damaged();
        }
        return at;
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

    private static IOException damaged() {
        return new IOException("a zstd block is damaged");
    }
}
