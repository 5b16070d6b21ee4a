package dev.gatehouse.oci;

import java.io.IOException;
import java.io.Serial;

/// An image, or a part of it, cannot be read. The message is one line for people and names what it is about; it never holds a credential.
public final class OciException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /// What kind of trouble it is.
    public enum Kind {
        /// There is no such image, blob, tag or platform.
        NOT_FOUND,
        /// The registry wants other credentials, or none that were given suffice.
        UNAUTHORIZED,
        /// The bytes are not what the format asks for.
        MALFORMED,
        /// The bytes are not those that their digest or size names.
        MISMATCH,
        /// A limit on size, number, depth or time.
        LIMIT,
        /// A form that is recognised and not read: schema 1, encrypted layers.
        UNSUPPORTED,
        /// The registry did not answer, or not as one.
        UNREACHABLE
    }

    private final Kind kind;

    /// @param message
    ///            one sentence without a full stop
    public OciException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /// @param message
    ///            one sentence without a full stop
    public OciException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// What kind of trouble it is.
    public Kind kind() {
        return kind;
    }
}
