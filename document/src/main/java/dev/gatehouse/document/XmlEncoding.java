package dev.gatehouse.document;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The encoding of an XML document (XML 1.0, appendix F): byte-order mark, then the pattern of the first bytes, then
/// the declaration.
final class XmlEncoding {
    /// How far a declaration reaches at most.
    private static final int DECLARATION = 256;

    private XmlEncoding() {}

    /// The text of the document. UTF-8, UTF-16 and the single-byte encodings that extend ASCII are read.
    static SourceText decode(String name, byte[] source, Limits limits) throws DocumentException {
        SourceText.checkSize(name, source, limits);
        if (SourceText.hasMark(source, '<', 0, '?', 0)) {
            return SourceText.transcribed(name, source, 0, 2, StandardCharsets.UTF_16LE);
        }
        if (SourceText.hasMark(source, 0, '<', 0, '?')) {
            return SourceText.transcribed(name, source, 0, 2, StandardCharsets.UTF_16BE);
        }
        String declared = declared(source);
        // A declaration that could be read as ASCII cannot be right about UTF-16; many programs write it into UTF-8.
        if (declared == null || declared.equals("utf-8") || declared.startsWith("utf-16")) {
            return SourceText.unicode(name, source, limits);
        }
        boolean singleByte = declared.equals("us-ascii") || declared.equals("ascii") || declared.startsWith("iso-8859-")
                || declared.startsWith("windows-125") || declared.equals("latin1");
        if (!singleByte || !Charset.isSupported(declared)) {
            throw new DocumentException(name, 1, 1, "the encoding '" + Keys.shown(declared) + "' is not read");
        }
        return SourceText.transcribed(name, source, 0, 1, Charset.forName(declared));
    }

    private static @Nullable String declared(byte[] source) {
        String head = new String(source, 0, Math.min(source.length, DECLARATION), StandardCharsets.ISO_8859_1);
        int close = head.indexOf("?>");
        int encoding = head.indexOf("encoding");
        if (!head.startsWith("<?xml") || close < 0 || encoding < 0 || encoding > close) {
            return null;
        }
        int at = encoding + "encoding".length();
        while (at < close && (Character.isWhitespace(head.charAt(at)) || head.charAt(at) == '=')) {
            at++;
        }
        int end = at < close ? head.indexOf(head.charAt(at), at + 1) : -1;
        String label = end > at && end < close ? head.substring(at + 1, end).toLowerCase(Locale.ROOT) : "";
        return label.isEmpty() || !label.chars().allMatch(c -> c == '-' || c == '_' || c == '.' || Character.isLetterOrDigit(c))
                ? null
                : label;
    }
}
