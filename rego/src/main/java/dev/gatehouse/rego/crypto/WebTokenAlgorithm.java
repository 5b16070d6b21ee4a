package dev.gatehouse.rego.crypto;

import java.security.MessageDigest;

/// An algorithm by its name in a token's header, such as `RS256`.
///
/// @param family the name without the hash, such as `RS`
/// @param hash such as `SHA-256`
public record WebTokenAlgorithm(String family, String hash) {
    /// The algorithm of a name, known or not.
    public static WebTokenAlgorithm of(String name) {
        return name.length() == 5 && Character.isDigit(name.charAt(2))
                ? new WebTokenAlgorithm(name.substring(0, 2), "SHA-" + name.substring(2))
                : new WebTokenAlgorithm(name, "SHA-512");
    }

    /// Whether a signature holds. A private key checks with its public one.
    public boolean verify(Key key, byte[] message, byte[] signature) {
        Key checking = key instanceof PrivateKey known ? known.publicKey() : key;
        return switch (family) {
            case "HS" -> checking instanceof Key.Secret secret
                    && MessageDigest.isEqual(signature, Signatures.mac(hash, secret.octets(), message));
            case "RS" -> checking instanceof PublicKey.Rsa rsa && Signatures.verifyPkcs1(rsa, hash, message, signature);
            case "PS" -> checking instanceof PublicKey.Rsa rsa && Signatures.verifyPss(rsa, hash, message, signature, false);
            case "ES" -> checking instanceof PublicKey.Ec ec && signature.length == 2 * ec.curve().octets()
                    && Signatures.verifyEcdsa(ec, hash, message, signature);
            case "EdDSA" -> checking instanceof PublicKey.Ed25519 edwards
                    && Signatures.verifyEd25519(edwards, message, signature);
            default -> false;
        };
    }

    /// Signs.
    ///
    /// @throws CryptoException when the key is of another family
    public byte[] sign(Key key, byte[] message) throws CryptoException {
        return switch (key) {
            case Key.Secret(byte[] octets) when family.equals("HS") -> {
                if (octets.length == 0) {
                    throw new CryptoException("invalid key: empty");
                }
                yield Signatures.mac(hash, octets, message);
            }
            case PrivateKey.Rsa rsa when family.equals("RS") || family.equals("PS") ->
                Signatures.signRsa(rsa, hash, family.equals("PS"), message);
            case PrivateKey.Ec ec when family.equals("ES") -> Signatures.signEcdsa(ec, hash, message);
            case PrivateKey.Ed25519 edwards when family.equals("EdDSA") -> Signatures.signEd25519(edwards, message);
            default -> throw new CryptoException("jwsbb.Sign: invalid key type");
        };
    }
}
