package dev.gatehouse.secrets.decode;

import java.util.Arrays;

/// UTF-16 as UTF-8, with the way back from an offset in it to the offset in the original. Unpaired surrogates become `?`.
public final class Transcoded {
    /// Every how many bytes of UTF-8 the original offset is noted.
    private static final int STEP = 64;

    private final byte[] text;
    private final int length;
    private final int[] marks;
    private final byte[] original;
    private final int offset;
    private final int originalLength;
    private final boolean littleEndian;

    private Transcoded(byte[] original, int offset, int originalLength, boolean littleEndian) {
        this.original = original;
        this.offset = offset;
        this.originalLength = originalLength;
        this.littleEndian = littleEndian;
        byte[] out = new byte[originalLength / 2 + 64];
        int[] noted = new int[out.length / STEP + 2];
        int size = 0;
        int next = 0;
        for (int at = 0; at + 1 < originalLength;) {
            if (out.length - size < 4) {
                out = Arrays.copyOf(out, out.length + out.length / 2);
                noted = Arrays.copyOf(noted, out.length / STEP + 2);
            }
            while (next * STEP <= size) {
                noted[next++] = at;
            }
            int point = pointAt(at);
            at += point >= 0x10000 ? 4 : 2;
            size += encode(point, out, size);
        }
        this.text = out;
        this.length = size;
        this.marks = Arrays.copyOf(noted, next);
    }

    /// Transcodes a range of bytes; an odd last byte is left out.
    public static Transcoded of(byte[] original, int offset, int length, boolean littleEndian) {
        return new Transcoded(original, offset, length, littleEndian);
    }

    /// The bytes in UTF-8, of which [#length] are meant.
    public byte[] text() {
        return text;
    }

    /// How many bytes of UTF-8 there are.
    public int length() {
        return length;
    }

    /// The offset, from the beginning of the original, of the character that begins at or contains an offset in the UTF-8.
    public int toOriginal(int position) {
        if (position >= length) {
            return originalLength & ~1;
        }
        // The mark of the last step at or before the position stands at the first character that begins at or after it.
        int step = Math.min(position / STEP, marks.length - 1);
        int at = marks[step];
        int size = step == 0 ? 0 : sizeAt(step);
        if (size > position) {
            step--;
            at = marks[step];
            size = step == 0 ? 0 : sizeAt(step);
        }
        while (at + 1 < originalLength) {
            int point = pointAt(at);
            int width = width(point);
            if (size + width > position) {
                return at;
            }
            size += width;
            at += point >= 0x10000 ? 4 : 2;
        }
        return at;
    }

    /// The UTF-8 offset of the character noted for a step: the first beginning at or after it.
    private int sizeAt(int step) {
        int size = step * STEP;
        while (size < length && (text[size] & 0xc0) == 0x80) {
            size++;
        }
        return size;
    }

    private int unit(int at) {
        int first = original[offset + at] & 0xff;
        int second = original[offset + at + 1] & 0xff;
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    private int pointAt(int at) {
        int unit = unit(at);
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        if (Character.isHighSurrogate((char) unit) && at + 3 < originalLength) {
            int low = unit(at + 2);
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        return '?';
    }

    private static int width(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    private static int encode(int point, byte[] out, int at) {
        int width = width(point);
        switch (width) {
            case 1 -> out[at] = (byte) point;
            case 2 -> {
                out[at] = (byte) (0xc0 | point >> 6);
                out[at + 1] = (byte) (0x80 | point & 0x3f);
            }
            case 3 -> {
                out[at] = (byte) (0xe0 | point >> 12);
                out[at + 1] = (byte) (0x80 | point >> 6 & 0x3f);
                out[at + 2] = (byte) (0x80 | point & 0x3f);
            }
            default -> {
                out[at] = (byte) (0xf0 | point >> 18);
                out[at + 1] = (byte) (0x80 | point >> 12 & 0x3f);
                out[at + 2] = (byte) (0x80 | point >> 6 & 0x3f);
                out[at + 3] = (byte) (0x80 | point & 0x3f);
            }
        }
        return width;
    }
}
