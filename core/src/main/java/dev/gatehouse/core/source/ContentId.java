package dev.gatehouse.core.source;

import java.util.HexFormat;

/// The name of a content: a digest of its bytes, so equal ids mean equal bytes.
///
/// Git content is named by its git object id, everything else by SHA-256.
///
/// @param algorithm
///            what computed the digest
/// @param hex
///            the digest in lower-case hexadecimal
public record ContentId(Algorithm algorithm, String hex) implements Comparable<ContentId> {

    /// How a content is named.
    public enum Algorithm {
        /// SHA-1 over git's object header and the bytes.
        GIT_SHA1("git-sha1", 40),
        /// SHA-256 over git's object header and the bytes.
        GIT_SHA256("git-sha256", 64),
        /// SHA-256 over the bytes.
        SHA256("sha256", 64);

        private final String label;
        private final int hexLength;

        Algorithm(String label, int hexLength) {
            this.label = label;
            this.hexLength = hexLength;
        }

        /// The name used in reports and caches.
        public String label() {
            return label;
        }
    }

    public ContentId {
        if (hex.length() != algorithm.hexLength) {
            throw new IllegalArgumentException("not a " + algorithm.label + " digest: " + hex);
        }
    }

    /// The id with the given raw digest.
    public static ContentId of(Algorithm algorithm, byte[] digest) {
        return new ContentId(algorithm, HexFormat.of().formatHex(digest));
    }

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException
    ///             if the text is not a content id
    public static ContentId parse(String text) {
        int colon = text.indexOf(':');
        for (Algorithm algorithm : Algorithm.values()) {
            if (colon > 0 && text.startsWith(algorithm.label) && algorithm.label.length() == colon) {
                return new ContentId(algorithm, text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException("not a content id: " + text);
    }

    @Override
    public int compareTo(ContentId other) {
        int order = algorithm.compareTo(other.algorithm);
        return order != 0 ? order : hex.compareTo(other.hex);
    }

    /// `algorithm:hex`.
    @Override
    public String toString() {
        return algorithm.label + ":" + hex;
    }
}
