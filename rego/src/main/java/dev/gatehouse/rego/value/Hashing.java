package dev.gatehouse.rego.value;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Hash codes that differ from process to process, so that nobody can write documents whose keys all collide. Multiplies and folds with
/// secret numbers, as wyhash does.
final class Hashing {
    private static final LongBuffer RANDOM = random();
    private static final long FIRST = RANDOM.get() | 1;
    private static final long SECOND = RANDOM.get() | 1;
    private static final long THIRD = RANDOM.get() | 1;

    private Hashing() {}

    /// Three numbers that nobody can guess. The system's device is asked first: the JDK's generator takes tens of milliseconds to start.
    private static LongBuffer random() {
        byte[] bytes = new byte[3 * Long.BYTES];
        try (InputStream device = Files.newInputStream(Path.of("/dev/urandom"))) {
            if (device.readNBytes(bytes, 0, bytes.length) == bytes.length) {
                return ByteBuffer.wrap(bytes).asLongBuffer();
            }
        } catch (IOException e) {
            // There is none on this system.
        }
        new SecureRandom().nextBytes(bytes);
        return ByteBuffer.wrap(bytes).asLongBuffer();
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }

    /// Of a text.
    static int of(String text) {
        int length = text.length();
        long hash = FIRST ^ length;
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            long four = text.charAt(at) | (long) text.charAt(at + 1) << 16 | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48;
            hash = fold(hash ^ four, SECOND);
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << 16 | text.charAt(at);
        }
        return (int) fold(hash ^ rest, THIRD);
    }

    /// Of a number.
    static int of(long value) {
        return (int) fold(value ^ FIRST, SECOND);
    }

    /// Of what was hashed before and one thing more; the order matters.
    static int combine(int before, int next) {
        return (int) fold(((long) before << 32 | next & 0xFFFF_FFFFL) ^ FIRST, THIRD);
    }
}
