package dev.gatehouse.cli;

/// The user's mistake: the message says what is wrong and what to do, in one line. Ends with exit code 2, without a stack trace.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message what is wrong and what to do
    public UsageException(String message) {
        super(message);
    }

    /// @param message what is wrong and what to do
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
