package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Base64 and hexadecimal text for bytes.
final class Encodings {
    private Encodings() {}

    static void register(Builtins.Table table) {
        table.add("base64.encode", (context, arguments) -> encode(context, Operands.string(arguments, 0), Base64.getEncoder()));
        table.add("base64.decode", (context, arguments) -> decode(context, Operands.string(arguments, 0)));
        table.add("base64.is_valid", (context, arguments) -> BooleanValue
                .of(arguments[0] instanceof StringValue string && isBase64(context, string.text())));
        table.add("base64url.encode",
                (context, arguments) -> encode(context, Operands.string(arguments, 0), Base64.getUrlEncoder()));
        table.add("base64url.encode_no_pad",
                (context, arguments) -> encode(context, Operands.string(arguments, 0), Base64.getUrlEncoder().withoutPadding()));
        table.add("base64url.decode",
                (context, arguments) -> StringValue.of(Utf8.decode(decodeUrl(context, Operands.string(arguments, 0)))));
        table.add("hex.encode", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            context.checkCharacters(2L * text.length());
            return StringValue.of(HexFormat.of().formatHex(Utf8.encode(text)));
        });
        table.add("hex.decode", (context, arguments) -> decodeHex(context, Operands.string(arguments, 0)));
    }

    private static Value encode(BuiltinContext context, String text, Base64.Encoder encoder) {
        context.checkCharacters(4L * text.length() / 3 + 4);
        return StringValue.of(encoder.encodeToString(Utf8.encode(text)));
    }

    private static Value decode(BuiltinContext context, String text) {
        return StringValue.of(Utf8.decode(decodePadded(context, text, Base64.getDecoder())));
    }

    private static boolean isBase64(BuiltinContext context, String text) {
        try {
            decodePadded(context, text, Base64.getDecoder());
            return true;
        } catch (BuiltinError e) {
            if (e.kind() == BuiltinError.Kind.HALT) {
                throw e;
            }
            return false;
        }
    }

    /// Decodes Base64 for URLs, whether it has padding or not.
    static byte[] decodeUrl(BuiltinContext context, String text) {
        String padded = text;
        if (!text.endsWith("=")) {
            padded += switch (Utf8.encode(text).length % 4) {
                case 0 -> "";
                case 2 -> "==";
                case 3 -> "=";
                default -> throw BuiltinError.failure("illegal base64url string: " + text);
            };
        }
        return decodePadded(context, padded, Base64.getUrlDecoder());
    }

    /// Decodes Base64 that must have its padding; line ends do not count.
    private static byte[] decodePadded(BuiltinContext context, String text, Base64.Decoder decoder) {
        context.checkCharacters(text.length());
        String joined = text.replace("\r", "").replace("\n", "");
        if (joined.length() % 4 != 0) {
            throw BuiltinError.failure("illegal base64 data at input byte " + text.length());
        }
        for (int index = 0; index < joined.length(); index++) {
            if (joined.charAt(index) > 0x7f) {
                throw BuiltinError.failure("illegal base64 data at input byte " + index);
            }
        }
        try {
            return decoder.decode(joined.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw BuiltinError.failure("illegal base64 data: " + e.getMessage());
        }
    }

    private static Value decodeHex(BuiltinContext context, String text) {
        context.checkCharacters(text.length() / 2);
        for (int index = 0; index < text.length(); index++) {
            if (!HexFormat.isHexDigit(text.charAt(index))) {
                throw BuiltinError.failure("encoding/hex: invalid byte: "
                        + "U+%04X %s".formatted((int) text.charAt(index), quoted(text.charAt(index))));
            }
        }
        if (text.length() % 2 != 0) {
            throw BuiltinError.failure("encoding/hex: odd length hex string");
        }
        return StringValue.of(Utf8.decode(HexFormat.of().parseHex(text)));
    }

    private static String quoted(char character) {
        return "'" + character + "'";
    }
}
