package dev.gatehouse.policy.ssh;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Writes the data types of the SSH protocol (RFC 4251, section 5).
final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    WireWriter uint32(int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    WireWriter string(byte[] value) {
        uint32(value.length);
        out.writeBytes(value);
        return this;
    }

    WireWriter text(String value) {
        return string(value.getBytes(StandardCharsets.UTF_8));
    }

    WireWriter mpint(BigInteger value) {
        return string(value.signum() == 0 ? new byte[0] : value.toByteArray());
    }

    WireWriter literal(String value) {
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
