package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.Utf8;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Constants as Go writes them: numbers with prefixes and underscores, strings with escapes.
final class GoConstant {
    private GoConstant() {}

    /// Null if the text is no number.
    static @Nullable Datum number(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        boolean prefixed = digits.matches("0[xXbBoO].*");
        String plain = digits.replaceAll("(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])", prefixed || digits.startsWith("0") ? "" : "_");
        try {
            if (plain.matches("0[xX]_?[0-9a-fA-F]+")) {
                return whole(new BigInteger(plain.replace("_", "").substring(2), 16), negative);
            }
            if (plain.matches("0[bB]_?[01]+")) {
                return whole(new BigInteger(plain.replace("_", "").substring(2), 2), negative);
            }
            if (plain.matches("0[oO]?_?[0-7]+")) {
                return whole(new BigInteger(plain.replace("_", "").replaceFirst("0[oO]?", ""), 8), negative);
            }
            if (digits.matches("[0-9]+(_[0-9]+)*")) {
                return digits.length() > 1 && digits.startsWith("0") ? null : whole(new BigInteger(digits.replace("_", "")), negative);
            }
            if (digits.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
                double value = Double.parseDouble(digits);
                return Double.isInfinite(value) ? null : new Datum.Floating(negative ? -value : value);
            }
            return null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Datum whole(BigInteger value, boolean negative) {
        BigInteger signed = negative ? value.negate() : value;
        return signed.bitLength() < 64 ? new Datum.Whole(signed.longValue()) : null;
    }

    /// Null if the text is no string or character.
    static @Nullable String unquoted(String text) {
        String inside = text.substring(1, text.length() - 1);
        if (text.startsWith("`")) {
            return inside.replace("\r", "");
        }
        var octets = new ByteArrayOutputStream();
        for (int at = 0; at < inside.length();) {
            int character = inside.codePointAt(at);
            at += Character.charCount(character);
            if (character != '\\') {
                octets.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (at >= inside.length()) {
                return null;
            }
            char escape = inside.charAt(at++);
            int simple = "abfnrtv\\'\"".indexOf(escape);
            if (simple >= 0) {
                octets.write("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
                continue;
            }
            int length = switch (escape) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> escape >= '0' && escape <= '7' ? 3 : 0;
            };
            int from = length == 3 ? at - 1 : at;
            if (length == 0 || from + length > inside.length()
                    || !inside.substring(from, from + length).matches(length == 3 ? "[0-3][0-7]+" : "[0-9a-fA-F]+")) {
                return null;
            }
            long value = Long.parseLong(inside.substring(from, from + length), length == 3 ? 8 : 16);
            at = from + length;
            if (length < 4) {
                octets.write((int) value);
            } else if (value > Character.MAX_CODE_POINT || (value >= 0xd800 && value < 0xe000)) {
                return null;
            } else {
                octets.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Utf8.decode(octets.toByteArray());
    }
}
