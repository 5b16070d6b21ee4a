package dev.gatehouse.config;

/// The configuration is wrong; the message names file, line and remedy.
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one sentence for people
    public ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
