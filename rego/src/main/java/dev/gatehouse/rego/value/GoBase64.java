package dev.gatehouse.rego.value;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Base64 as Go's `encoding/base64` decodes it: line ends do not count, padding must be there, and an error names the byte it is at.
public final class GoBase64 {
    private static final int INVALID = -1;

    private static final int[] STANDARD = table("+/");
    private static final int[] URL = table("-_");

    private GoBase64() {}

    private static int[] table(String last) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last;
        int[] table = new int[256];
        Arrays.fill(table, INVALID);
        for (int value = 0; value < alphabet.length(); value++) {
            table[alphabet.charAt(value)] = value;
        }
        return table;
    }

    /// The text is no Base64.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private Malformed(int at) {
            super("illegal base64 data at input byte " + at, null, false, false);
        }
    }

    /// Decodes the standard alphabet.
    public static byte[] decode(byte[] text) throws Malformed {
        return decode(text, STANDARD);
    }

    /// Decodes the alphabet for URLs and file names.
    public static byte[] decodeUrl(byte[] text) throws Malformed {
        return decode(text, URL);
    }

    private static byte[] decode(byte[] text, int[] table) throws Malformed {
        var bytes = new ByteArrayOutputStream(text.length / 4 * 3 + 3);
        int bits = 0;
        int count = 0;
        for (int at = 0; at < text.length; at++) {
            byte unit = text[at];
            int value = table[unit & 0xff];
            if (value != INVALID) {
                bits = bits << 6 | value;
                if (++count == 4) {
                    bytes.write(bits >> 16);
                    bytes.write(bits >> 8);
                    bytes.write(bits);
                    count = 0;
                }
            } else if (!isLineEnd(unit)) {
                if (unit != '=' || count < 2) {
                    throw new Malformed(at);
                }
                return padded(text, at, bits, count, bytes);
            }
        }
        if (count != 0) {
            throw new Malformed(text.length - count);
        }
        return bytes.toByteArray();
    }

    /// Finishes at the first `=`: one more must follow after two digits, and nothing after that.
    private static byte[] padded(byte[] text, int first, int bits, int count, ByteArrayOutputStream bytes) throws Malformed {
        int at = first + 1;
        if (count == 2) {
            at = skipLineEnds(text, at);
            if (at == text.length) {
                throw new Malformed(text.length);
            }
            if (text[at] != '=') {
                throw new Malformed(at - 1);
            }
            at++;
            bytes.write(bits >> 4);
        } else {
            bytes.write(bits >> 10);
            bytes.write(bits >> 2);
        }
        at = skipLineEnds(text, at);
        if (at < text.length) {
            throw new Malformed(at);
        }
        return bytes.toByteArray();
    }

    private static int skipLineEnds(byte[] text, int from) {
        int at = from;
        while (at < text.length && isLineEnd(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLineEnd(byte unit) {
        return unit == '\r' || unit == '\n';
    }
}
