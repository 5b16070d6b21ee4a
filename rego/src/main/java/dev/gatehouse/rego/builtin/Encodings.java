package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.GoBase64;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
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
        return StringValue.of(Utf8.decode(decodeStandard(context, text)));
    }

    private static boolean isBase64(BuiltinContext context, String text) {
        try {
            decodeStandard(context, text);
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
        context.checkCharacters(padded.length());
        try {
            return GoBase64.decodeUrl(Utf8.encode(padded));
        } catch (GoBase64.Malformed e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    /// Decodes Base64 that must have its padding.
    static byte[] decodeStandard(BuiltinContext context, String text) {
        context.checkCharacters(text.length());
        try {
            return GoBase64.decode(Utf8.encode(text));
        } catch (GoBase64.Malformed e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
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
