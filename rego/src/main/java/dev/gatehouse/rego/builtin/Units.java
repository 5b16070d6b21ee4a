package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BigFloat;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers with units, such as `10Mi`.
final class Units {
    private static final int LENGTH_OF_SMALL = 9;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?");
    private static final Map<String, Integer> POWERS = Map.of("k", 1, "m", 2, "g", 3, "t", 4, "p", 5, "e", 6);

    /// Thousandths are the nearest double, as OPA has them. Not before they are needed: big decimals take long to start.
    private static final class Milli {
        private static final BigDecimal EXACT = new BigDecimal(0.001);
    }

    private record Amount(String number, String unit) {}

    private Units() {}

    static void register(Builtins.Table table) {
        table.add("units.parse", (context, arguments) -> parse(Operands.string(arguments, 0)));
        table.add("units.parse_bytes", (context, arguments) -> parseBytes(Operands.string(arguments, 0)));
    }

    private static Value parse(String text) {
        Amount amount = amount(text.replace("\"", ""), "units.parse: ", "amount");
        String unit = amount.unit.length() > 1
                ? amount.unit.charAt(0) + amount.unit.substring(1).toLowerCase(Locale.ROOT)
                : amount.unit;
        BigDecimal factor = factor(unit);
        if (factor == null) {
            throw BuiltinError.failure("units.parse: unit " + unit + " not recognized");
        }
        BigDecimal value = number(amount.number, "units.parse: could not parse amount to a number").multiply(factor);
        boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        return NumberValue
                .parse(whole ? value.toBigInteger().toString() : value.setScale(10, RoundingMode.HALF_UP).toPlainString());
    }

    private static @Nullable BigDecimal factor(String unit) {
        if (unit.isEmpty() || unit.equals("m")) {
            return unit.isEmpty() ? BigDecimal.ONE : Milli.EXACT;
        }
        boolean binary = unit.length() == 2 && unit.charAt(1) == 'i';
        Integer power = unit.length() == 1 || binary ? POWERS.get(unit.substring(0, 1).toLowerCase(Locale.ROOT)) : null;
        return power == null ? null : new BigDecimal(power(power, binary));
    }

    private static BigInteger power(int power, boolean binary) {
        return BigInteger.valueOf(binary ? 1024 : 1000).pow(power);
    }

    private static Value parseBytes(String text) {
        Amount amount = amount(text.toLowerCase(Locale.ROOT).replace("\"", ""), "units.parse_bytes: ", "byte amount");
        String unit = amount.unit.endsWith("b") && amount.unit.length() > 1
                ? amount.unit.substring(0, amount.unit.length() - 1)
                : amount.unit;
        boolean binary = unit.length() == 2 && unit.charAt(1) == 'i';
        Integer power = unit.length() == 1 || binary ? POWERS.get(unit.substring(0, 1)) : null;
        if (power == null && !amount.unit.isEmpty()) {
            throw BuiltinError.failure("units.parse_bytes: byte unit " + amount.unit + " not recognized");
        }
        if (amount.number.length() <= LENGTH_OF_SMALL && amount.number.chars().allMatch(c -> isDigit((char) c))) {
            BigInteger small = BigInteger.valueOf(Long.parseLong(amount.number));
            return NumberValue.of(power == null ? small : small.multiply(power(power, binary)));
        }
        number(amount.number, "units.parse_bytes: could not parse byte amount to a number");
        BigFloat factor = BigFloat.of(power == null ? BigInteger.ONE : power(power, binary));
        return Arithmetic.guarded(() -> NumberValue.of(BigFloat.parse(amount.number).multiply(factor).truncate()));
    }

    private static BigDecimal number(String text, String problem) {
        if (text.length() > 1000 || !NUMBER.matcher(text).matches()) {
            throw BuiltinError.failure(problem);
        }
        return new BigDecimal(text);
    }

    private static Amount amount(String text, String prefix, String what) {
        if (text.contains(" ")) {
            throw BuiltinError.failure(prefix + "spaces not allowed in resource strings");
        }
        int end = numberEnd(text);
        if (end == 0) {
            throw BuiltinError.failure(prefix + "no " + what + " provided");
        }
        return new Amount(text.substring(0, end), text.substring(end));
    }

    /// Where the unit begins: at the first character that belongs to no number; `e` does only before a digit or a sign.
    private static int numberEnd(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean exponent = character == 'e' || character == 'E';
            if (!isDigit(character) && character != '.' && !exponent && character != '+' && character != '-') {
                return index;
            }
            if (exponent) {
                char next = index + 1 < text.length() ? text.charAt(index + 1) : ' ';
                if (!isDigit(next) && next != '+' && next != '-') {
                    return index;
                }
                index += isDigit(next) ? 0 : 1;
            }
        }
        return text.length();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
