package dev.gatehouse.rego.jsonschema;

/// Why a document is no schema, or a document cannot be held against one.
public final class SchemaException extends Exception {
    private static final long serialVersionUID = 1;

    SchemaException(String message) {
        // A value that nobody looks at while built-in errors are undefined: no stack trace.
        super(message, null, false, false);
    }
}
