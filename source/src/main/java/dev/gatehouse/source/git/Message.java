package dev.gatehouse.source.git;

import dev.gatehouse.core.source.ContentId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The first half of the SHA-256 digest of a commit or tag message: enough to tell all messages of a history apart.
record Message(long high, long low) {
    /// Stands for no message.
    static final Message NONE = new Message(0, 0);

    static Message of(byte[] digest) {
        ByteBuffer buffer = ByteBuffer.wrap(digest);
        return new Message(buffer.getLong(), buffer.getLong());
    }

    /// Of a content named by its SHA-256 digest.
    static Message of(ContentId id) {
        return of(HexFormat.of().parseHex(id.hex()));
    }

    /// The digest of part of an array.
    static byte[] digest(MessageDigest sha256, byte[] bytes, int from, int to) {
        sha256.reset();
        sha256.update(bytes, from, to - from);
        return sha256.digest();
    }
}
