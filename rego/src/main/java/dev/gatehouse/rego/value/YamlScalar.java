package dev.gatehouse.rego.value;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a plain scalar of YAML stands for, by the rules of go-yaml 2, which OPA reads YAML with: YAML 1.1 with its many booleans.
final class YamlScalar {
    private static final Set<String> TRUE = Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern TIMESTAMP = Pattern
            .compile(
                    "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private YamlScalar() {}

    /// The value; null if the text is a number that JSON cannot say.
    static @Nullable Value resolve(String text) {
        if (NULL.contains(text)) {
            return NullValue.NULL;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return BooleanValue.of(TRUE.contains(text));
        }
        if (NOT_FINITE.matcher(text).matches()) {
            return null;
        }
        char first = text.charAt(0);
        if (!(first >= '0' && first <= '9') && first != '+' && first != '-' && first != '.') {
            return StringValue.of(text);
        }
        if (text.length() > 400 || TIMESTAMP.matcher(text).matches()) {
            return StringValue.of(text);
        }
        String plain = first == '.' ? text : text.replace("_", "");
        BigInteger integer = first == '.' ? null : integer(plain);
        if (integer != null && integer.bitLength() <= (integer.signum() < 0 ? 63 : 64)) {
            return NumberValue.of(integer);
        }
        if (!FLOAT.matcher(plain).matches()) {
            return StringValue.of(text);
        }
        double number = Double.parseDouble(plain);
        return Double.isInfinite(number) ? StringValue.of(text) : NumberValue.parse(floatText(number));
    }

    /// A float as Go's JSON encoder writes it.
    static String floatText(double number) {
        Decimal decimal = Decimal.shortest(number);
        double magnitude = Math.abs(number);
        if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
            return decimal.exponent('e').replace("e-0", "e-");
        }
        return decimal.fixed();
    }

    private static @Nullable BigInteger integer(String text) {
        int sign = text.startsWith("-") ? -1 : 1;
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        int radix = 10;
        if (digits.length() > 2 && digits.charAt(0) == '0' && "xXbBoO".indexOf(digits.charAt(1)) >= 0) {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = 8;
        }
        if (digits.isEmpty()) {
            return null;
        }
        for (int index = 0; index < digits.length(); index++) {
            if (digits.charAt(index) > 'f' || Character.digit(digits.charAt(index), radix) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(digits, radix);
        return sign < 0 ? value.negate() : value;
    }
}
