package dev.gatehouse.rego.crypto;

/// Why bytes are no key, no certificate or no signature that can be made.
public final class CryptoException extends Exception {
    private static final long serialVersionUID = 1;

    /// An error with words for the policy's author.
    public CryptoException(String message) {
        // A value that nobody looks at while built-in errors are undefined: no stack trace.
        super(message, null, false, false);
    }
}
