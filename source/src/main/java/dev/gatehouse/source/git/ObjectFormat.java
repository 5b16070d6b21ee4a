package dev.gatehouse.source.git;

import dev.gatehouse.core.source.ContentId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digest by which a repository names its objects.
public enum ObjectFormat {
    /// The usual one.
    SHA1(20, "SHA-1", ContentId.Algorithm.GIT_SHA1),
    /// `git init --object-format=sha256`.
    SHA256(32, "SHA-256", ContentId.Algorithm.GIT_SHA256);

    private final int length;
    private final String digest;
    private final ContentId.Algorithm algorithm;

    ObjectFormat(int length, String digest, ContentId.Algorithm algorithm) {
        this.length = length;
        this.digest = digest;
        this.algorithm = algorithm;
    }

    /// Bytes of an id.
    public int length() {
        return length;
    }

    /// How contents of such a repository are named.
    public ContentId.Algorithm algorithm() {
        return algorithm;
    }

    /// A fresh digest.
    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digest, e);
        }
    }
}
