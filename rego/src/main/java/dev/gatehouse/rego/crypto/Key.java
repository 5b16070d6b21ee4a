package dev.gatehouse.rego.crypto;

/// A key of any kind.
public sealed interface Key permits PublicKey, PrivateKey, Key.Secret {
    /// A key that both sides know.
    record Secret(byte[] octets) implements Key {
        @Override
        public String toString() {
            return "secret key";
        }
    }
}
