package dev.gatehouse.sca.registry;

import java.io.IOException;

/// A registry did not answer, or not with what was asked for. Its message is one line that names the address without credentials.
public final class RegistryException extends IOException {
    private static final long serialVersionUID = 1;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
