package dev.gatehouse.rego.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/// The encoding of probabilistic signatures, EMSA-PSS (RFC 8017, section 9.1.2). The JDK's check wants to be told the length of the
/// salt; this one finds it.
final class Pss {
    private Pss() {}

    static boolean verify(byte[] digest, byte[] encoded, int bits, String hash, boolean anySalt) {
        int hashed = digest.length;
        int masked = encoded.length - hashed - 1;
        if (masked < 1 || encoded[encoded.length - 1] != (byte) 0xbc) {
            return false;
        }
        int spare = 8 * encoded.length - bits;
        if ((encoded[0] & 0xff) >>> (8 - spare) != 0) {
            return false;
        }
        byte[] seed = Arrays.copyOfRange(encoded, masked, masked + hashed);
        byte[] block = mask(hash, seed, masked);
        for (int index = 0; index < masked; index++) {
            block[index] ^= encoded[index];
        }
        block[0] &= (byte) (0xff >>> spare);
        int one = 0;
        while (one < masked && block[one] == 0) {
            one++;
        }
        if (one == masked || block[one] != 1 || (!anySalt && masked - one - 1 != hashed)) {
            return false;
        }
        byte[] message = new byte[8 + hashed + masked - one - 1];
        System.arraycopy(digest, 0, message, 8, hashed);
        System.arraycopy(block, one + 1, message, 8 + hashed, masked - one - 1);
        return MessageDigest.isEqual(Signatures.digest(hash, message), seed);
    }

    /// The mask generation function MGF1.
    private static byte[] mask(String hash, byte[] seed, int length) {
        byte[] mask = new byte[length];
        byte[] counted = Arrays.copyOf(seed, seed.length + 4);
        int from = 0;
        for (int counter = 0; from < length; counter++) {
            for (int octet = 0; octet < 4; octet++) {
                counted[seed.length + octet] = (byte) (counter >>> (24 - 8 * octet));
            }
            byte[] part = Signatures.digest(hash, counted);
            int size = Math.min(part.length, length - from);
            System.arraycopy(part, 0, mask, from, size);
            from += size;
        }
        return mask;
    }
}
