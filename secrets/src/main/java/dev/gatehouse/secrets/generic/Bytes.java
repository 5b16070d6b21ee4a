package dev.gatehouse.secrets.generic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Classes of bytes, and comparisons that ignore ASCII case.
final class Bytes {
    static final int LOWER = 1;
    static final int UPPER = 2;
    static final int DIGIT = 4;
    static final int BLANK = 8;
    static final int QUOTE = 16;
    /// What may stand in a name: letters, digits, `_ - . $`.
    static final int NAME = 32;
    static final int LINE_END = 64;
    private static final byte[] CLASSES = classes();

    private Bytes() {}

    static boolean is(int b, int kinds) {
        return (CLASSES[b & 0xff] & kinds) != 0;
    }

    static boolean isLetter(int b) {
        return is(b, LOWER | UPPER);
    }

    static boolean isAlphanumeric(int b) {
        return is(b, LOWER | UPPER | DIGIT);
    }

    static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    static boolean isHex(int b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
    }

    /// Whether the word, which is in lower case, stands at the offset.
    static boolean at(byte[] text, int offset, int end, String word) {
        if (offset < 0 || end - offset < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(text[offset + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static int indexOf(byte[] text, int from, int end, int b) {
        for (int i = from; i < end; i++) {
            if (text[i] == b) {
                return i;
            }
        }
        return -1;
    }

    /// The offset of a word in lower case; -1 without it.
    static int indexOf(byte[] text, int from, int end, String word) {
        for (int i = from; i <= end - word.length(); i++) {
            if (at(text, i, end, word)) {
                return i;
            }
        }
        return -1;
    }

    static String text(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        Arrays.fill(classes, 'a', 'z' + 1, (byte) (LOWER | NAME));
        Arrays.fill(classes, 'A', 'Z' + 1, (byte) (UPPER | NAME));
        Arrays.fill(classes, '0', '9' + 1, (byte) (DIGIT | NAME));
        for (char c : "_-.$".toCharArray()) {
            classes[c] = NAME;
        }
        for (char c : "\"'`".toCharArray()) {
            classes[c] = QUOTE;
        }
        classes[' '] = BLANK;
        classes['\t'] = BLANK;
        classes['\n'] = LINE_END;
        classes['\r'] = LINE_END;
        return classes;
    }
}
