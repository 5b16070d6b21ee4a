package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.GoBase64;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The first PEM block of a text (RFC 7468 and, for its headers, RFC 1421).
///
/// @param type what stands after `BEGIN`, such as `CERTIFICATE`
/// @param bytes the decoded content
/// @param rest what follows the block's last line
public record Pem(String type, byte[] bytes, byte[] rest) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "\n-----END ";
    private static final String DASHES = "-----";

    /// The first well-formed block, wherever it stands in the text; null if there is none.
    public static @Nullable Pem decode(byte[] source) {
        // One character for each byte, so that places in both are the same.
        String text = new String(source, StandardCharsets.ISO_8859_1);
        int from = 0;
        while (true) {
            int end = text.indexOf(END, from);
            if (end < 0) {
                return null;
            }
            int begin = text.lastIndexOf(BEGIN, end - BEGIN.length());
            if (begin >= from && (begin == from || text.charAt(begin - 1) == '\n')) {
                Pem block = block(text, begin, end);
                if (block != null) {
                    return block;
                }
            }
            from = end + END.length();
        }
    }

    private static @Nullable Pem block(String text, int begin, int end) {
        Line first = line(text, begin);
        String type = first.text().substring(BEGIN.length());
        if (!type.endsWith(DASHES)) {
            return null;
        }
        type = type.substring(0, type.length() - DASHES.length());
        int body = first.next();
        boolean headers = false;
        while (body < text.length()) {
            Line header = line(text, body);
            if (header.text().indexOf(':') < 0) {
                break;
            }
            headers = true;
            body = header.next();
        }
        // The line end before END may be the one that closes the first line: an empty block.
        if (body >= text.length() || (headers && end < body)) {
            return null;
        }
        Line last = line(text, end + 1);
        if (!last.text().equals((END + type + DASHES).substring(1))) {
            return null;
        }
        try {
            String content = end > body ? text.substring(body, end).replace(" ", "").replace("\t", "") : "";
            return new Pem(type, GoBase64.decode(content.getBytes(StandardCharsets.ISO_8859_1)),
                    text.substring(last.next()).getBytes(StandardCharsets.ISO_8859_1));
        } catch (GoBase64.Malformed e) {
            return null;
        }
    }

    private record Line(String text, int next) {}

    /// A line without its end and without white space before that.
    private static Line line(String text, int from) {
        int end = text.indexOf('\n', from);
        int stop = end < 0 ? text.length() : end;
        int trimmed = stop;
        while (trimmed > from && " \t\r\n".indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        return new Line(text.substring(from, trimmed), end < 0 ? stop : end + 1);
    }
}
