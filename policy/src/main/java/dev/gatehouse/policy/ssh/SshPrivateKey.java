package dev.gatehouse.policy.ssh;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// A private key in OpenSSH's own format (PROTOCOL.key), without a passphrase.
public final class SshPrivateKey {
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----";

    private static final String ED25519 = "ssh-ed25519";

    private final SshPublicKey publicKey;
    private final PrivateKey key;

    private SshPrivateKey(SshPublicKey publicKey, PrivateKey key) {
        this.publicKey = publicKey;
        this.key = key;
    }

    /// The key is protected by a passphrase; `ssh-keygen -Y sign` and the agent can use it, we cannot.
    public static final class EncryptedException extends Exception {
        private static final long serialVersionUID = 1;

        EncryptedException() {
            super("the key is protected by a passphrase");
        }
    }

    /// Reads a private key file.
    ///
    /// @throws SshFormatException
    ///             if it is not one
    /// @throws EncryptedException
    ///             if it has a passphrase
    public static SshPrivateKey parse(String text) throws SshFormatException, EncryptedException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new SshFormatException("it is not an OpenSSH private key (make one with: ssh-keygen -t ed25519)");
        }
        try {
            byte[] all = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            WireReader reader = new WireReader(all);
            reader.literal("openssh-key-v1\0");
            String cipher = reader.text();
            reader.string();
            reader.string();
            if (!cipher.equals("none")) {
                throw new EncryptedException();
            }
            if (reader.uint32() != 1) {
                throw new SshFormatException("the file holds more than one key");
            }
            SshPublicKey publicKey = SshPublicKey.ofBlob(reader.string());
            WireReader inner = new WireReader(reader.string());
            int check = inner.uint32();
            if (inner.uint32() != check) {
                throw new SshFormatException("the key is damaged");
            }
            if (!inner.text().equals(publicKey.type())) {
                throw new SshFormatException("public and private part differ");
            }
            return new SshPrivateKey(publicKey, privateKey(publicKey.type(), inner));
        } catch (IllegalArgumentException e) {
            throw new SshFormatException("the key is not base64", e);
        } catch (GeneralSecurityException e) {
            throw new SshFormatException("it is not a valid key", e);
        }
    }

    private static PrivateKey privateKey(String type, WireReader reader) throws GeneralSecurityException, SshFormatException {
        switch (type) {
            case "ssh-ed25519" -> {
                reader.string();
                byte[] seed = Arrays.copyOf(reader.string(), 32);
                return KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            }
            case "ssh-rsa" -> {
                BigInteger n = reader.mpint();
                BigInteger e = reader.mpint();
                BigInteger d = reader.mpint();
                BigInteger inverse = reader.mpint();
                BigInteger p = reader.mpint();
                BigInteger q = reader.mpint();
                var spec = new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(p.subtract(BigInteger.ONE)),
                        d.mod(q.subtract(BigInteger.ONE)),
                        inverse);
                return KeyFactory.getInstance("RSA").generatePrivate(spec);
            }
            default -> {
                String curve = reader.text();
                reader.string();
                var parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec(SshPublicKey.CURVES.get(curve)));
                var spec = new ECPrivateKeySpec(reader.mpint(), parameters.getParameterSpec(ECParameterSpec.class));
                return KeyFactory.getInstance("EC").generatePrivate(spec);
            }
        }
    }

    /// Makes a new Ed25519 key.
    public static SshPrivateKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            // The raw key is the end of its SubjectPublicKeyInfo (RFC 8410).
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            var publicKey = new SshPublicKey(ED25519, new WireWriter().text(ED25519).string(point).bytes(), pair.getPublic());
            return new SshPrivateKey(publicKey, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes Ed25519 keys", e);
        }
    }

    /// The key in OpenSSH's format, without a passphrase: write it only to a file that nobody else may read.
    ///
    /// @throws IllegalStateException
    ///             if it is no Ed25519 key
    public String text() {
        if (!(key instanceof EdECPrivateKey edwards)) {
            throw new IllegalStateException("only Ed25519 keys are written");
        }
        byte[] seed = edwards.getBytes().orElseThrow();
        byte[] blob = publicKey.blob();
        byte[] point = Arrays.copyOfRange(blob, blob.length - 32, blob.length);
        byte[] both = Arrays.copyOf(seed, 64);
        System.arraycopy(point, 0, both, 32, 32);
        var inner = new WireWriter().uint32(1).uint32(1).text(ED25519).string(point).string(both).text("");
        for (int i = 1; inner.bytes().length % 8 != 0; i++) {
            inner.literal(String.valueOf((char) i));
        }
        byte[] all = new WireWriter().literal("openssh-key-v1\0").text("none").text("none").text("").uint32(1).string(blob)
                .string(inner.bytes()).bytes();
        return BEGIN + "\n" + Base64.getMimeEncoder(70, new byte[]{'\n'}).encodeToString(all) + "\n" + END + "\n";
    }

    /// The public part.
    public SshPublicKey publicKey() {
        return publicKey;
    }

    PrivateKey key() {
        return key;
    }
}
