package dev.gatehouse.secrets.engine;

/// Bytes read as characters: well-formed UTF-8 as its code points, every byte that is not part of a well-formed sequence as one
/// U+FFFD. Knows the byte offset of each character, so that what re2j finds in characters can be told in bytes.
///
/// re2j's own reading of bytes is not used: it takes any byte above 0xBF for the head of a sequence without looking at the rest,
/// so that a Latin-1 text loses its line breaks and quotes, and it takes the place after a non-ASCII byte for the beginning of the
/// text. Well-formed sequences never overlap, so a text may be read from any boundary and gives the same characters.
final class Text implements CharSequence {
    private final byte[] bytes;
    /// Byte offset of the first character.
    private final int start;
    private final int length;
    /// The characters, unless all bytes are ASCII: then the byte is the character.
    private final char[] chars;
    /// Byte offset of each character and of the end, unless all bytes are ASCII.
    private final int[] offsets;
    private boolean lastRead;

    private static final char[] NO_CHARS = {};
    private static final int[] NO_OFFSETS = {};

    private Text(byte[] bytes, int start, int length, char[] chars, int[] offsets) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.chars = chars;
        this.offsets = offsets;
    }

    /// Reads the bytes from `start` to `end`; both must be boundaries of characters.
    static Text of(byte[] bytes, int start, int end) {
        int ascii = start;
        while (ascii < end && bytes[ascii] >= 0) {
            ascii++;
        }
        if (ascii == end) {
            return new Text(bytes, start, end - start, NO_CHARS, NO_OFFSETS);
        }
        char[] chars = new char[end - start];
        int[] offsets = new int[end - start + 1];
        int n = 0;
        for (int at = start; at < end;) {
            int width = width(bytes, at, end);
            offsets[n] = at;
            if (width == 1) {
                chars[n++] = bytes[at] >= 0 ? (char) bytes[at] : '\uFFFD';
            } else {
                int point = decode(bytes, at, width);
                if (width == 4) {
                    offsets[n + 1] = at;
                    chars[n++] = Character.highSurrogate(point);
                    chars[n++] = Character.lowSurrogate(point);
                } else {
                    chars[n++] = (char) point;
                }
            }
            at += width;
        }
        offsets[n] = end;
        return new Text(bytes, start, n, chars, offsets);
    }

    private static int decode(byte[] bytes, int at, int width) {
        int point = bytes[at] & 0xFF >> width + 1;
        for (int i = 1; i < width; i++) {
            point = point << 6 | bytes[at + i] & 0x3F;
        }
        return point;
    }

    /// Number of bytes of the character at a boundary: 1 for ASCII and for a byte that begins no well-formed sequence.
    static int width(byte[] bytes, int at, int end) {
        int b = bytes[at] & 0xFF;
        if (b < 0xC2 || b > 0xF4) {
            return 1;
        }
        int width = b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
        if (at + width > end || !continues(bytes[at + 1])) {
            return 1;
        }
        int second = bytes[at + 1] & 0xFF;
        boolean wellFormed = switch (b) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
        for (int i = 2; i < width; i++) {
            wellFormed &= continues(bytes[at + i]);
        }
        return wellFormed ? width : 1;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /// Where the character begins that the byte belongs to; `at` itself if it is a boundary. The text lies from `begin` to `end`.
    static int boundary(byte[] bytes, int begin, int at, int end) {
        if (at >= end || !continues(bytes[at])) {
            return at;
        }
        for (int back = 1; back <= 3 && at - back >= begin; back++) {
            if (!continues(bytes[at - back])) {
                return width(bytes, at - back, end) > back ? at - back : at;
            }
        }
        return at;
    }

    /// Byte offset of the character.
    int offset(int index) {
        return chars.length == 0 ? start + index : offsets[index];
    }

    /// Whether anything asked for the last character: if not, what was found would be found in a longer text too.
    boolean lastRead() {
        return lastRead;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (index >= length - 1) {
            lastRead = true;
        }
        return chars.length == 0 ? (char) bytes[start + index] : chars[index];
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return toString().subSequence(from, to);
    }

    @Override
    public String toString() {
        return chars.length == 0
                ? new String(bytes, start, length, java.nio.charset.StandardCharsets.ISO_8859_1)
                : new String(chars, 0, length);
    }
}
