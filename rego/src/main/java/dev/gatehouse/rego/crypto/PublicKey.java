package dev.gatehouse.rego.crypto;

import java.math.BigInteger;

/// A key that signatures are checked with.
public sealed interface PublicKey extends Key {
    /// An RSA key.
    record Rsa(BigInteger modulus, BigInteger exponent) implements PublicKey {}

    /// A point on an elliptic curve.
    record Ec(Curve curve, BigInteger x, BigInteger y) implements PublicKey {}

    /// An Ed25519 key of 32 octets.
    record Ed25519(byte[] octets) implements PublicKey {}

    /// A key agreement key, which signs nothing.
    record X25519(byte[] octets) implements PublicKey {}

    /// A DSA key, which OPA reads from certificates but checks nothing with.
    record Dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y) implements PublicKey {}
}
