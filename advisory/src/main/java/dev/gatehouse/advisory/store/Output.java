package dev.gatehouse.advisory.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A section on its way.
final class Output extends ByteArrayOutputStream {
    Output(int size) {
        super(size);
    }

    /// Seven bits a byte, the lowest first.
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        write((int) rest);
    }

    /// A number that may be negative: one near 0 is short, whichever sign it has.
    void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        writeBytes(bytes);
    }
}
