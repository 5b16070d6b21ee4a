package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A certificate chain with the private key of its first certificate.
public final class KeyPair {
    private KeyPair() {}

    /// Reads both from PEM and writes them in the JSON of Go's `tls.Certificate`.
    ///
    /// @throws CryptoException if one of them cannot be read, or the key is not the certificate's
    public static ObjectValue json(byte[] certificates, byte[] key) throws CryptoException {
        var encoded = new ArrayList<Value>();
        Certificate leaf = null;
        for (Pem block = Pem.decode(certificates); block != null; block = Pem.decode(block.rest())) {
            if (block.type().equals("CERTIFICATE")) {
                leaf = leaf == null ? Certificate.read(block.bytes()) : leaf;
                encoded.add(CertificateJson.base64(block.bytes()));
            }
        }
        if (leaf == null) {
            throw new CryptoException("tls: failed to find any PEM data in certificate input");
        }
        PrivateKey secret = privateKey(key);
        if (!isSame(leaf.publicKey(), secret.publicKey())) {
            throw new CryptoException("tls: private key does not match public key");
        }
        return ObjectValue.builder().put("Certificate", ArrayValue.of(encoded)).put("PrivateKey", CertificateJson.key(secret))
                .put("SupportedSignatureAlgorithms", NullValue.NULL).put("OCSPStaple", NullValue.NULL)
                .put("SignedCertificateTimestamps", NullValue.NULL).put("Leaf", CertificateJson.write(leaf, false)).build();
    }

    private static PrivateKey privateKey(byte[] pem) throws CryptoException {
        for (Pem block = Pem.decode(pem); block != null; block = Pem.decode(block.rest())) {
            if (block.type().equals("PRIVATE KEY") || block.type().endsWith(" PRIVATE KEY")) {
                PrivateKey key = PrivateKeys.readAny(block.bytes());
                if (key instanceof PrivateKey.X25519) {
                    throw new CryptoException("tls: found unknown private key type in PKCS#8 wrapping");
                }
                return key;
            }
        }
        throw new CryptoException("tls: failed to find any PEM data in key input");
    }

    private static boolean isSame(@Nullable PublicKey left, PublicKey right) {
        return left instanceof PublicKey.Ed25519 one && right instanceof PublicKey.Ed25519 other
                ? Arrays.equals(one.octets(), other.octets())
                : right.equals(left);
    }

    /// The JSON of a private key, as Go gives it its own structure of one.
    public static Value json(PrivateKey key) {
        return CertificateJson.key(key);
    }
}
