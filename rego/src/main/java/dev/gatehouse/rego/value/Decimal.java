package dev.gatehouse.rego.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A decimal number ready to be written the way Go's `strconv` writes floating-point numbers: the value is `0.DIGITS × 10^point`.
///
/// @param digits without leading or trailing zeros; empty for zero
public record Decimal(boolean negative, String digits, int point) {
    /// The shortest decimal that reads back as `value`.
    public static Decimal shortest(double value) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        Decimal exact = of(new BigDecimal(Double.toString(Math.abs(value))), negative);
        if (exact.digits.length() == 2) {
            // Java writes at least two digits, which matters for the smallest subnormal numbers.
            for (RoundingMode mode : new RoundingMode[]{RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
                Decimal shorter = exact.rounded(1, mode);
                if (shorter.magnitude().doubleValue() == Math.abs(value)) {
                    return shorter;
                }
            }
        }
        return exact;
    }

    /// The decimal of a number that is not negative, with a sign.
    public static Decimal of(BigDecimal magnitude, boolean negative) {
        if (magnitude.signum() == 0) {
            return new Decimal(negative, "", 0);
        }
        String text = magnitude.unscaledValue().toString();
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return new Decimal(negative, text.substring(0, end), text.length() - magnitude.scale());
    }

    private BigDecimal magnitude() {
        return digits.isEmpty() ? BigDecimal.ZERO : new BigDecimal(digits).scaleByPowerOfTen(point - digits.length());
    }

    /// Rounded to a number of digits.
    Decimal rounded(int count, RoundingMode mode) {
        if (digits.length() <= count || count < 0) {
            return count < 0 ? new Decimal(negative, "", 0) : this;
        }
        if (count == 0) {
            // The only digit left is the one that rounding up would make.
            boolean up = mode != RoundingMode.DOWN
                    && (digits.charAt(0) > '5' || (digits.charAt(0) == '5' && digits.length() > 1));
            return up ? new Decimal(negative, "1", point + 1) : new Decimal(negative, "", 0);
        }
        return of(magnitude().round(new MathContext(count, mode)), negative);
    }

    /// Go's `%f` with a number of digits behind the point.
    public String fixed(int precision) {
        Decimal rounded = rounded(point + precision, RoundingMode.HALF_EVEN);
        return rounded.fixedDigits(precision);
    }

    /// Go's `%f` with as many digits as there are.
    public String fixed() {
        return fixedDigits(Math.max(digits.length() - point, 0));
    }

    private String fixedDigits(int precision) {
        var text = new StringBuilder(negative ? "-" : "");
        if (point > 0) {
            text.append(digits, 0, Math.min(digits.length(), point)).repeat('0', point - Math.min(digits.length(), point));
        } else {
            text.append('0');
        }
        if (precision > 0) {
            text.append('.');
            for (int index = point; index < point + precision; index++) {
                text.append(index >= 0 && index < digits.length() ? digits.charAt(index) : '0');
            }
        }
        return text.toString();
    }

    /// Go's `%e` (or `%E`) with a number of digits behind the point.
    public String exponent(int precision, char mark) {
        return rounded(precision + 1, RoundingMode.HALF_EVEN).exponentDigits(precision, mark);
    }

    /// Go's `%e` (or `%E`) with as many digits as there are.
    public String exponent(char mark) {
        return exponentDigits(Math.max(digits.length() - 1, 0), mark);
    }

    private String exponentDigits(int precision, char mark) {
        var text = new StringBuilder(negative ? "-" : "");
        text.append(digits.isEmpty() ? '0' : digits.charAt(0));
        if (precision > 0) {
            int shown = Math.min(Math.max(digits.length() - 1, 0), precision);
            text.append('.').append(digits, Math.min(1, digits.length()), Math.min(1, digits.length()) + shown).repeat('0',
                    precision - shown);
        }
        int exponent = digits.isEmpty() ? 0 : point - 1;
        text.append(mark).append(exponent < 0 ? '-' : '+');
        exponent = Math.abs(exponent);
        if (exponent < 10) {
            text.append('0');
        }
        return text.append(exponent).toString();
    }

    /// Go's `%g` (or `%G`) with the digits there are; with exponents from `threshold` on (Go: 6 in `strconv`, 21 in `fmt`).
    public String general(int threshold, char mark) {
        int exponent = digits.isEmpty() ? 0 : point - 1;
        return exponent < -4 || exponent >= threshold ? exponent(mark) : fixed();
    }

    /// Go's `%g` (or `%G`) with a number of significant digits.
    public String generalPrecision(int precision, char mark) {
        int significant = precision == 0 ? 1 : precision;
        Decimal rounded = rounded(significant, RoundingMode.HALF_EVEN);
        int threshold = significant;
        if (threshold > rounded.digits.length() && rounded.digits.length() >= rounded.point) {
            threshold = rounded.digits.length();
        }
        return rounded.general(threshold, mark);
    }
}
