package dev.gatehouse.sca.remedy;

/// A change that cannot be: the message says in one line what stands against it.
public final class UnresolvableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnresolvableException(String message) {
        super(message);
    }

    public UnresolvableException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What stands against it.
    public String what() {
        return String.valueOf(getMessage());
    }
}
