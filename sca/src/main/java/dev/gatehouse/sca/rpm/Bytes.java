package dev.gatehouse.sca.rpm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A file of untrusted bytes, read at absolute positions. What lies outside of it throws [DamagedException], never anything else.
final class Bytes {
    private final ByteBuffer buffer;

    Bytes(byte[] bytes, ByteOrder order) {
        buffer = ByteBuffer.wrap(bytes).order(order);
    }

    private Bytes(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int size() {
        return buffer.limit();
    }

    int octet(long at) throws DamagedException {
        return buffer.get(checked(at, 1)) & 0xff;
    }

    int half(long at) throws DamagedException {
        return buffer.getShort(checked(at, 2)) & 0xffff;
    }

    /// Four bytes without a sign.
    long word(long at) throws DamagedException {
        return Integer.toUnsignedLong(buffer.getInt(checked(at, 4)));
    }

    /// A part of it, with the same order of bytes; no copy.
    Bytes slice(long at, long length) throws DamagedException {
        if (length < 0 || length > size()) {
            throw new DamagedException("a part of " + length + " bytes");
        }
        return new Bytes(buffer.slice(checked(at, (int) length), (int) length).order(buffer.order()));
    }

    /// The same bytes, most significant first.
    Bytes bigEndian() {
        return new Bytes(buffer.duplicate().order(ByteOrder.BIG_ENDIAN));
    }

    /// Copies all of it.
    void copyTo(byte[] target, int at) {
        buffer.get(0, target, at, size());
    }

    private int checked(long at, int length) throws DamagedException {
        if (at < 0 || at > size() - (long) length) {
            throw new DamagedException("it points to byte " + at + " of " + size());
        }
        return (int) at;
    }
}
