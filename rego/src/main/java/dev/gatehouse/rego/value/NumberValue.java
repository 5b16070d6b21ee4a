package dev.gatehouse.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A number of any size and precision.
///
/// As in OPA, a number is the text it was written as (`1.50` prints as `1.50`), compared by its exact numeric value. Integers of the
/// usual size are held as a `long`.
public abstract sealed class NumberValue extends Value permits LongNumber, TextNumber {
    /// The most characters that the text of a number may have.
    public static final int MAXIMUM_LENGTH = 20_000;

    NumberValue() {}

    /// The integer `value`.
    public static NumberValue of(long value) {
        return LongNumber.cached(value);
    }

    /// The integer `value`.
    public static NumberValue of(BigInteger value) {
        return value.bitLength() < 64 ? LongNumber.cached(value.longValue()) : new TextNumber(value.toString());
    }

    /// The number with the shortest decimal text that reads back as `value`, in the notation Go's `%g` gives it.
    ///
    /// @throws IllegalArgumentException if `value` is not finite
    public static NumberValue of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6 && !(value == 0 && 1 / value < 0)) {
            return LongNumber.cached((long) value);
        }
        return new TextNumber(Decimal.shortest(value).general(6, 'e'));
    }

    /// The number that a JSON number's text stands for.
    ///
    /// @throws NumberFormatException if the text is no JSON number, is longer than [#MAXIMUM_LENGTH] or has an exponent beyond 9 digits
    public static NumberValue parse(String text) {
        NumberValue small = LongNumber.parseCanonical(text);
        if (small != null) {
            return small;
        }
        if (!NumberSyntax.isJson(text)) {
            throw new NumberFormatException("not a JSON number: " + NumberSyntax.excerpt(text));
        }
        NumberSyntax.checkSize(text);
        return new TextNumber(text);
    }

    /// The number that Go's `strconv.ParseFloat` reads from a text, which it keeps: more texts than JSON's are numbers, such as `+1` or `.5`.
    ///
    /// @throws NumberFormatException if the text is no decimal number or too long, see [#parse(String)]
    public static NumberValue ofGo(String text) {
        NumberValue small = LongNumber.parseCanonical(text);
        if (small != null) {
            return small;
        }
        NumberSyntax.checkSize(text);
        var number = new TextNumber(text);
        number.decimalValue();
        return number;
    }

    /// Whether the number is written as an integer that fits a `long` (`1` is, `1.0` is not): such numbers index arrays.
    public abstract boolean isLong();

    /// The number as a `long`.
    ///
    /// @throws ArithmeticException if not [#isLong()]
    public abstract long longValue();

    /// Whether the numeric value is an integer (`1.0` is one).
    public abstract boolean isInteger();

    /// The nearest double; infinite when out of range.
    public abstract double doubleValue();

    /// The exact value.
    public abstract BigDecimal decimalValue();

    /// The value in OPA's arithmetic: 64 bits of mantissa.
    public abstract BigFloat floatValue();

    /// The number as it was written or computed.
    public abstract String text();

    @Override
    public final Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public final void appendTo(StringBuilder text) {
        text.append(text());
    }

    @Override
    public abstract boolean equals(@Nullable Object other);
}
