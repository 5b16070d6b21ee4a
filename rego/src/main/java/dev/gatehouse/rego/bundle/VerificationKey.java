package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.crypto.Certificate;
import dev.gatehouse.rego.crypto.CryptoException;
import dev.gatehouse.rego.crypto.JsonWebKey;
import dev.gatehouse.rego.crypto.Key;
import dev.gatehouse.rego.crypto.Pem;
import dev.gatehouse.rego.crypto.PrivateKey;
import dev.gatehouse.rego.crypto.PrivateKeys;
import dev.gatehouse.rego.crypto.PublicKey;
import dev.gatehouse.rego.crypto.PublicKeys;
import dev.gatehouse.rego.crypto.WebTokenAlgorithm;
import java.util.List;
import java.util.Set;

/// What the signatures of bundles are checked with.
///
/// The algorithm is the host's choice and never the signature's: a signature that says `HS256` cannot turn a public key into a secret.
///
/// @param identifier the name of the key: a signature that names another one is refused; empty for any
/// @param algorithm such as `RS256`
/// @param scope what the signature must say that it is for; empty when it must say nothing
/// @param excluded patterns of files that need no signature, such as `*/README.md`; `*` and `?` stop at a slash
public record VerificationKey(String identifier, String algorithm, Key key, String scope, List<String> excluded) {
    private static final Set<String> NOT_FOR_BUNDLES = Set.of("EdDSA");

    /// Copies the list.
    public VerificationKey {
        excluded = List.copyOf(excluded);
    }

    /// Reads a key.
    ///
    /// @param material for `HS…` the secret, for others a public key, a private key or a certificate in PEM
    /// @throws BundleSignatureException when the algorithm is none for bundles, or the key none of its kind
    public static VerificationKey read(
            String identifier, String algorithm, byte[] material, String scope, List<String> excluded)
            throws BundleSignatureException {
        if (!JsonWebKey.ALGORITHMS.contains(algorithm) || NOT_FOR_BUNDLES.contains(algorithm)) {
            throw new BundleSignatureException(List.of("verification key: unsupported algorithm '" + algorithm + "'"));
        }
        try {
            Key key = algorithm.startsWith("HS") ? new Key.Secret(material) : publicKey(material);
            if (!fits(algorithm, key)) {
                throw new CryptoException("not a key for " + algorithm);
            }
            return new VerificationKey(identifier, algorithm, key, scope, excluded);
        } catch (CryptoException e) {
            throw new BundleSignatureException(List.of("verification key: " + e.getMessage()));
        }
    }

    private static boolean fits(String algorithm, Key key) {
        return switch (algorithm.substring(0, 2)) {
            case "HS" -> key instanceof Key.Secret(byte[] octets) && octets.length > 0;
            case "ES" -> key instanceof PublicKey.Ec;
            default -> key instanceof PublicKey.Rsa;
        };
    }

    private static Key publicKey(byte[] material) throws CryptoException {
        Pem block = Pem.decode(material);
        if (block == null) {
            throw new CryptoException("failed to parse PEM block containing the key");
        }
        return switch (block.type()) {
            case "PUBLIC KEY" -> PublicKeys.read(block.bytes());
            case "RSA PUBLIC KEY" -> PublicKeys.readPkcs1(block.bytes());
            case "CERTIFICATE" -> {
                PublicKey key = Certificate.read(block.bytes()).publicKey();
                if (key == null) {
                    throw new CryptoException("x509: unknown public key algorithm");
                }
                yield key;
            }
            default -> {
                PrivateKey key = PrivateKeys.read(block);
                if (key == null) {
                    throw new CryptoException("a PEM block " + block.type() + " is no key");
                }
                yield key.publicKey();
            }
        };
    }

    boolean verifies(byte[] message, byte[] signature) {
        return WebTokenAlgorithm.of(algorithm).verify(key, message, signature);
    }

    /// Says nothing of the key.
    @Override
    public String toString() {
        return "verification key " + identifier + " for " + algorithm;
    }
}
