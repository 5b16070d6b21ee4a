package dev.gatehouse.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// A public key that verifies signatures. Immutable; two with the same key are equal.
public final class VerificationKey {
    private final Algorithm algorithm;
    private final PublicKey key;

    /// @throws SigningException
    ///             if it is neither a NIST P-256 nor an Ed25519 key
    public VerificationKey(PublicKey key) throws SigningException {
        this.algorithm = Algorithm.of(key);
        this.key = key;
    }

    /// Reads a `PUBLIC KEY` in PEM (RFC 8410, RFC 5480): what `cosign generate-key-pair` and `openssl pkey -pubout` write.
    ///
    /// @throws SigningException
    ///             if it is none, or of another algorithm
    public static VerificationKey parse(String pem) throws SigningException {
        Pem block = Pem.first(pem);
        if (!block.label().equals("PUBLIC KEY")) {
            throw new SigningException("it is a " + block.label() + ", a PUBLIC KEY is needed");
        }
        var specification = new X509EncodedKeySpec(block.bytes());
        for (String family : new String[]{"EC", "Ed25519"}) {
            try {
                return new VerificationKey(KeyFactory.getInstance(family).generatePublic(specification));
            } catch (GeneralSecurityException e) {
                // Not of this family; the encoding says which it is, and only the factory reads it.
            }
        }
        throw new SigningException("it is not a valid public key; only NIST P-256 and Ed25519 keys are used");
    }

    /// How it signs.
    public Algorithm algorithm() {
        return algorithm;
    }

    /// `sha256:` and the digest of the key's SubjectPublicKeyInfo: its name in reports and envelopes.
    public String id() {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The key's SubjectPublicKeyInfo in DER.
    public byte[] encoded() {
        return key.getEncoded();
    }

    /// The `PUBLIC KEY` in PEM.
    public String pem() {
        return new Pem("PUBLIC KEY", encoded()).text();
    }

    /// Whether the private key beside this one signed just this message. A signature of the wrong form is none.
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.javaName());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && MessageDigest.isEqual(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return algorithm.label() + " " + id();
    }
}
