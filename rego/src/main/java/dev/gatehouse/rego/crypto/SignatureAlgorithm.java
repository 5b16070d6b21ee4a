package dev.gatehouse.rego.crypto;

import java.math.BigInteger;

/// How certificates are signed, in the order of Go's numbers for them.
enum SignatureAlgorithm {
    UNKNOWN("", ""),
    MD2_RSA("1.2.840.113549.1.1.2", ""),
    MD5_RSA("1.2.840.113549.1.1.4", ""),
    SHA1_RSA("1.2.840.113549.1.1.5", ""),
    SHA256_RSA("1.2.840.113549.1.1.11", "SHA-256"),
    SHA384_RSA("1.2.840.113549.1.1.12", "SHA-384"),
    SHA512_RSA("1.2.840.113549.1.1.13", "SHA-512"),
    DSA_SHA1("1.2.840.10040.4.3", ""),
    DSA_SHA256("2.16.840.1.101.3.4.3.2", ""),
    SHA1_ECDSA("1.2.840.10045.4.1", ""),
    SHA256_ECDSA("1.2.840.10045.4.3.2", "SHA-256"),
    SHA384_ECDSA("1.2.840.10045.4.3.3", "SHA-384"),
    SHA512_ECDSA("1.2.840.10045.4.3.4", "SHA-512"),
    SHA256_PSS("", "SHA-256"),
    SHA384_PSS("", "SHA-384"),
    SHA512_PSS("", "SHA-512"),
    ED25519("1.3.101.112", "");

    private static final String PSS = "1.2.840.113549.1.1.10";

    private final String identifier;
    private final String hash;

    SignatureAlgorithm(String identifier, String hash) {
        this.identifier = identifier;
        this.hash = hash;
    }

    static SignatureAlgorithm of(Algorithm algorithm) {
        if (algorithm.identifier().is(PSS)) {
            return probabilistic(algorithm.parameters());
        }
        if (algorithm.identifier().is("1.3.14.3.2.29")) {
            return SHA1_RSA;
        }
        for (SignatureAlgorithm each : values()) {
            if (!each.identifier.isEmpty() && algorithm.identifier().is(each.identifier)) {
                return each == ED25519 && algorithm.parameters().length > 0 ? UNKNOWN : each;
            }
        }
        return UNKNOWN;
    }

    /// Only where the mask uses the same hash and the salt is as long as the hash.
    private static SignatureAlgorithm probabilistic(byte[] parameters) {
        String malformed = "x509: malformed parameters";
        try {
            Der values = new Der(parameters).content(Der.SEQUENCE, malformed);
            Algorithm hash = Algorithm
                    .read(values.content(Der.context(0, true), malformed).content(Der.SEQUENCE, malformed));
            Algorithm mask = Algorithm
                    .read(values.content(Der.context(1, true), malformed).content(Der.SEQUENCE, malformed));
            BigInteger salt = values.content(Der.context(2, true), malformed).integer(malformed);
            Algorithm maskHash = Algorithm.read(new Der(mask.parameters()).content(Der.SEQUENCE, malformed));
            if (!mask.identifier().is("1.2.840.113549.1.1.8") || !maskHash.identifier().equals(hash.identifier())) {
                return UNKNOWN;
            }
            return switch (hash.identifier() + " " + salt) {
                case "2.16.840.1.101.3.4.2.1 32" -> SHA256_PSS;
                case "2.16.840.1.101.3.4.2.2 48" -> SHA384_PSS;
                case "2.16.840.1.101.3.4.2.3 64" -> SHA512_PSS;
                default -> UNKNOWN;
            };
        } catch (CryptoException e) {
            return UNKNOWN;
        }
    }

    /// Whether a signature is good. MD2, MD5, SHA-1 and DSA are not accepted.
    boolean verify(PublicKey key, byte[] message, byte[] signature) {
        return switch (key) {
            case PublicKey.Rsa rsa when name().endsWith("_PSS") -> Signatures.verifyPss(rsa, hash, message, signature, false);
            case PublicKey.Rsa rsa when name().endsWith("_RSA") && !hash.isEmpty() ->
                Signatures.verifyPkcs1(rsa, hash, message, signature);
            case PublicKey.Ec ec when name().endsWith("_ECDSA") && !hash.isEmpty() -> verifyEcdsa(ec, message, signature);
            case PublicKey.Ed25519 edwards when this == ED25519 -> Signatures.verifyEd25519(edwards, message, signature);
            default -> false;
        };
    }

    private boolean verifyEcdsa(PublicKey.Ec key, byte[] message, byte[] signature) {
        try {
            Der reader = new Der(signature);
            Der numbers = reader.content(Der.SEQUENCE, "");
            BigInteger r = numbers.integer("");
            BigInteger s = numbers.integer("");
            return reader.isEmpty() && numbers.isEmpty() && r.signum() > 0 && s.signum() > 0
                    && Signatures.verifyEcdsa(key, Signatures.digest(hash, message), r, s);
        } catch (CryptoException e) {
            return false;
        }
    }
}
