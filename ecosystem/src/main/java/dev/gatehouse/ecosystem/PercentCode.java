package dev.gatehouse.ecosystem;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding as package URLs use it: of UTF-8, everything but letters, digits and `.-_~:`.
final class PercentCode {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCode() {}

    static void encode(String text, StringBuilder to) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                to.append((char) b);
            } else {
                to.append('%').append(HEX.toHexDigits(b));
            }
        }
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '.' || b == '-' || b == '_'
                || b == '~' || b == ':';
    }

    static String decode(String text) throws PackageUrlException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.write(encoded[i]);
                continue;
            }
            if (i + 2 >= encoded.length || !HexFormat.isHexDigit(encoded[i + 1]) || !HexFormat.isHexDigit(encoded[i + 2])) {
                throw new PackageUrlException("'%' is not followed by two hexadecimal digits");
            }
            decoded.write(HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
        } catch (CharacterCodingException _) {
            throw new PackageUrlException("the percent-encoded bytes are not UTF-8");
        }
    }
}
