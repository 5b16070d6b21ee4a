package dev.gatehouse.policy.ssh;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the data types of the SSH protocol (RFC 4251, section 5).
final class WireReader {
    private final byte[] bytes;
    private int position;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int uint32() throws SshFormatException {
        if (bytes.length - position < 4) {
            throw new SshFormatException("it is cut short");
        }
        int value = (bytes[position] & 0xff) << 24 | (bytes[position + 1] & 0xff) << 16 | (bytes[position + 2] & 0xff) << 8
                | bytes[position + 3] & 0xff;
        position += 4;
        return value;
    }

    byte[] string() throws SshFormatException {
        int length = uint32();
        if (length < 0 || length > bytes.length - position) {
            throw new SshFormatException("it is cut short");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    String text() throws SshFormatException {
        return new String(string(), StandardCharsets.UTF_8);
    }

    BigInteger mpint() throws SshFormatException {
        byte[] value = string();
        return value.length == 0 ? BigInteger.ZERO : new BigInteger(value);
    }

    void literal(String expected) throws SshFormatException {
        byte[] want = expected.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length - position < want.length
                || !Arrays.equals(bytes, position, position + want.length, want, 0, want.length)) {
            throw new SshFormatException("it does not begin with " + expected.strip().replace("\0", ""));
        }
        position += want.length;
    }

    void end() throws SshFormatException {
        if (position != bytes.length) {
            throw new SshFormatException("something follows its end");
        }
    }
}
