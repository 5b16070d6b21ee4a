package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/// Big-endian octets of unsigned integers.
final class Octets {
    private Octets() {}

    static BigInteger unsigned(byte[] octets) {
        return new BigInteger(1, octets);
    }

    /// As few octets as there can be; none for 0.
    static byte[] of(BigInteger value) {
        byte[] octets = value.toByteArray();
        return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
    }

    /// Exactly so many octets; the value must fit.
    static byte[] of(BigInteger value, int length) {
        byte[] octets = of(value);
        byte[] padded = new byte[length];
        System.arraycopy(octets, 0, padded, length - octets.length, octets.length);
        return padded;
    }
}
