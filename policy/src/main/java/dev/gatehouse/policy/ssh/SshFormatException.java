package dev.gatehouse.policy.ssh;

/// A key or signature has a form that cannot be read; the message is a clause for people.
public final class SshFormatException extends Exception {
    private static final long serialVersionUID = 1;

    SshFormatException(String message) {
        super(message);
    }

    SshFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
