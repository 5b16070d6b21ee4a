package dev.gatehouse.cli;

/// The user's mistake: the message says what is wrong and what to do, in one line. Ends with exit code 2, without a stack trace.
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
