package dev.gatehouse.source.cache;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Computes HMAC-SHA256 (RFC 2104). Not thread-safe.
///
/// The platform's own `Mac` does the same, but its first use starts the machinery of cryptographic providers, which costs more
/// processor time than rescanning a small repository.
final class Authenticator {
    private static final int BLOCK = 64;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final byte[] innerPad;
    private final byte[] outerPad;

    /// @param key
    ///            at most 64 bytes
    Authenticator(byte[] key) {
        this.inner = sha256();
        this.outer = sha256();
        this.innerPad = pad(key, 0x36);
        this.outerPad = pad(key, 0x5c);
        inner.update(innerPad);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] pad(byte[] key, int with) {
        if (key.length > BLOCK) {
            throw new IllegalArgumentException("the key is longer than a block");
        }
        byte[] pad = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            pad[i] ^= (byte) with;
        }
        return pad;
    }

    void update(byte b) {
        inner.update(b);
    }

    void update(byte[] bytes) {
        inner.update(bytes);
    }

    void update(byte[] bytes, int offset, int length) {
        inner.update(bytes, offset, length);
    }

    /// The code of what was given, 32 bytes; ready for the next.
    byte[] doFinal() {
        byte[] hash = inner.digest();
        inner.update(innerPad);
        outer.update(outerPad);
        return outer.digest(hash);
    }

    /// The code of these bytes.
    byte[] doFinal(byte[] bytes) {
        inner.update(bytes);
        return doFinal();
    }
}
