package dev.gatehouse.source.git;

import dev.gatehouse.core.source.ContentId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The name of a git object: a SHA-1 or SHA-256 digest. Ordered like its hexadecimal form. Immutable.
public final class ObjectId implements Comparable<ObjectId> {
    private final byte[] bytes;

    private ObjectId(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The id that begins at the offset.
    static ObjectId of(byte[] source, int offset, ObjectFormat format) {
        return new ObjectId(Arrays.copyOfRange(source, offset, offset + format.length()));
    }

    /// Reads 40 or 64 hexadecimal digits; empty if the text is anything else.
    public static Optional<ObjectId> parse(CharSequence hex) {
        if (hex.length() != 40 && hex.length() != 64) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectId(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The id of the same object as a content.
    static ObjectId of(ContentId content) {
        return new ObjectId(HexFormat.of().parseHex(content.hex()));
    }

    /// The raw digest; shared, never written to.
    byte[] bytes() {
        return bytes;
    }

    /// Whether it is the one that git writes where there is no object.
    boolean isZero() {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /// Which digest it is.
    public ObjectFormat format() {
        return bytes.length == ObjectFormat.SHA1.length() ? ObjectFormat.SHA1 : ObjectFormat.SHA256;
    }

    /// How the object is named as a content.
    public ContentId contentId() {
        return ContentId.of(format().algorithm(), bytes);
    }

    /// Lower-case hexadecimal.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(ObjectId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectId id && Arrays.equals(bytes, id.bytes);
    }

    /// The digest's own first bytes are as good a hash as any.
    @Override
    public int hashCode() {
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    /// Same as [#hex].
    @Override
    public String toString() {
        return hex();
    }
}
