package dev.gatehouse.rego.compile;

/// A saved policy whose rules make no sense although its checksum is right, so that the compiler cannot have made them. Thrown when they are read, or
/// when a query first needs them.
public final class DamagedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedPolicyException(String message) {
        super(message);
    }
}
