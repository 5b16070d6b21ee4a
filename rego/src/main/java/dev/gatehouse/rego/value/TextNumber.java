package dev.gatehouse.rego.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A number that is no `long` in its usual notation: a fraction, a big integer, or an integer written as `1.0`, `1e3` or `-0`.
final class TextNumber extends NumberValue {
    private static final BigDecimal LONG_MINIMUM = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAXIMUM = BigDecimal.valueOf(Long.MAX_VALUE);

    private final String text;
    // Immutable objects, computed when first needed; a race computes them twice.
    private @Nullable BigDecimal decimal;
    private int hash;

    /// @param text a valid number; may hold what Go reads as an integer beyond JSON, such as `007`
    TextNumber(String text) {
        this.text = text;
    }

    @Override
    public boolean isLong() {
        return NumberSyntax.isPlainInteger(text) && isInLongRange(decimalValue());
    }

    private static boolean isInLongRange(BigDecimal value) {
        return value.compareTo(LONG_MINIMUM) >= 0 && value.compareTo(LONG_MAXIMUM) <= 0;
    }

    @Override
    public long longValue() {
        if (!isLong()) {
            throw new ArithmeticException("not a 64-bit integer: " + NumberSyntax.excerpt(text));
        }
        return decimalValue().longValueExact();
    }

    @Override
    public boolean isInteger() {
        BigDecimal value = decimalValue();
        return value.scale() <= 0 || value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public BigDecimal decimalValue() {
        BigDecimal value = decimal;
        if (value == null) {
            value = new BigDecimal(text);
            decimal = value;
        }
        return value;
    }

    @Override
    public BigFloat floatValue() {
        return BigFloat.parse(text);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    int compareSameKind(Value other) {
        return decimalValue().compareTo(((NumberValue) other).decimalValue());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof NumberValue number
                && (number instanceof TextNumber same && same.text.equals(text)
                        || hashCode() == number.hashCode() && compareSameKind(number) == 0));
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            BigDecimal value = decimalValue();
            // Integers must agree with LongNumber; the rest only with itself.
            result = isInLongRange(value) && isInteger()
                    ? Hashing.of(value.longValueExact())
                    : ofDigits(value.stripTrailingZeros());
            hash = result;
        }
        return result;
    }

    private static int ofDigits(BigDecimal value) {
        int result = value.scale();
        for (byte each : value.unscaledValue().toByteArray()) {
            result = Hashing.combine(result, each);
        }
        return result;
    }
}
