package dev.gatehouse.policy;

import dev.gatehouse.policy.ssh.SshPrivateKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/// Keys made afresh for each run, in OpenSSH's format: no private key lies in the tree.
final class TestKeys {
    static final SshPrivateKey ALICE = generate();
    static final SshPrivateKey MALLORY = generate();

    private TestKeys() {}

    private static SshPrivateKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            byte[] point = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            byte[] seed = Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length);
            byte[] blob = strings("ssh-ed25519".getBytes(StandardCharsets.US_ASCII), point);
            byte[] both = Arrays.copyOf(seed, 64);
            System.arraycopy(point, 0, both, 32, 32);
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            inner.writeBytes(new byte[]{1, 2, 3, 4, 1, 2, 3, 4});
            inner.writeBytes(strings("ssh-ed25519".getBytes(StandardCharsets.US_ASCII), point, both, new byte[0]));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(
                    strings("none".getBytes(StandardCharsets.US_ASCII), "none".getBytes(StandardCharsets.US_ASCII), new byte[0]));
            all.writeBytes(new byte[]{0, 0, 0, 1});
            all.writeBytes(strings(blob, inner.toByteArray()));
            String begin = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\n";
            String end = "\n-----END OPENSSH PRIVATE " + "KEY-----\n";
            return SshPrivateKey.parse(begin + Base64.getMimeEncoder().encodeToString(all.toByteArray()) + end);
        } catch (GeneralSecurityException | dev.gatehouse.policy.ssh.SshFormatException | SshPrivateKey.EncryptedException
                | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] strings(byte[]... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        for (byte[] value : values) {
            data.writeInt(value.length);
            data.write(value);
        }
        return out.toByteArray();
    }
}
