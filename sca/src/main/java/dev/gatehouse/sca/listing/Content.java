package dev.gatehouse.sca.listing;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import dev.gatehouse.document.XmlElement;
import java.util.Arrays;

/// A content to be read for packages.
///
/// @param path
///            some path at which it lies
/// @param bytes
///            all of them, a private copy
/// @param form
///            how bytes are to be read
public record Content(SourcePath path, byte[] bytes, Blob.Form form) {
    /// Lock files of the largest monorepos have some 50 MB and two million values.
    private static final Limits LIMITS = new Limits(128 << 20, 128, 8_000_000);

    /// A copy of what the blob holds.
    public static Content of(Blob blob) {
        return new Content(blob.hint(), Arrays.copyOfRange(blob.array(), blob.offset(), blob.offset() + blob.length()),
                blob.form());
    }

    /// The name for messages.
    public String name() {
        return path.toString();
    }

    /// The content as a document whose root is a mapping. Of keys that stand twice the last one counts.
    ///
    /// @throws DocumentException
    ///             if it is not well-formed, too large, or something else than a mapping
    public Mapping mapping(Format format) throws DocumentException {
        Value value = value(format);
        if (value instanceof Mapping mapping) {
            return mapping;
        }
        throw new DocumentException(name(), value.range(), "expected a mapping, found " + value.kind());
    }

    /// The content as a document.
    ///
    /// @throws DocumentException
    ///             if it is not well-formed or too large
    public Value value(Format format) throws DocumentException {
        return Documents.read(format, name(), bytes, LIMITS, Duplicates.KEEP);
    }

    /// The content as an XML document.
    ///
    /// @throws DocumentException
    ///             if it is not well-formed or too large
    public XmlElement xml() throws DocumentException {
        return Documents.readXml(name(), bytes, LIMITS);
    }

    /// The content line by line.
    public Lines lines() {
        return new Lines(this);
    }
}
