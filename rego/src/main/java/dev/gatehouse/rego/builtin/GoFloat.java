package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/// Floating-point numbers as Go's `strconv.FormatFloat` writes them.
final class GoFloat {
    private static final int MANTISSA_BITS = 52;
    private static final int BIAS = 1023;

    private GoFloat() {}

    /// The text of a finite number.
    ///
    /// @param letter one of `b e E f g G x X`
    /// @param precision -1 for as many digits as are needed to tell the number from others
    static String format(double number, int letter, int precision) {
        char mark = letter == 'E' || letter == 'G' ? 'E' : 'e';
        if (letter == 'b') {
            return binary(number);
        }
        if (letter == 'x' || letter == 'X') {
            String text = hexadecimal(number, precision);
            return letter == 'X' ? text.toUpperCase(Locale.ROOT) : text;
        }
        if (precision < 0) {
            Decimal shortest = Decimal.shortest(number);
            return switch (letter) {
                case 'f' -> shortest.fixed();
                case 'e', 'E' -> shortest.exponent(mark);
                default -> shortest.general(6, mark);
            };
        }
        Decimal exact = Decimal.of(new BigDecimal(Math.abs(number)), Double.doubleToRawLongBits(number) < 0);
        return switch (letter) {
            case 'f' -> exact.fixed(precision);
            case 'e', 'E' -> exact.exponent(precision, mark);
            default -> exact.generalPrecision(precision, mark);
        };
    }

    private static String binary(double number) {
        long bits = Double.doubleToRawLongBits(number);
        long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
        int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7ff;
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        int power = exponent - BIAS - MANTISSA_BITS;
        return (bits < 0 ? "-" : "") + mantissa + "p" + (power >= 0 ? "+" : "") + power;
    }

    private static String hexadecimal(double number, int precision) {
        String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
        if (number == 0) {
            return sign + "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        int exponent = Math.max(Math.getExponent(number), Double.MIN_EXPONENT);
        BigInteger mantissa = BigInteger.valueOf(Double.doubleToRawLongBits(number) & ((1L << MANTISSA_BITS) - 1));
        if (Math.getExponent(number) >= Double.MIN_EXPONENT) {
            mantissa = mantissa.setBit(MANTISSA_BITS);
        }
        // One bit before the point, 60 behind it.
        int shift = 61 - mantissa.bitLength();
        exponent -= mantissa.bitLength() - 1 - MANTISSA_BITS < 0 ? MANTISSA_BITS + 1 - mantissa.bitLength() : 0;
        mantissa = mantissa.shiftLeft(shift);
        if (precision >= 0 && precision < 15) {
            int dropped = 60 - 4 * precision;
            BigInteger kept = mantissa.shiftRight(dropped);
            boolean half = mantissa.testBit(dropped - 1);
            boolean more = mantissa.getLowestSetBit() < dropped - 1;
            if (half && (more || kept.testBit(0))) {
                kept = kept.add(BigInteger.ONE);
            }
            mantissa = kept.shiftLeft(dropped);
            if (mantissa.testBit(61)) {
                mantissa = mantissa.shiftRight(1);
                exponent++;
            }
        }
        String digits = String.format(Locale.ROOT, "%015x", mantissa.clearBit(60));
        int shown = precision < 0 ? digits.replaceFirst("0+$", "").length() : precision;
        String fraction = shown == 0 ? "" : "." + (shown <= 15 ? digits.substring(0, shown) : digits + "0".repeat(shown - 15));
        return sign + "0x1" + fraction + "p" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /// The text with a decimal point in any case, and for `g` with its trailing zeros: what the flag `#` asks for.
    static String withPoint(String magnitude, int letter, int precision) {
        int missing = letter == 'g' || letter == 'G' || letter == 'x' ? (precision < 0 ? 6 : precision) : 0;
        boolean hexadecimal = letter == 'x' || letter == 'X';
        boolean hasPoint = false;
        boolean sawNonZero = false;
        int end = magnitude.length();
        for (int index = 0; index < magnitude.length() && index < end; index++) {
            char character = magnitude.charAt(index);
            if (character == '.') {
                hasPoint = true;
            } else if (character == 'p' || character == 'P' || (!hexadecimal && (character == 'e' || character == 'E'))) {
                end = index;
            } else {
                sawNonZero |= character != '0';
                missing -= sawNonZero ? 1 : 0;
            }
        }
        String number = magnitude.substring(0, end);
        if (!hasPoint) {
            missing -= number.equals("0") ? 1 : 0;
            number += ".";
        }
        return number + "0".repeat(Math.max(0, missing)) + magnitude.substring(end);
    }
}
