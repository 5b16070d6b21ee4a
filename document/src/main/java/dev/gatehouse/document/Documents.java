package dev.gatehouse.document;

import java.nio.charset.StandardCharsets;
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
    ///             if it is not well-formed, exceeds a limit, or is a YAML stream of several documents; an empty YAML stream
    ///             is null
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
            case YAML -> single(name, new YamlReader(SourceText.unicode(name, bytes, limits), limits, duplicates).read());
            case JSON, JSONC ->
                new JsonReader(SourceText.unicode(name, bytes, limits), limits, format == Format.JSONC, duplicates)
                        .read();
            case TOML -> new TomlReader(SourceText.utf8(name, bytes, limits), limits).read();
            case XML -> {
                XmlElement root = readXml(name, bytes, limits);
                yield new Mapping(root.range(), List.of(new Member(root.name().toString(), root.nameRange(), root.value())));
            }
            case PROPERTIES -> new PropertiesReader(properties(name, bytes, limits), limits, duplicates).read();
        };
    }

    /// Reads an XML document as elements, which keep what a tree of mappings loses: namespaces, order, mixed content.
    ///
    /// @throws DocumentException
    ///             as in [#read(Format, String, byte[], Limits)]
    public static XmlElement readXml(String name, byte[] bytes, Limits limits) throws DocumentException {
        return new XmlReader(XmlEncoding.decode(name, bytes, limits), limits).read();
    }

    /// Properties are in UTF-8 by today's custom and in ISO 8859-1 by the older one.
    private static SourceText properties(String name, byte[] bytes, Limits limits) throws DocumentException {
        SourceText.checkSize(name, bytes, limits);
        boolean utf16 = SourceText.hasMark(bytes, 0xff, 0xfe) || SourceText.hasMark(bytes, 0xfe, 0xff);
        return !utf16 && SourceText.firstMalformed(bytes) >= 0
                ? SourceText.transcribed(name, bytes, 0, 1, StandardCharsets.ISO_8859_1)
                : SourceText.unicode(name, bytes, limits);
    }

    private static Value single(String name, List<Value> documents) throws DocumentException {
        return switch (documents.size()) {
            case 0 -> new Scalar.Null(new Range(0, 0, 1, 1, 1, 1), "");
            case 1 -> documents.getFirst();
            default ->
                throw new DocumentException(name, documents.get(1).range(), "a second document begins here; expected only one");
        };
    }

    /// Reads all documents of a source: a YAML stream may hold none or several, everything else holds one.
    ///
    /// @throws DocumentException
    ///             if one of them is not well-formed or exceeds a limit; the limits hold for all together
    public static List<Value> readAll(Format format, String name, byte[] bytes, Limits limits) throws DocumentException {
        return format == Format.YAML
                ? new YamlReader(SourceText.unicode(name, bytes, limits), limits, format.duplicates()).read()
                : List.of(read(format, name, bytes, limits));
    }
}
