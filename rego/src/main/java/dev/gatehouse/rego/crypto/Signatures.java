package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signatures of JSON Web Algorithms (RFC 7518, section 3).
public final class Signatures {
    /// RSA keys with fewer bits are refused, as Go does.
    static final int SMALLEST_RSA = 1024;
    /// RSA keys with more bits are refused: their arithmetic takes too long.
    static final int LARGEST_RSA = 16_384;

    private Signatures() {}

    /// Whether a signature is good.
    ///
    /// @param hash such as `SHA-256`
    public static boolean verifyPkcs1(PublicKey.Rsa key, String hash, byte[] message, byte[] signature) {
        return isUsable(key) && check(hash.replace("-", "") + "withRSA", key, message, signature);
    }

    private static boolean check(String algorithm, PublicKey.Rsa key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent())));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Whether a probabilistic signature (RFC 8017, section 9.1.2) is good.
    ///
    /// @param anySalt whether the salt may have any length, instead of the hash's
    public static boolean verifyPss(PublicKey.Rsa key, String hash, byte[] message, byte[] signature, boolean anySalt) {
        BigInteger number = Octets.unsigned(signature);
        if (!isUsable(key) || signature.length != (key.modulus().bitLength() + 7) / 8
                || number.compareTo(key.modulus()) >= 0) {
            return false;
        }
        int bits = key.modulus().bitLength() - 1;
        BigInteger recovered = number.modPow(key.exponent(), key.modulus());
        return recovered.bitLength() <= 8 * ((bits + 7) / 8)
                && Pss.verify(digest(hash, message), Octets.of(recovered, (bits + 7) / 8), bits, hash, anySalt);
    }

    private static boolean isUsable(PublicKey.Rsa key) {
        int bits = key.modulus().bitLength();
        return bits >= SMALLEST_RSA && bits <= LARGEST_RSA && key.modulus().testBit(0) && key.exponent().testBit(0)
                && key.exponent().bitLength() <= 31 && key.exponent().compareTo(BigInteger.ONE) > 0;
    }

    /// Whether an ECDSA signature, two numbers of the same length one after the other, is good. Any curve goes with any hash.
    public static boolean verifyEcdsa(PublicKey.Ec key, String hash, byte[] message, byte[] signature) {
        int half = signature.length / 2;
        BigInteger r = Octets.unsigned(Arrays.copyOfRange(signature, 0, half));
        BigInteger s = Octets.unsigned(Arrays.copyOfRange(signature, half, signature.length));
        return verifyEcdsa(key, digest(hash, message), r, s);
    }

    static boolean verifyEcdsa(PublicKey.Ec key, byte[] digest, BigInteger r, BigInteger s) {
        int size = key.curve().octets();
        if (r.bitLength() > 8 * size || s.bitLength() > 8 * size) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
            verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(
                    new ECPublicKeySpec(new ECPoint(key.x(), key.y()), key.curve().parameters())));
            verifier.update(digest);
            return verifier.verify(joined(r, s, size));
        } catch (GeneralSecurityException | CryptoException e) {
            return false;
        }
    }

    private static byte[] joined(BigInteger r, BigInteger s, int size) {
        byte[] joined = Arrays.copyOf(Octets.of(r, size), 2 * size);
        System.arraycopy(Octets.of(s, size), 0, joined, size, size);
        return joined;
    }

    /// Whether an Ed25519 signature is good.
    public static boolean verifyEd25519(PublicKey.Ed25519 key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(Edwards.key(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The message authentication code of a message.
    public static byte[] mac(String hash, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("Hmac" + hash.replace("-", "").toUpperCase(Locale.ROOT));
            // A key of no octets is one of zeros, which Java would refuse.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HMAC"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] digest(String hash, byte[] message) {
        try {
            return MessageDigest.getInstance(hash).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Signs with RSA.
    ///
    /// @param pss whether probabilistically, with a salt as long as the hash
    public static byte[] signRsa(PrivateKey.Rsa key, String hash, boolean pss, byte[] message) throws CryptoException {
        int bits = key.publicKey().modulus().bitLength();
        if (bits < SMALLEST_RSA) {
            throw new CryptoException("crypto/rsa: " + bits + "-bit keys are insecure");
        }
        try {
            Signature signer = Signature.getInstance(pss ? "RSASSA-PSS" : hash.replace("-", "") + "withRSA");
            if (pss) {
                signer.setParameter(
                        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), digest(hash, message).length, 1));
            }
            signer.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(key.publicKey().modulus(), key.exponent())));
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new CryptoException("crypto/rsa: " + e.getMessage());
        }
    }

    /// Signs with ECDSA: two numbers of the curve's size, one after the other.
    public static byte[] signEcdsa(PrivateKey.Ec key, String hash, byte[] message) throws CryptoException {
        try {
            Signature signer = Signature.getInstance("NONEwithECDSAinP1363Format");
            signer.initSign(KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(key.scalar(), key.publicKey().curve().parameters())),
                    new SecureRandom());
            signer.update(digest(hash, message));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new CryptoException("crypto/ecdsa: " + e.getMessage());
        }
    }

    /// Signs with Ed25519.
    public static byte[] signEd25519(PrivateKey.Ed25519 key, byte[] message) throws CryptoException {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(Edwards.key(key));
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new CryptoException("ed25519: " + e.getMessage());
        }
    }
}
