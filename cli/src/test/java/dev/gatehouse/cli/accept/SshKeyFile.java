package dev.gatehouse.cli.accept;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// An Ed25519 key in a file as OpenSSH writes it, made afresh.
///
/// @param file the private key
/// @param line the public key: `ssh-ed25519 AAAA…`
public record SshKeyFile(Path file, String line) {
    private static final byte[] TYPE = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);

    public static SshKeyFile write(Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] spki = pair.getPublic().getEncoded();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] point = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
        byte[] both = Arrays.copyOf(Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length), 64);
        System.arraycopy(point, 0, both, 32, 32);
        byte[] blob = strings(TYPE, point);
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[]{1, 2, 3, 4, 1, 2, 3, 4});
        inner.writeBytes(strings(TYPE, point, both, new byte[0]));
        byte[] none = "none".getBytes(StandardCharsets.US_ASCII);
        var all = new ByteArrayOutputStream();
        all.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(strings(none, none, new byte[0]));
        all.writeBytes(new byte[]{0, 0, 0, 1});
        all.writeBytes(strings(blob, inner.toByteArray()));
        String armour = "OPENSSH PRIVATE " + "KEY-----";
        Files.writeString(file, "-----BEGIN " + armour + "\n" + Base64.getMimeEncoder().encodeToString(all.toByteArray())
                + "\n-----END " + armour + "\n");
        return new SshKeyFile(file, "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob));
    }

    private static byte[] strings(byte[]... values) throws IOException {
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        for (byte[] value : values) {
            data.writeInt(value.length);
            data.write(value);
        }
        return out.toByteArray();
    }
}
