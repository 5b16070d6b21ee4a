package dev.gatehouse.document;

import java.util.Arrays;

/// From the index of a code point to its offset, for parsers that count code points.
final class CodePoints {
    /// Every so many code points the offset is noted.
    private static final int STEP = 64;

    private final SourceText source;
    /// Offset of every [#STEP]th code point; empty if each is one byte.
    private final int[] offsets;

    CodePoints(SourceText source) {
        this.source = source;
        this.offsets = source.ascii() ? new int[0] : offsets(source);
    }

    private static int[] offsets(SourceText source) {
        byte[] bytes = source.bytes();
        int[] offsets = new int[bytes.length / STEP + 1];
        int index = 0;
        for (int at = source.begin(); at < source.end(); at++) {
            if (begins(bytes[at])) {
                if (index % STEP == 0) {
                    offsets[index / STEP] = at;
                }
                index++;
            }
        }
        return Arrays.copyOf(offsets, (index + STEP - 1) / STEP);
    }

    private static boolean begins(byte b) {
        return (b & 0xc0) != 0x80;
    }

    /// The offset of the code point; the end of the source for any index behind the last.
    int offset(int index) {
        if (source.ascii()) {
            return Math.min(source.begin() + index, source.end());
        }
        if (index / STEP >= offsets.length) {
            return source.end();
        }
        byte[] bytes = source.bytes();
        int at = offsets[index / STEP];
        for (int left = index % STEP; left > 0 && at < source.end(); left--) {
            at++;
            while (at < source.end() && !begins(bytes[at])) {
                at++;
            }
        }
        return at;
    }
}
