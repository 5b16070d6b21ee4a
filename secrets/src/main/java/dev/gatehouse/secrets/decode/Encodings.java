package dev.gatehouse.secrets.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The single encodings. All of them are total: bytes that are not encoded so give null.
final class Encodings {
    /// Values of base-64 digits, both alphabets; -1 for other bytes.
    private static final byte[] BASE64 = new byte[256];
    private static final byte[] HEX = new byte[256];
    /// Encoded digits that are looked at before a part is decoded whole.
    private static final int PROBE = 12;

    static {
        Arrays.fill(BASE64, (byte) -1);
        Arrays.fill(HEX, (byte) -1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) {
            BASE64[digits.charAt(i)] = (byte) i;
        }
        BASE64['-'] = 62;
        BASE64['_'] = 63;
        for (int i = 0; i < 16; i++) {
            HEX[Character.forDigit(i, 16)] = (byte) i;
            HEX[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
    }

    private Encodings() {}

    static boolean isBase64(byte b) {
        return BASE64[b & 0xff] >= 0;
    }

    static int hex(byte b) {
        return HEX[b & 0xff];
    }

    /// Whether the first four base-64 digits could begin something that is worth decoding. Most identifiers fail here, before
    /// anything is allocated.
    static boolean worthDecoding(byte[] text, int start) {
        int bits = BASE64[text[start] & 0xff] << 18 | BASE64[text[start + 1] & 0xff] << 12
                | BASE64[text[start + 2] & 0xff] << 6 | BASE64[text[start + 3] & 0xff];
        int first = bits >> 16 & 0xff;
        int second = bits >> 8 & 0xff;
        int third = bits & 0xff;
        return isPrintable(first) && (second == 0 || isPrintable(second)) && isPrintable(third)
                || first == 0x1f && second == 0x8b || first == 0xff && second == 0xfe || first == 0xfe && second == 0xff
                || first == 0 && isPrintable(second) && third == 0;
    }

    private static boolean isPrintable(int value) {
        return value >= 0x20 && value < 0x7f || value == '\n' || value == '\r' || value == '\t';
    }

    /// Decodes base64 in either alphabet, passing over line ends, blanks and padding; null unless the first bytes look like
    /// text or gzip.
    static byte @Nullable [] base64(byte[] text, int start, int end, int limit) {
        byte[] out = null;
        int size = 0;
        int bits = 0;
        int held = 0;
        byte[] probe = new byte[PROBE / 4 * 3];
        int capacity = Math.min(limit, (end - start) / 4 * 3 + 3);
        for (int i = start; i < end && size < limit; i++) {
            int digit = BASE64[text[i] & 0xff];
            if (digit < 0) {
                continue;
            }
            bits = bits << 6 | digit;
            held += 6;
            if (held >= 8) {
                held -= 8;
                byte value = (byte) (bits >>> held);
                if (out == null && size < probe.length) {
                    probe[size] = value;
                } else {
                    if (out == null) {
                        if (!promising(probe, size)) {
                            return null;
                        }
                        out = Arrays.copyOf(probe, Math.max(capacity, probe.length));
                    }
                    if (size < out.length) {
                        out[size] = value;
                    }
                }
                size++;
            }
        }
        if (out == null) {
            return promising(probe, size) ? Arrays.copyOf(probe, size) : null;
        }
        return Arrays.copyOf(out, Math.min(size, out.length));
    }

    /// Decodes pairs of hexadecimal digits; null if there is anything else, or the first bytes do not look like text.
    static byte @Nullable [] hex(byte[] text, int start, int end, int limit) {
        if ((end - start & 1) != 0) {
            return null;
        }
        int size = Math.min(limit, (end - start) / 2);
        byte[] out = new byte[size];
        for (int i = 0; i < size; i++) {
            int high = HEX[text[start + 2 * i] & 0xff];
            int low = HEX[text[start + 2 * i + 1] & 0xff];
            if (high < 0 || low < 0) {
                return null;
            }
            out[i] = (byte) (high << 4 | low);
            if (i == 8 && !promising(out, 9)) {
                return null;
            }
        }
        return out;
    }

    /// Replaces `%XX`.
    static byte[] percent(byte[] text, int start, int end) {
        byte[] out = new byte[end - start];
        int size = 0;
        for (int i = start; i < end; i++) {
            if (text[i] == '%' && i + 2 < end && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
                out[size++] = (byte) (hex(text[i + 1]) << 4 | hex(text[i + 2]));
                i += 2;
            } else {
                out[size++] = text[i];
            }
        }
        return Arrays.copyOf(out, size);
    }

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 10 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes[2] == 8;
    }

    /// What a gzip stream holds, cut at the limit; also what can be read of a damaged one.
    static byte[] gunzip(byte[] bytes, int limit) {
        byte[] out = new byte[Math.min(limit, 8192)];
        int size = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            while (size < limit) {
                if (size == out.length) {
                    out = Arrays.copyOf(out, Math.min(limit, out.length * 2));
                }
                int read = in.read(out, size, out.length - size);
                if (read < 0) {
                    break;
                }
                size += read;
            }
        } catch (IOException e) {
            // What was read before the damage is still text.
        }
        return Arrays.copyOf(out, size);
    }

    /// UTF-16 with every high byte zero, either order, as UTF-8; the argument itself if it is not that.
    static byte[] fromUtf16(byte[] bytes) {
        if (bytes.length < 8 || bytes.length % 2 != 0) {
            return bytes;
        }
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int zeroOdd = 0;
        int zeroEven = 0;
        int pairs = Math.min(bytes.length / 2, 64);
        for (int i = 0; i < pairs; i++) {
            zeroEven += bytes[2 * i] == 0 ? 1 : 0;
            zeroOdd += bytes[2 * i + 1] == 0 ? 1 : 0;
        }
        if (mark == 0xfffe || zeroOdd >= pairs * 9 / 10) {
            return new String(bytes, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8);
        }
        if (mark == 0xfeff || zeroEven >= pairs * 9 / 10) {
            return new String(bytes, StandardCharsets.UTF_16BE).getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    /// Whether bytes read as text: almost all printable ASCII or multi-byte UTF-8.
    static boolean isText(byte[] bytes) {
        int strange = 0;
        int high = 0;
        for (byte b : bytes) {
            if (b < 0) {
                high++;
            } else if (b < 0x20 && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                strange++;
            }
        }
        return bytes.length > 0 && strange * 50 <= bytes.length && high * 4 <= bytes.length;
    }

    /// Whether the first bytes could begin a text, UTF-16 or a gzip stream.
    private static boolean promising(byte[] head, int size) {
        if (size < 6) {
            return false;
        }
        if (head[0] == 0x1f && head[1] == (byte) 0x8b && head[2] == 8) {
            return true;
        }
        if (head[0] == (byte) 0xff && head[1] == (byte) 0xfe || head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
            return true;
        }
        boolean plain = true;
        boolean wide = true;
        boolean wideBig = true;
        for (int i = 0; i < size; i++) {
            byte b = head[i];
            boolean printable = isPrintable(b);
            plain &= printable;
            wide &= (i & 1) == 0 ? printable : b == 0;
            wideBig &= (i & 1) == 1 ? printable : b == 0;
        }
        return plain || wide || wideBig;
    }
}
