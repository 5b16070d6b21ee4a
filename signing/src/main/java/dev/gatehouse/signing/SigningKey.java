package dev.gatehouse.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// A private key that signs, with the public key that belongs to it. Never shows its private part. Immutable.
public final class SigningKey {
    private final PrivateKey key;
    private final VerificationKey verificationKey;

    private SigningKey(PrivateKey key, VerificationKey verificationKey) {
        this.key = key;
        this.verificationKey = verificationKey;
    }

    /// Makes a new key.
    public static SigningKey generate(Algorithm algorithm) {
        try {
            var generator = switch (algorithm) {
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519");
                case ECDSA_P256 -> {
                    var curve = KeyPairGenerator.getInstance("EC");
                    curve.initialize(EllipticCurve.P256.parameters());
                    yield curve;
                }
            };
            var pair = generator.generateKeyPair();
            return new SigningKey(pair.getPrivate(), new VerificationKey(pair.getPublic()));
        } catch (GeneralSecurityException | SigningException e) {
            throw new IllegalStateException("every JDK makes " + algorithm.label() + " keys", e);
        }
    }

    /// Reads a `PRIVATE KEY` or `ENCRYPTED PRIVATE KEY` in PEM (PKCS #8): what `openssl genpkey` writes.
    ///
    /// @param passphrase
    ///            null where there is none; the caller wipes it
    /// @throws SigningException
    ///             if it is no such key, of another algorithm, or the passphrase is missing or wrong
    public static SigningKey parse(String pem, char @Nullable [] passphrase) throws SigningException {
        Pem block = Pem.first(pem);
        byte[] encoded = switch (block.label()) {
            case "PRIVATE KEY" -> block.bytes();
            case "ENCRYPTED PRIVATE KEY" -> decrypt(block.bytes(), passphrase);
            case "EC PRIVATE KEY" -> throw new SigningException(
                    "it is an EC PRIVATE KEY of the old form; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY");
            case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" -> throw new SigningException(
                    "it is encrypted in cosign's own form; make a PKCS #8 key with: openssl genpkey -algorithm ed25519 -out KEY");
            case "OPENSSH PRIVATE KEY" -> throw new SigningException(
                    "it is an SSH key; statements are signed with a PKCS #8 key: openssl genpkey -algorithm ed25519 -out KEY");
            default -> throw new SigningException("it is a " + block.label() + ", a PRIVATE KEY is needed");
        };
        try {
            return of(encoded);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static SigningKey of(byte[] encoded) throws SigningException {
        var specification = new PKCS8EncodedKeySpec(encoded);
        for (String family : new String[]{"EC", "Ed25519"}) {
            PrivateKey key;
            try {
                key = KeyFactory.getInstance(family).generatePrivate(specification);
            } catch (GeneralSecurityException e) {
                // Not of this family; the encoding says which it is, and only the factory reads it.
                continue;
            }
            Algorithm.of(key);
            return new SigningKey(key, publicOf(key));
        }
        throw new SigningException("it is not a valid private key; only NIST P-256 and Ed25519 keys are used");
    }

    private static VerificationKey publicOf(PrivateKey key) throws SigningException {
        try {
            return switch (key) {
                case ECPrivateKey curve -> new VerificationKey(KeyFactory.getInstance("EC").generatePublic(
                        new ECPublicKeySpec(EllipticCurve.P256.publicPoint(curve.getS()), EllipticCurve.P256.parameters())));
                case EdECPrivateKey edwards -> {
                    byte[] seed = edwards.getBytes().orElseThrow(() -> new SigningException("the key does not show its seed"));
                    var generator = KeyPairGenerator.getInstance("Ed25519");
                    // The generator takes 32 random bytes for the seed: given those of the key, it makes the key again.
                    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
                    yield new VerificationKey(generator.generateKeyPair().getPublic());
                }
                default -> throw new SigningException("only NIST P-256 and Ed25519 keys are used");
            };
        } catch (GeneralSecurityException e) {
            throw new SigningException("it is not a valid private key", e);
        }
    }

    private static byte[] decrypt(byte[] encrypted, char @Nullable [] passphrase) throws SigningException {
        if (passphrase == null) {
            throw new SigningException("the key is protected by a passphrase, and none was given");
        }
        var specification = new PBEKeySpec(passphrase);
        try {
            var info = new EncryptedPrivateKeyInfo(encrypted);
            // For PBES2 the scheme is named by the parameters, not by the algorithm.
            String scheme = info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
            var cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(scheme).generateSecret(specification),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException e) {
            throw new SigningException("the key is damaged", e);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SigningException("the passphrase does not open the key, or its encryption is not known here", e);
        } finally {
            specification.clearPassword();
        }
    }

    /// The public key that belongs to it.
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /// Signs a message.
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance(verificationKey.algorithm().javaName());
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    /// The `PRIVATE KEY` in PEM, unprotected: write it only to a file that nobody else may read.
    public String privatePem() {
        return new Pem("PRIVATE KEY", key.getEncoded()).text();
    }

    /// The public key.
    @Override
    public String toString() {
        return "private key of " + verificationKey;
    }

    /// Gives the bytes of a key's seed where randomness is asked for.
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final transient byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("the generator asks for " + bytes.length + " bytes");
            }
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
