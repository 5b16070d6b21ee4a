package dev.gatehouse.signing;

import java.io.Serial;

/// A key, envelope or statement cannot be read, or cannot be used for what was asked; the message is a clause for people.
public final class SigningException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message
    ///            never holds key material
    public SigningException(String message) {
        super(message);
    }

    /// @param message
    ///            never holds key material
    public SigningException(String message, Throwable cause) {
        super(message, cause);
    }
}
