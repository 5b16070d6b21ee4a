package dev.gatehouse.source;

import dev.gatehouse.core.source.ContentId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names contents by their SHA-256. Not thread-safe: one for each thread.
public final class Digests {
    private final MessageDigest sha256;

    public Digests() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The name of the given bytes.
    public ContentId sha256(byte[] array, int offset, int length) {
        sha256.update(array, offset, length);
        return ContentId.of(ContentId.Algorithm.SHA256, sha256.digest());
    }
}
