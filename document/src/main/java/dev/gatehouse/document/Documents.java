package dev.gatehouse.document;

import java.util.List;

/// Reads documents. Whatever the bytes are, the only exception is [DocumentException]; memory and time are bounded by the limits.
/// Thread-safe.
public final class Documents {
    private Documents() {}

    /// Reads one document.
    ///
    /// @param name
    ///            the document as people know it, for messages
    /// @param bytes
    ///            the whole source; not kept, not changed
    /// @throws DocumentException
    ///             if it is not well-formed, exceeds a limit, or is a YAML stream of several documents
    public static Value read(Format format, String name, byte[] bytes, Limits limits) throws DocumentException {
        return read(format, name, bytes, limits, format.duplicates());
    }

    /// Reads one document, repeated keys as told. TOML and XML have none, whatever is asked for.
    ///
    /// @throws DocumentException
    ///             as in [#read(Format, String, byte[], Limits)]
    public static Value read(Format format, String name, byte[] bytes, Limits limits, Duplicates duplicates)
            throws DocumentException {
        return switch (format) {
            case TOML -> new TomlReader(SourceText.utf8(name, bytes, limits), limits).read();
            default -> throw new DocumentException(name, 1, 1, format + " cannot be read yet");
        };
    }

    /// Reads all documents of a source: a YAML stream may hold none or several, everything else holds one.
    ///
    /// @throws DocumentException
    ///             if one of them is not well-formed or exceeds a limit; the limits hold for all together
    public static List<Value> readAll(Format format, String name, byte[] bytes, Limits limits) throws DocumentException {
        return List.of(read(format, name, bytes, limits));
    }
}
