package dev.gatehouse.advisory.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Reads a section. Whatever the bytes are, it stays within them: what does not fit throws [IndexOutOfBoundsException].
final class Cursor {
    private final MemorySegment section;
    private long at;

    Cursor(MemorySegment section, long at) {
        this.section = section;
        this.at = at;
    }

    boolean hasMore() {
        return at < section.byteSize();
    }

    long position() {
        return at;
    }

    int octet() {
        return section.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than 64 bits");
    }

    /// A number of things that take at least one byte each.
    int count() {
        long count = number();
        if (count < 0 || count > section.byteSize() - at) {
            throw new IndexOutOfBoundsException("more things than bytes");
        }
        return (int) count;
    }

    /// A number that may be negative.
    long signed() {
        long number = number();
        return number >>> 1 ^ -(number & 1);
    }

    byte[] bytes() {
        int length = count();
        byte[] bytes = new byte[length];
        MemorySegment.copy(section, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
        at += length;
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// Whether these bytes stand here; goes on behind them if so.
    boolean matches(byte[] expected) {
        int length = count();
        boolean equal = length == expected.length;
        for (int i = 0; equal && i < length; i++) {
            equal = section.get(ValueLayout.JAVA_BYTE, at + i) == expected[i];
        }
        at += length;
        return equal;
    }
}
