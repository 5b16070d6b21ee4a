package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.GoBase64;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// A JSON Web Key (RFC 7517).
///
/// @param algorithm what the key says it is for; empty if it does not say
/// @param identifier the key's `kid`; empty if it has none
public record JsonWebKey(String algorithm, String identifier, Key key) {
    /// The signature algorithms that OPA knows.
    public static final Set<String> ALGORITHMS = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
            "ES512",
            "HS256", "HS384", "HS512", "EdDSA");
    // Further names that a key's `alg` may have (RFC 7518, RFC 8812); such keys sign nothing here.
    private static final Set<String> OTHERS = Set.of("none", "ES256K", "RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384",
            "RSA-OAEP-512", "A128KW", "A192KW", "A256KW", "dir", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW",
            "A128GCMKW", "A192GCMKW", "A256GCMKW", "PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW",
            "A128CBC-HS256",
            "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM");

    /// Reads a key, or a set of keys in `keys`.
    public static List<JsonWebKey> readAll(String json, ReadLimits limits) throws CryptoException {
        Value document;
        try {
            document = new JsonReader(limits).read(json);
        } catch (JsonException e) {
            throw new CryptoException("failed to unmarshal JWK set: " + e.getMessage());
        }
        if (!(document instanceof ObjectValue object)) {
            throw new CryptoException("failed to unmarshal JWK set: not an object");
        }
        Value keys = object.get("keys");
        if (keys == null) {
            return List.of(read(object));
        }
        if (!(keys instanceof ArrayValue array)) {
            throw new CryptoException("failed to unmarshal JWK set: failed to decode \"keys\"");
        }
        var all = new ArrayList<JsonWebKey>();
        for (Value each : array) {
            if (!(each instanceof ObjectValue key)) {
                throw new CryptoException("failed to unmarshal JWK set: failed to decode key");
            }
            all.add(read(key));
        }
        return all;
    }

    private static JsonWebKey read(ObjectValue object) throws CryptoException {
        String algorithm = text(object, "alg");
        if (!algorithm.isEmpty() && !ALGORITHMS.contains(algorithm) && !OTHERS.contains(algorithm)) {
            throw new CryptoException("failed to unmarshal JWK set: invalid key algorithm \"" + algorithm + "\"");
        }
        boolean secret = object.get("d") != null;
        Key key = switch (text(object, "kty")) {
            case "RSA" -> rsa(object, secret);
            case "EC" -> ec(object, secret);
            case "OKP" -> octetPair(object, secret);
            case "oct" -> new Key.Secret(octets(object, "k"));
            default -> throw new CryptoException(
                    "failed to unmarshal JWK set: invalid key type from JSON (" + text(object, "kty") + ")");
        };
        return new JsonWebKey(algorithm, text(object, "kid"), key);
    }

    private static Key rsa(ObjectValue object, boolean secret) throws CryptoException {
        BigInteger modulus = number(object, "n");
        BigInteger exponent = number(object, "e");
        if (!secret) {
            return new PublicKey.Rsa(modulus, exponent);
        }
        return PrivateKeys.rsa(modulus, exponent, number(object, "d"), List.of(number(object, "p"), number(object, "q")));
    }

    private static Key ec(ObjectValue object, boolean secret) throws CryptoException {
        Curve curve = Curve.labelled(text(object, "crv"));
        if (curve == null) {
            throw new CryptoException("invalid curve algorithm \"" + text(object, "crv") + "\"");
        }
        BigInteger x = number(object, "x");
        BigInteger y = number(object, "y");
        if (!curve.contains(x, y)) {
            throw new CryptoException(curve.label() + " point not on curve");
        }
        var point = new PublicKey.Ec(curve, x, y);
        return secret ? new PrivateKey.Ec(point, number(object, "d")) : point;
    }

    private static Key octetPair(ObjectValue object, boolean secret) throws CryptoException {
        byte[] x = octets(object, "x");
        switch (text(object, "crv")) {
            case "Ed25519" -> {
                if (x.length != 32) {
                    throw new CryptoException("ed25519: wrong public key size");
                }
                return secret ? Edwards.ed25519(exactly32(octets(object, "d"))) : new PublicKey.Ed25519(x);
            }
            case "X25519" -> {
                return secret ? Edwards.x25519(exactly32(octets(object, "d"))) : new PublicKey.X25519(exactly32(x));
            }
            default -> throw new CryptoException("invalid curve algorithm " + text(object, "crv"));
        }
    }

    private static byte[] exactly32(byte[] octets) throws CryptoException {
        if (octets.length != 32) {
            throw new CryptoException("wrong key size");
        }
        return octets;
    }

    private static String text(ObjectValue object, String name) throws CryptoException {
        return switch (object.get(name)) {
            case null -> "";
            case StringValue string -> string.text();
            default -> throw new CryptoException("failed to unmarshal JWK set: failed to decode value for key " + name);
        };
    }

    private static BigInteger number(ObjectValue object, String name) throws CryptoException {
        return Octets.unsigned(octets(object, name));
    }

    /// Octets in Base64 of either alphabet, padded or not.
    private static byte[] octets(ObjectValue object, String name) throws CryptoException {
        String text = text(object, name).replace('+', '-').replace('/', '_');
        if (object.get(name) == null) {
            throw new CryptoException("failed to unmarshal JWK set: required field " + name + " is missing");
        }
        String unpadded = text.replaceAll("=+$", "");
        String padded = unpadded + "=".repeat((4 - unpadded.length() % 4) % 4);
        try {
            return GoBase64.decodeUrl(padded.getBytes(StandardCharsets.UTF_8));
        } catch (GoBase64.Malformed e) {
            throw new CryptoException(
                    "failed to unmarshal JWK set: failed to decode value for key " + name + ": " + e.getMessage());
        }
    }

    /// The JSON of a private key.
    public static ObjectValue write(PrivateKey key) {
        return switch (key) {
            case PrivateKey.Rsa rsa -> writeRsa(rsa);
            case PrivateKey.Ec(PublicKey.Ec point, BigInteger scalar) -> {
                int size = point.curve().octets();
                yield ObjectValue.builder().put("kty", StringValue.of("EC")).put("crv", StringValue.of(point.curve().label()))
                        .put("d", encoded(Octets.of(scalar, size))).put("x", encoded(Octets.of(point.x(), size)))
                        .put("y", encoded(Octets.of(point.y(), size))).build();
            }
            case PrivateKey.Ed25519(PublicKey.Ed25519 point, byte[] seed) -> pair("Ed25519", seed, point.octets());
            case PrivateKey.X25519(PublicKey.X25519 point, byte[] scalar) -> pair("X25519", scalar, point.octets());
        };
    }

    private static ObjectValue writeRsa(PrivateKey.Rsa key) {
        BigInteger p = key.primes().get(0);
        BigInteger q = key.primes().get(1);
        return ObjectValue.builder().put("kty", StringValue.of("RSA")).put("n", encoded(Octets.of(key.publicKey().modulus())))
                .put("e", encoded(Octets.of(key.publicKey().exponent()))).put("d", encoded(Octets.of(key.exponent())))
                .put("p", encoded(Octets.of(p))).put("q", encoded(Octets.of(q)))
                .put("dp", encoded(Octets.of(key.exponent().mod(p.subtract(BigInteger.ONE)))))
                .put("dq", encoded(Octets.of(key.exponent().mod(q.subtract(BigInteger.ONE)))))
                .put("qi", encoded(Octets.of(q.modInverse(p)))).build();
    }

    private static ObjectValue pair(String curve, byte[] secret, byte[] octets) {
        return ObjectValue.builder().put("kty", StringValue.of("OKP")).put("crv", StringValue.of(curve)).put("d", encoded(secret))
                .put("x", encoded(octets)).build();
    }

    private static StringValue encoded(byte[] octets) {
        return StringValue.of(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }
}
