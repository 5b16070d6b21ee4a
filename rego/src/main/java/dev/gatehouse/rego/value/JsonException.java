package dev.gatehouse.rego.value;

/// A text that is no JSON, or is beyond a limit. The message says where and why.
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1;

    JsonException(String message) {
        super(message);
    }
}
