package dev.gatehouse.rego.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/// Keys on Curve25519 (RFC 8032 and RFC 7748).
final class Edwards {
    private Edwards() {}

    static PrivateKey.Ed25519 ed25519(byte[] seed) throws CryptoException {
        try {
            var generated = (EdECPublicKey) generate(NamedParameterSpec.ED25519, seed);
            byte[] octets = reversed(Octets.of(generated.getPoint().getY(), 32));
            if (generated.getPoint().isXOdd()) {
                octets[31] |= (byte) 0x80;
            }
            return new PrivateKey.Ed25519(new PublicKey.Ed25519(octets), seed);
        } catch (GeneralSecurityException e) {
            throw new CryptoException("Ed25519: " + e.getMessage());
        }
    }

    static PrivateKey.X25519 x25519(byte[] scalar) throws CryptoException {
        try {
            var generated = (XECPublicKey) generate(NamedParameterSpec.X25519, scalar);
            return new PrivateKey.X25519(new PublicKey.X25519(reversed(Octets.of(generated.getU(), 32))), scalar);
        } catch (GeneralSecurityException e) {
            throw new CryptoException("X25519: " + e.getMessage());
        }
    }

    /// The public key of a secret. A generator takes its secret from the random numbers it is given, and these give the known one.
    private static java.security.PublicKey generate(NamedParameterSpec curve, byte[] secret) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(curve.getName());
        generator.initialize(curve, new Known(secret));
        return generator.generateKeyPair().getPublic();
    }

    static java.security.PublicKey key(PublicKey.Ed25519 key) throws GeneralSecurityException {
        byte[] octets = reversed(key.octets());
        boolean odd = octets[0] < 0;
        octets[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519").generatePublic(
                new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, Octets.unsigned(octets))));
    }

    static java.security.PrivateKey key(PrivateKey.Ed25519 key) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.seed()));
    }

    private static byte[] reversed(byte[] octets) {
        byte[] reversed = new byte[octets.length];
        for (int index = 0; index < octets.length; index++) {
            reversed[index] = octets[octets.length - 1 - index];
        }
        return reversed;
    }

    private static final class Known extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final transient byte[] secret;

        private Known(byte[] secret) {
            super(null, null);
            this.secret = secret;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(secret, 0, bytes, 0, bytes.length);
        }
    }
}
