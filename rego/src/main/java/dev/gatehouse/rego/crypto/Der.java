package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads elements of DER (X.690) one after the other: definite, minimal lengths and tags of one byte only.
final class Der {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private final byte[] bytes;
    private final int end;
    private int at;

    Der(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Der(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /// The tag of an element in a context, such as `[0]`.
    static int context(int number, boolean constructed) {
        return 0x80 | (constructed ? 0x20 : 0) | number;
    }

    boolean isEmpty() {
        return at == end;
    }

    /// The tag of the next element; -1 at the end.
    int peek() {
        return isEmpty() ? -1 : bytes[at] & 0xff;
    }

    /// What is left.
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    /// The whole next element, its tag and length included.
    byte[] element(int tag, String what) throws CryptoException {
        int from = at;
        content(tag, what);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /// The whole next element, whatever its tag.
    byte[] anyElement(String what) throws CryptoException {
        return element(peek(), what);
    }

    /// The content of the next element, which must have a tag.
    Der content(int tag, String what) throws CryptoException {
        if (isEmpty() || peek() != tag || (tag & 0x1f) == 0x1f || at + 1 >= end) {
            throw malformed(what);
        }
        int length = bytes[at + 1] & 0xff;
        int from = at + 2;
        if (length >= 0x80) {
            int octets = length & 0x7f;
            if (octets == 0 || octets > 4 || from + octets > end) {
                throw malformed(what);
            }
            long long64 = 0;
            for (int index = 0; index < octets; index++) {
                long64 = long64 << 8 | (bytes[from + index] & 0xff);
            }
            from += octets;
            if (long64 < 0x80 || long64 >>> (8 * (octets - 1)) == 0 || long64 > end - from) {
                throw malformed(what);
            }
            length = (int) long64;
        }
        if (length > end - from) {
            throw malformed(what);
        }
        at = from + length;
        return new Der(bytes, from, at);
    }

    /// The content of the next element if it has a tag; null if it has another or there is none.
    @Nullable
    Der optional(int tag, String what) throws CryptoException {
        return peek() == tag ? content(tag, what) : null;
    }

    BigInteger integer(String what) throws CryptoException {
        return integer(INTEGER, what);
    }

    BigInteger integer(int tag, String what) throws CryptoException {
        byte[] octets = content(tag, what).rest();
        if (octets.length == 0 || (octets.length > 1
                && ((octets[0] == 0 && octets[1] >= 0) || (octets[0] == -1 && octets[1] < 0)))) {
            throw malformed(what);
        }
        return new BigInteger(octets);
    }

    boolean bool(String what) throws CryptoException {
        byte[] octets = content(BOOLEAN, what).rest();
        if (octets.length != 1 || (octets[0] != 0 && octets[0] != -1)) {
            throw malformed(what);
        }
        return octets[0] != 0;
    }

    ObjectIdentifier objectIdentifier(String what) throws CryptoException {
        return ObjectIdentifier.of(content(OBJECT_IDENTIFIER, what).rest(), what);
    }

    BitString bitString(String what) throws CryptoException {
        byte[] octets = content(BIT_STRING, what).rest();
        if (octets.length == 0) {
            throw malformed(what);
        }
        int unused = octets[0];
        if (unused < 0 || unused > 7 || (octets.length == 1 && unused > 0)
                || (octets[octets.length - 1] & ((1 << unused) - 1)) != 0) {
            throw malformed(what);
        }
        return new BitString(Arrays.copyOfRange(octets, 1, octets.length), unused);
    }

    private static CryptoException malformed(String what) {
        return new CryptoException(what);
    }

    /// Some bits.
    ///
    /// @param octets the bits from the first octet's highest on
    /// @param unused how many of the last octet's bits are none, 0 to 7
    record BitString(byte[] octets, int unused) {
        boolean isSet(int bit) {
            return bit / 8 < octets.length && (octets[bit / 8] >> (7 - bit % 8) & 1) != 0;
        }

        /// The bits moved to the end of the octets.
        byte[] rightAligned() {
            if (unused == 0) {
                return octets;
            }
            byte[] aligned = new byte[octets.length];
            for (int index = 0; index < octets.length; index++) {
                int high = index == 0 ? 0 : octets[index - 1] << (8 - unused);
                aligned[index] = (byte) (high | (octets[index] & 0xff) >>> unused);
            }
            return aligned;
        }
    }
}
