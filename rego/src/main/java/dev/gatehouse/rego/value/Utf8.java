package dev.gatehouse.rego.value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Strings as Go has them: bytes that usually, but not always, are UTF-8.
///
/// A byte `0xNN` that is part of no UTF-8 sequence stands in the Java string as the lone surrogate `U+DCNN`, so that the bytes survive
/// (the scheme of Python's PEP 383).
public final class Utf8 {
    private static final int ESCAPE = 0xdc00;

    private Utf8() {}

    /// Whether the character is a byte that is no UTF-8; it must not follow a high surrogate, which never happens in a value.
    public static boolean isRawByte(int codePoint) {
        return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff;
    }

    /// The bytes of a string.
    public static byte[] encode(String text) {
        if (!hasRawBytes(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new ByteArrayOutputStream(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isRawByte(codePoint)) {
                bytes.write(codePoint - ESCAPE);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /// Whether some bytes of the string are no UTF-8.
    public static boolean hasRawBytes(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit)) {
                    return true;
                }
                index++;
            }
        }
        return false;
    }

    /// The string of some bytes.
    public static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        var decoded = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                decoded.append((char) (ESCAPE + (bytes[at] & 0xff)));
                at++;
            } else {
                decoded.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return decoded.toString();
    }

    /// How many bytes the well-formed sequence (Unicode, table 3-7) at a place has; 0 if there is none.
    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xc2 && first <= 0xdf
                ? 2
                : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        for (int index = 1; index < length; index++) {
            int next = bytes[at + index] & 0xff;
            if (next < low || next > high) {
                return 0;
            }
            low = 0x80;
            high = 0xbf;
        }
        return length;
    }

    /// The string with every raw byte replaced by U+FFFD, as Go's encoders write it.
    public static String replaceRawBytes(String text) {
        if (!hasRawBytes(text)) {
            return text;
        }
        var replaced = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> replaced.appendCodePoint(isRawByte(codePoint) ? 0xfffd : codePoint));
        return replaced.toString();
    }

    /// Compares two strings by their bytes, which for UTF-8 is the order of code points.
    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int index = 0; index < length; index++) {
            char mine = left.charAt(index);
            char its = right.charAt(index);
            if (mine != its) {
                boolean mineIsSurrogate = Character.isSurrogate(mine);
                boolean itsIsSurrogate = Character.isSurrogate(its);
                if (mineIsSurrogate == itsIsSurrogate && !mineIsSurrogate) {
                    return mine - its;
                }
                if (isRawByteAt(left, index) || isRawByteAt(right, index)) {
                    return Arrays.compareUnsigned(encode(left), encode(right));
                }
                return mineIsSurrogate == itsIsSurrogate ? mine - its : mineIsSurrogate ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }

    private static boolean isRawByteAt(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
