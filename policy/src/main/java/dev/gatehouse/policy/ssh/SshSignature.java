package dev.gatehouse.policy.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.Set;

/// A detached signature as `ssh-keygen -Y sign` makes it (PROTOCOL.sshsig of OpenSSH).
///
/// @param signer
///            the key that claims to have signed
/// @param namespace
///            what the signature is for; a signature for one purpose is none for another
/// @param hash
///            `sha256` or `sha512`
/// @param algorithm
///            signature algorithm of the SSH protocol
/// @param value
///            the raw signature
public record SshSignature(SshPublicKey signer, String namespace, String hash, String algorithm, byte[] value) {
    private static final String MAGIC = "SSHSIG";
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final int MAX_LENGTH = 16_384;

    /// Reads the armoured form, or just its base64 body.
    ///
    /// @throws SshFormatException
    ///             if it is neither
    public static SshSignature parse(String text) throws SshFormatException {
        String body = text.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
        if (body.length() > MAX_LENGTH) {
            throw new SshFormatException("the signature is too long");
        }
        try {
            WireReader reader = new WireReader(Base64.getDecoder().decode(body));
            reader.literal(MAGIC);
            if (reader.uint32() != 1) {
                throw new SshFormatException("the signature has an unknown version");
            }
            SshPublicKey signer = SshPublicKey.ofBlob(reader.string());
            String namespace = reader.text();
            reader.string();
            String hash = reader.text();
            byte[] wrapped = reader.string();
            reader.end();
            WireReader inner = new WireReader(wrapped);
            String algorithm = inner.text();
            byte[] value = inner.string();
            inner.end();
            return new SshSignature(signer, namespace, hash, algorithm, value);
        } catch (IllegalArgumentException e) {
            throw new SshFormatException("the signature is not base64", e);
        }
    }

    /// Whether the signer signed just this message for this purpose.
    public boolean verifies(String wantedNamespace, byte[] message) {
        if (!namespace.equals(wantedNamespace) || !Set.of("sha256", "sha512").contains(hash)
                || !algorithms(signer.type()).contains(algorithm)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(javaName(algorithm));
            verifier.initVerify(signer.key());
            verifier.update(signed(namespace, hash, message));
            return verifier.verify(signer.type().startsWith("ecdsa") ? EcdsaForm.toDer(value) : value);
        } catch (GeneralSecurityException | SshFormatException e) {
            return false;
        }
    }

    /// Signs a message.
    ///
    /// @throws GeneralSecurityException
    ///             if the key cannot sign
    public static SshSignature sign(SshPrivateKey key, String namespace, byte[] message) throws GeneralSecurityException {
        String type = key.publicKey().type();
        String algorithm = type.equals("ssh-rsa") ? "rsa-sha2-512" : type;
        Signature signer = Signature.getInstance(javaName(algorithm));
        signer.initSign(key.key());
        signer.update(signed(namespace, "sha512", message));
        byte[] raw = signer.sign();
        return new SshSignature(key.publicKey(), namespace, "sha512", algorithm,
                type.startsWith("ecdsa") ? EcdsaForm.ofDer(raw) : raw);
    }

    private static Set<String> algorithms(String keyType) {
        return keyType.equals("ssh-rsa") ? Set.of("rsa-sha2-256", "rsa-sha2-512") : Set.of(keyType);
    }

    private static String javaName(String algorithm) {
        return switch (algorithm) {
            case "ssh-ed25519" -> "Ed25519";
            case "ecdsa-sha2-nistp256" -> "SHA256withECDSA";
            case "ecdsa-sha2-nistp384" -> "SHA384withECDSA";
            case "ecdsa-sha2-nistp521" -> "SHA512withECDSA";
            case "rsa-sha2-256" -> "SHA256withRSA";
            case "rsa-sha2-512" -> "SHA512withRSA";
            default -> throw new IllegalArgumentException(algorithm);
        };
    }

    private static byte[] signed(String namespace, String hash, byte[] message) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance(hash.equals("sha256") ? "SHA-256" : "SHA-512").digest(message);
        return new WireWriter().literal(MAGIC).text(namespace).string(new byte[0]).text(hash).string(digest).bytes();
    }

    /// The base64 body of the armoured form, in one line.
    @Override
    public String toString() {
        byte[] inner = new WireWriter().text(algorithm).string(value).bytes();
        byte[] all = new WireWriter().literal(MAGIC).uint32(1).string(signer.blob()).text(namespace).string(new byte[0])
                .text(hash)
                .string(inner).bytes();
        return Base64.getEncoder().encodeToString(all);
    }

    /// The form that `ssh-keygen -Y verify` reads.
    public String armoured() {
        return BEGIN + "\n" + Base64.getMimeEncoder(70, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(Base64.getDecoder().decode(toString())) + "\n" + END + "\n";
    }
}
