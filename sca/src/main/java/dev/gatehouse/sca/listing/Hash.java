package dev.gatehouse.sca.listing;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A digest that a file gives for a package.
///
/// @param algorithm
///            as CycloneDX names it: `SHA-256`
/// @param hex
///            lower case
public record Hash(String algorithm, String hex) implements Comparable<Hash> {

    /// Reads a digest in hexadecimal; absent if it is none of the algorithm's length.
    public static Optional<Hash> hex(String algorithm, String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        String name = name(algorithm);
        int length = length(name);
        return length > 0 && hex.length() == length && hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')
                ? Optional.of(new Hash(name, hex))
                : Optional.empty();
    }

    /// Reads `sha256:…` in hexadecimal.
    public static Optional<Hash> prefixed(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : hex(text.substring(0, colon), text.substring(colon + 1));
    }

    /// Reads a digest in Base64; absent if it is none of the algorithm's length.
    public static Optional<Hash> base64(String algorithm, String text) {
        try {
            return hex(algorithm, HexFormat.of().formatHex(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Reads the first digest of a Subresource Integrity text: `sha512-…`.
    public static Optional<Hash> integrity(String text) {
        String first = text.strip().split("\\s+", 2)[0];
        int dash = first.indexOf('-');
        return dash < 0 ? Optional.empty() : base64(first.substring(0, dash), first.substring(dash + 1));
    }

    private static String name(String algorithm) {
        String plain = algorithm.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
        return switch (plain) {
            case "MD5" -> "MD5";
            case "SHA1" -> "SHA-1";
            case "SHA224" -> "SHA-224";
            case "SHA256" -> "SHA-256";
            case "SHA384" -> "SHA-384";
            case "SHA512" -> "SHA-512";
            case "SHA3256" -> "SHA3-256";
            case "SHA3384" -> "SHA3-384";
            case "SHA3512" -> "SHA3-512";
            case "BLAKE2B256" -> "BLAKE2b-256";
            case "BLAKE2B384" -> "BLAKE2b-384";
            case "BLAKE2B512" -> "BLAKE2b-512";
            case "BLAKE3" -> "BLAKE3";
            default -> algorithm;
        };
    }

    /// Hexadecimal digits of the algorithm; 0 for one that nobody here knows.
    private static int length(String name) {
        return switch (name) {
            case "MD5" -> 32;
            case "SHA-1" -> 40;
            case "SHA-224" -> 56;
            case "SHA-256", "SHA3-256", "BLAKE2b-256", "BLAKE3" -> 64;
            case "SHA-384", "SHA3-384", "BLAKE2b-384" -> 96;
            case "SHA-512", "SHA3-512", "BLAKE2b-512" -> 128;
            default -> 0;
        };
    }

    @Override
    public int compareTo(Hash other) {
        int order = algorithm.compareTo(other.algorithm);
        return order != 0 ? order : hex.compareTo(other.hex);
    }
}
