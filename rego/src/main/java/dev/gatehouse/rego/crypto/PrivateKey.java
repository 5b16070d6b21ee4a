package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.util.List;

/// A key that signatures are made with. Texts of private keys say nothing of the secret.
public sealed interface PrivateKey extends Key {
    /// The key that checks what this one signs.
    PublicKey publicKey();

    /// An RSA key.
    ///
    /// @param primes two or more
    record Rsa(PublicKey.Rsa publicKey, BigInteger exponent, List<BigInteger> primes) implements PrivateKey {
        /// Copies the primes.
        public Rsa {
            primes = List.copyOf(primes);
        }

        @Override
        public String toString() {
            return "private RSA key";
        }
    }

    /// A key on an elliptic curve.
    record Ec(PublicKey.Ec publicKey, BigInteger scalar) implements PrivateKey {
        @Override
        public String toString() {
            return "private key on " + publicKey.curve().label();
        }
    }

    /// An Ed25519 key.
    ///
    /// @param seed 32 octets
    record Ed25519(PublicKey.Ed25519 publicKey, byte[] seed) implements PrivateKey {
        @Override
        public String toString() {
            return "private Ed25519 key";
        }
    }

    /// An X25519 key, which signs nothing.
    ///
    /// @param scalar 32 octets
    record X25519(PublicKey.X25519 publicKey, byte[] scalar) implements PrivateKey {
        @Override
        public String toString() {
            return "private X25519 key";
        }
    }
}
