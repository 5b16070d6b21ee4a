package dev.gatehouse.oci.reference;

import dev.gatehouse.oci.OciException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names bytes by a digest of them (image-spec, descriptor.md): `sha256:…`. Equal digests mean equal bytes.
///
/// @param hex
///            lower-case hexadecimal of the algorithm's length
public record Digest(Algorithm algorithm, String hex) {

    /// The algorithms that image-spec registers and that are not optional extras of single registries.
    public enum Algorithm {
        /// What everybody uses.
        SHA256("sha256", "SHA-256", 64),
        /// Registered, rare.
        SHA512("sha512", "SHA-512", 128);

        private final String label;
        private final String platformName;
        private final int hexLength;

        Algorithm(String label, String platformName, int hexLength) {
            this.label = label;
            this.platformName = platformName;
            this.hexLength = hexLength;
        }

        /// As references write it.
        public String label() {
            return label;
        }

        /// A new computation.
        public MessageDigest start() {
            try {
                return MessageDigest.getInstance(platformName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + platformName, e);
            }
        }
    }

    public Digest {
        if (hex.length() != algorithm.hexLength || !isLowerHex(hex)) {
            throw new IllegalArgumentException("not a " + algorithm.label + " digest");
        }
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /// Reads `algorithm:hex`.
    ///
    /// @throws OciException
    ///             `MALFORMED`, or `UNSUPPORTED` for an algorithm that is not one of [Algorithm]
    public static Digest parse(String text) throws OciException {
        int colon = text.indexOf(':');
        if (colon > 0) {
            for (Algorithm algorithm : Algorithm.values()) {
                if (text.startsWith(algorithm.label) && algorithm.label.length() == colon) {
                    String hex = text.substring(colon + 1);
                    if (hex.length() == algorithm.hexLength && isLowerHex(hex)) {
                        return new Digest(algorithm, hex);
                    }
                }
            }
            if (text.length() <= 300 && text.substring(0, colon).matches("[a-z0-9]+(?:[+._-][a-z0-9]+)*+")
                    && !text.startsWith("sha256:") && !text.startsWith("sha512:")) {
                throw new OciException(OciException.Kind.UNSUPPORTED,
                        "digests of algorithm " + text.substring(0, colon) + " cannot be verified; sha256 and sha512 can");
            }
        }
        throw new OciException(OciException.Kind.MALFORMED,
                "a digest is sha256: and 64, or sha512: and 128 lower-case hex digits");
    }

    /// The SHA-256 of these bytes.
    public static Digest sha256(byte[] bytes) {
        return finish(Algorithm.SHA256, Algorithm.SHA256.start(), bytes);
    }

    /// Whether these bytes are what it names.
    public boolean names(byte[] bytes) {
        return finish(algorithm, algorithm.start(), bytes).equals(this);
    }

    /// The digest of what the computation was given.
    public static Digest of(Algorithm algorithm, MessageDigest computation) {
        return new Digest(algorithm, HexFormat.of().formatHex(computation.digest()));
    }

    private static Digest finish(Algorithm algorithm, MessageDigest computation, byte[] bytes) {
        computation.update(bytes);
        return of(algorithm, computation);
    }

    /// `algorithm:hex`.
    @Override
    public String toString() {
        return algorithm.label + ":" + hex;
    }
}
