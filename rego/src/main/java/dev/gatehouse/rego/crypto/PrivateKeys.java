package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads private keys: PKCS #1 (RFC 8017), PKCS #8 (RFC 5958) and SEC 1 (RFC 5915).
public final class PrivateKeys {
    private static final String MALFORMED = "asn1: structure error: malformed private key";

    private PrivateKeys() {}

    /// The private keys of all PEM blocks of a text; blocks of other types do not count.
    public static List<PrivateKey> readAll(byte[] pem) throws CryptoException {
        var keys = new ArrayList<PrivateKey>();
        for (Pem block = Pem.decode(pem); block != null; block = Pem.decode(block.rest())) {
            PrivateKey key = read(block);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /// The key of a PEM block; null if the block's type is not that of a private key.
    public static @Nullable PrivateKey read(Pem block) throws CryptoException {
        return switch (block.type()) {
            case "RSA PRIVATE KEY" -> pkcs1(block.bytes());
            case "PRIVATE KEY" -> pkcs8(block.bytes());
            case "EC PRIVATE KEY" -> sec1(block.bytes(), null);
            default -> null;
        };
    }

    /// The key in DER, in whichever of the three forms.
    static PrivateKey readAny(byte[] der) throws CryptoException {
        try {
            return pkcs1(der);
        } catch (CryptoException first) {
            try {
                return pkcs8(der);
            } catch (CryptoException second) {
                return sec1(der, null);
            }
        }
    }

    /// The first private key of a PEM text, as the JDK has it.
    public static java.security.PrivateKey readForTls(byte[] pem) throws CryptoException {
        List<PrivateKey> keys = readAll(pem);
        if (keys.isEmpty()) {
            throw new CryptoException("tls: failed to find any PEM data in key input");
        }
        try {
            return switch (keys.getFirst()) {
                case PrivateKey.Rsa rsa -> KeyFactory.getInstance("RSA")
                        .generatePrivate(new RSAPrivateKeySpec(rsa.publicKey().modulus(), rsa.exponent()));
                case PrivateKey.Ec ec -> KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(ec.scalar(), ec.publicKey().curve().parameters()));
                case PrivateKey.Ed25519 edwards -> Edwards.key(edwards);
                case PrivateKey.X25519 _ -> throw new CryptoException("tls: found unknown private key type in PKCS#8 wrapping");
            };
        } catch (GeneralSecurityException e) {
            throw new CryptoException("tls: " + e.getMessage());
        }
    }

    static PrivateKey.Rsa pkcs1(byte[] der) throws CryptoException {
        Der reader = new Der(der);
        Der key = reader.content(Der.SEQUENCE, MALFORMED);
        BigInteger version = key.integer(MALFORMED);
        BigInteger modulus = key.integer(MALFORMED);
        BigInteger exponent = key.integer(MALFORMED);
        BigInteger secret = key.integer(MALFORMED);
        var primes = new ArrayList<>(List.of(key.integer(MALFORMED), key.integer(MALFORMED)));
        // Exponents and coefficient for the Chinese remainder theorem follow; they are computed anew.
        for (int index = 0; index < 3; index++) {
            key.integer(MALFORMED);
        }
        Der others = key.optional(Der.SEQUENCE, MALFORMED);
        while (others != null && !others.isEmpty()) {
            primes.add(others.content(Der.SEQUENCE, MALFORMED).integer(MALFORMED));
        }
        if (!reader.isEmpty()) {
            throw new CryptoException("asn1: syntax error: trailing data");
        }
        if (version.compareTo(BigInteger.ONE) > 0) {
            throw new CryptoException("x509: unsupported private key version");
        }
        return rsa(modulus, exponent, secret, primes);
    }

    /// An RSA key whose numbers fit together.
    static PrivateKey.Rsa rsa(BigInteger modulus, BigInteger exponent, BigInteger secret, List<BigInteger> primes)
            throws CryptoException {
        if (modulus.signum() <= 0 || secret.signum() <= 0 || primes.stream().anyMatch(prime -> prime.signum() <= 0)) {
            throw new CryptoException("x509: private key contains zero or negative value");
        }
        if (modulus.bitLength() > Signatures.LARGEST_RSA || exponent.bitLength() > 31
                || exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
            throw new CryptoException("crypto/rsa: invalid key");
        }
        BigInteger product = BigInteger.ONE;
        for (BigInteger prime : primes) {
            if (product.bitLength() > modulus.bitLength() || prime.equals(BigInteger.ONE) || !secret.multiply(exponent)
                    .mod(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE.mod(prime.subtract(BigInteger.ONE)))) {
                throw new CryptoException("crypto/rsa: invalid exponents");
            }
            product = product.multiply(prime);
        }
        if (!product.equals(modulus)) {
            throw new CryptoException("crypto/rsa: p * q != n");
        }
        return new PrivateKey.Rsa(new PublicKey.Rsa(modulus, exponent), secret, primes);
    }

    private static PrivateKey pkcs8(byte[] der) throws CryptoException {
        Der info = new Der(der).content(Der.SEQUENCE, MALFORMED);
        info.integer(MALFORMED);
        Algorithm algorithm = Algorithm.read(info.content(Der.SEQUENCE, MALFORMED));
        byte[] octets = info.content(Der.OCTET_STRING, MALFORMED).rest();
        return switch (algorithm.identifier().toString()) {
            case PublicKeys.RSA -> pkcs1(octets);
            case PublicKeys.EC -> {
                Der parameters = new Der(algorithm.parameters());
                yield sec1(octets,
                        parameters.peek() == Der.OBJECT_IDENTIFIER ? parameters.objectIdentifier(MALFORMED) : null);
            }
            case PublicKeys.ED25519 -> {
                byte[] seed = new Der(octets).content(Der.OCTET_STRING, "x509: invalid Ed25519 private key").rest();
                if (seed.length != 32 || algorithm.parameters().length != 0) {
                    throw new CryptoException("x509: invalid Ed25519 private key length: " + seed.length);
                }
                yield Edwards.ed25519(seed);
            }
            case PublicKeys.X25519 -> {
                byte[] scalar = new Der(octets).content(Der.OCTET_STRING, "x509: invalid X25519 private key").rest();
                if (scalar.length != 32 || algorithm.parameters().length != 0) {
                    throw new CryptoException("crypto/ecdh: invalid private key size");
                }
                yield Edwards.x25519(scalar);
            }
            default -> throw new CryptoException(
                    "x509: PKCS#8 wrapping contained private key with unknown algorithm: " + algorithm.identifier());
        };
    }

    private static PrivateKey sec1(byte[] der, @Nullable ObjectIdentifier named) throws CryptoException {
        Der key = new Der(der).content(Der.SEQUENCE, "x509: failed to parse EC private key: " + MALFORMED);
        BigInteger version = key.integer(MALFORMED);
        if (!version.equals(BigInteger.ONE)) {
            throw new CryptoException("x509: unknown EC private key version " + version);
        }
        BigInteger scalar = Octets.unsigned(key.content(Der.OCTET_STRING, MALFORMED).rest());
        Der parameters = key.optional(Der.context(0, true), MALFORMED);
        ObjectIdentifier identifier = named;
        if (identifier == null && parameters != null && parameters.peek() == Der.OBJECT_IDENTIFIER) {
            identifier = parameters.objectIdentifier(MALFORMED);
        }
        Curve curve = identifier == null ? null : Curve.of(identifier);
        if (curve == null) {
            throw new CryptoException("x509: unknown elliptic curve");
        }
        return new PrivateKey.Ec(Points.multiplied(curve, scalar), scalar);
    }
}
