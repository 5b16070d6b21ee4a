package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads public keys of X.509 (RFC 5280, section 4.1.2.7).
public final class PublicKeys {
    static final String RSA = "1.2.840.113549.1.1.1";
    static final String DSA = "1.2.840.10040.4.1";
    static final String EC = "1.2.840.10045.2.1";
    static final String X25519 = "1.3.101.110";
    static final String ED25519 = "1.3.101.112";

    private PublicKeys() {}

    /// Reads a `SubjectPublicKeyInfo`, the content of a PEM block `PUBLIC KEY`.
    public static PublicKey read(byte[] der) throws CryptoException {
        Der reader = new Der(der);
        Der info = reader.content(Der.SEQUENCE, "asn1: structure error: malformed public key");
        if (!reader.isEmpty()) {
            throw new CryptoException("x509: trailing data after ASN.1 of public-key");
        }
        PublicKey key = read(info);
        if (key == null) {
            throw new CryptoException("x509: unknown public key algorithm");
        }
        return key;
    }

    /// Reads an `RSAPublicKey` (RFC 8017, section A.1.1), the content of a PEM block `RSA PUBLIC KEY`.
    public static PublicKey readPkcs1(byte[] der) throws CryptoException {
        Der reader = new Der(der);
        Der key = reader.content(Der.SEQUENCE, "x509: invalid RSA public key");
        if (!reader.isEmpty()) {
            throw new CryptoException("x509: trailing data after RSA public key");
        }
        return rsa(key);
    }

    /// Reads the content of a `SubjectPublicKeyInfo`; null if its algorithm is unknown.
    static @Nullable PublicKey read(Der info) throws CryptoException {
        Algorithm algorithm = Algorithm
                .read(info.content(Der.SEQUENCE, "x509: malformed public key algorithm identifier"));
        byte[] bits = info.bitString("x509: malformed subjectPublicKey").rightAligned();
        return switch (algorithm.identifier().toString()) {
            case RSA -> rsa(algorithm, bits);
            case EC -> ec(algorithm, bits);
            case ED25519 -> {
                if (algorithm.parameters().length > 0 || bits.length != 32) {
                    throw new CryptoException("x509: wrong Ed25519 public key size");
                }
                yield new PublicKey.Ed25519(bits);
            }
            case X25519 -> {
                if (algorithm.parameters().length > 0 || bits.length != 32) {
                    throw new CryptoException("x509: X25519 key encoded with illegal parameters");
                }
                yield new PublicKey.X25519(bits);
            }
            case DSA -> dsa(algorithm, bits);
            default -> null;
        };
    }

    private static PublicKey rsa(Algorithm algorithm, byte[] bits) throws CryptoException {
        if (!Arrays.equals(algorithm.parameters(), new byte[]{Der.NULL, 0})) {
            throw new CryptoException("x509: RSA key missing NULL parameters");
        }
        return rsa(new Der(bits).content(Der.SEQUENCE, "x509: invalid RSA public key"));
    }

    private static PublicKey rsa(Der key) throws CryptoException {
        BigInteger modulus = key.integer("x509: invalid RSA modulus");
        BigInteger exponent = key.integer("x509: invalid RSA public exponent");
        if (modulus.signum() <= 0) {
            throw new CryptoException("x509: RSA modulus is not a positive number");
        }
        if (exponent.signum() <= 0 || exponent.bitLength() > 63) {
            throw new CryptoException("x509: RSA public exponent is not a positive number");
        }
        return new PublicKey.Rsa(modulus, exponent);
    }

    private static PublicKey ec(Algorithm algorithm, byte[] bits) throws CryptoException {
        Curve curve = Curve.of(new Der(algorithm.parameters()).objectIdentifier("x509: invalid ECDSA parameters"));
        if (curve == null) {
            throw new CryptoException("x509: unsupported elliptic curve");
        }
        return point(curve, bits);
    }

    /// Reads an uncompressed point and checks that it lies on the curve.
    static PublicKey.Ec point(Curve curve, byte[] bits) throws CryptoException {
        int size = curve.octets();
        if (bits.length != 2 * size + 1 || bits[0] != 4) {
            throw new CryptoException("invalid " + curve.label() + " element encoding");
        }
        BigInteger x = Octets.unsigned(Arrays.copyOfRange(bits, 1, 1 + size));
        BigInteger y = Octets.unsigned(Arrays.copyOfRange(bits, 1 + size, bits.length));
        if (curve != Curve.P224 && !curve.contains(x, y)) {
            throw new CryptoException(curve.label() + " point not on curve");
        }
        return new PublicKey.Ec(curve, x, y);
    }

    private static PublicKey dsa(Algorithm algorithm, byte[] bits) throws CryptoException {
        BigInteger y = new Der(bits).integer("x509: invalid DSA public key");
        Der numbers = new Der(algorithm.parameters()).content(Der.SEQUENCE, "x509: invalid DSA parameters");
        BigInteger p = numbers.integer("x509: invalid DSA parameters");
        BigInteger q = numbers.integer("x509: invalid DSA parameters");
        BigInteger g = numbers.integer("x509: invalid DSA parameters");
        if (y.signum() <= 0 || p.signum() <= 0 || q.signum() <= 0 || g.signum() <= 0) {
            throw new CryptoException("x509: zero or negative DSA parameter");
        }
        return new PublicKey.Dsa(p, q, g, y);
    }
}
