package dev.gatehouse.policy.ssh;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/// ECDSA signatures are two integers: SSH writes them as two mpints (RFC 5656), the JDK as a DER sequence.
final class EcdsaForm {
    private EcdsaForm() {}

    static byte[] toDer(byte[] ssh) throws SshFormatException {
        WireReader reader = new WireReader(ssh);
        byte[] r = integer(reader.mpint());
        byte[] s = integer(reader.mpint());
        reader.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30);
        length(out, r.length + s.length);
        out.writeBytes(r);
        out.writeBytes(s);
        return out.toByteArray();
    }

    static byte[] ofDer(byte[] der) {
        int position = (der[1] & 0x80) == 0 ? 2 : 3;
        BigInteger[] values = new BigInteger[2];
        for (int i = 0; i < 2; i++) {
            int length = der[position + 1];
            byte[] value = new byte[length];
            System.arraycopy(der, position + 2, value, 0, length);
            values[i] = new BigInteger(value);
            position += 2 + length;
        }
        return new WireWriter().mpint(values[0]).mpint(values[1]).bytes();
    }

    private static byte[] integer(BigInteger value) {
        byte[] bytes = value.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x02);
        length(out, bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length >= 0x80) {
            out.write(length >= 0x100 ? 0x82 : 0x81);
            if (length >= 0x100) {
                out.write(length >>> 8);
            }
        }
        out.write(length);
    }
}
