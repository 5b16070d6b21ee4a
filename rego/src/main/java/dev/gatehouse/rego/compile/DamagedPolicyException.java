package dev.gatehouse.rego.compile;

/// A saved policy whose rules make no sense although its checksum is right: nothing that [Compilation#save] wrote.
public final class DamagedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedPolicyException(String message) {
        super(message);
    }
}
