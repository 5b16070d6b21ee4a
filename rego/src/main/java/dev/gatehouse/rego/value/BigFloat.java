package dev.gatehouse.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// A binary floating-point number of chosen precision: the arithmetic of OPA, whose results are those of Go's `math/big.Float` with its
/// default of 64 bits, rounded to nearest even.
///
/// The value is `mantissa × 2^exponent`; zero has a sign.
public final class BigFloat implements Comparable<BigFloat> {
    /// The precision of numbers that are read from text, in bits.
    public static final int PRECISION = 64;
    private static final BigFloat ZERO = new BigFloat(false, BigInteger.ZERO, 0, PRECISION);
    private static final BigFloat HALF = new BigFloat(false, BigInteger.ONE, -1, 53);
    private static final BigFloat ONE = new BigFloat(false, BigInteger.ONE, 0, 53);
    private static final BigInteger FIVE = BigInteger.valueOf(5);
    // The largest power of five that fits 64 bits.
    private static final int EXACT_POWER = 27;
    private static final long EXPONENT_LIMIT = Integer.MAX_VALUE;
    // What can be printed: beyond, digits would be counted in tens of thousands.
    private static final long PRINTABLE_BITS = 64L * 1024;

    private final boolean negative;
    private final BigInteger mantissa;
    private final long exponent;
    private final int precision;

    private BigFloat(boolean negative, BigInteger mantissa, long exponent, int precision) {
        this.negative = negative;
        this.mantissa = mantissa;
        this.exponent = exponent;
        this.precision = precision;
    }

    /// The integer `value`, exact.
    public static BigFloat of(long value) {
        return value == 0 ? ZERO : new BigFloat(value < 0, BigInteger.valueOf(value).abs(), 0, PRECISION);
    }

    /// The integer `value`, exact, with at least the usual precision.
    public static BigFloat of(BigInteger value) {
        return new BigFloat(value.signum() < 0, value.abs(), 0, Math.max(value.bitLength(), PRECISION));
    }

    /// Reads a decimal number as Go does: the decimal mantissa exactly, the power of ten to 64 bits more than the result has.
    ///
    /// @throws ArithmeticException if the number is out of range
    public static BigFloat parse(String text) {
        boolean negative = text.startsWith("-");
        var digits = new StringBuilder(text.length());
        long power = 0;
        boolean fraction = false;
        for (int index = negative || text.startsWith("+") ? 1 : 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '.') {
                fraction = true;
            } else if (character == 'e' || character == 'E') {
                power += Long.parseLong(text, index + 1, text.length(), 10);
                break;
            } else {
                digits.append(character);
                power -= fraction ? 1 : 0;
            }
        }
        var mantissa = new BigInteger(digits.toString());
        if (mantissa.signum() == 0 || power == 0) {
            return rounded(negative, mantissa, 0, false, PRECISION);
        }
        BigFloat scale = powerOfFive(Math.abs(power), PRECISION + 64);
        // The mantissa enters with all its digits; only the result is rounded.
        var exact = new BigFloat(negative, mantissa, power, PRECISION);
        return power < 0 ? exact.divide(scale, PRECISION) : exact.multiply(scale, PRECISION);
    }

    private static BigFloat powerOfFive(long power, int precision) {
        if (power <= EXACT_POWER) {
            return new BigFloat(false, FIVE.pow((int) power), 0, precision);
        }
        var result = new BigFloat(false, FIVE.pow(EXACT_POWER), 0, precision);
        var square = new BigFloat(false, FIVE, 0, precision + 64);
        for (long rest = power - EXACT_POWER; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result = result.multiply(square, precision);
            }
            square = square.multiply(square, precision + 64);
        }
        return result;
    }

    /// Rounds to nearest even.
    ///
    /// @param sticky whether the exact value is a little larger than the mantissa says
    private static BigFloat rounded(boolean negative, BigInteger mantissa, long exponent, boolean sticky, int precision) {
        if (mantissa.signum() == 0) {
            return new BigFloat(negative, BigInteger.ZERO, 0, precision);
        }
        int excess = mantissa.bitLength() - precision;
        if (excess <= 0) {
            return new BigFloat(negative, mantissa, exponent, precision);
        }
        BigInteger kept = mantissa.shiftRight(excess);
        if (mantissa.testBit(excess - 1) && (sticky || mantissa.getLowestSetBit() < excess - 1 || kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        return new BigFloat(negative, kept, exponent + excess, precision);
    }

    /// The sum.
    public BigFloat add(BigFloat other) {
        int result = Math.max(precision, other.precision);
        if (isZero()) {
            return other.isZero()
                    ? new BigFloat(negative && other.negative, BigInteger.ZERO, 0, result)
                    : rounded(other.negative, other.mantissa, other.exponent, false, result);
        }
        if (other.isZero()) {
            return rounded(negative, mantissa, exponent, false, result);
        }
        long distance = top() - other.top();
        if (Math.abs(distance) > 4L * result + mantissa.bitLength() + other.mantissa.bitLength()) {
            // The smaller number only decides ties, which the larger, already of this precision, does not have.
            BigFloat larger = distance > 0 ? this : other;
            return rounded(larger.negative, larger.mantissa, larger.exponent, false, result);
        }
        long low = Math.min(exponent, other.exponent);
        BigInteger mine = signedMantissa().shiftLeft((int) (exponent - low));
        BigInteger sum = mine.add(other.signedMantissa().shiftLeft((int) (other.exponent - low)));
        return rounded(sum.signum() < 0, sum.abs(), low, false, result);
    }

    /// The difference.
    public BigFloat subtract(BigFloat other) {
        return add(other.negate());
    }

    /// The product.
    public BigFloat multiply(BigFloat other) {
        return multiply(other, Math.max(precision, other.precision));
    }

    private BigFloat multiply(BigFloat other, int result) {
        return rounded(negative != other.negative, mantissa.multiply(other.mantissa), exponent + other.exponent, false, result);
    }

    /// The quotient.
    ///
    /// @throws ArithmeticException if `other` is zero
    public BigFloat divide(BigFloat other) {
        return divide(other, Math.max(precision, other.precision));
    }

    private BigFloat divide(BigFloat other, int result) {
        // Two bits more than wanted, and whether anything is left.
        int shift = Math.max(0, result + 2 + other.mantissa.bitLength() - mantissa.bitLength());
        BigInteger[] parts = mantissa.shiftLeft(shift).divideAndRemainder(other.mantissa);
        return rounded(negative != other.negative, parts[0], exponent - shift - other.exponent, parts[1].signum() != 0, result);
    }

    /// The number without its sign.
    public BigFloat abs() {
        return new BigFloat(false, mantissa, exponent, precision);
    }

    private BigFloat negate() {
        return new BigFloat(!negative, mantissa, exponent, precision);
    }

    /// The nearest integer; halves go away from zero.
    public BigFloat round() {
        return of((negative ? subtract(HALF) : add(HALF)).truncate());
    }

    /// The least integer that is not less.
    public BigFloat ceil() {
        BigFloat whole = of(truncate());
        return whole.negative || compareTo(whole) == 0 || (negative && whole.isZero()) ? whole : whole.add(ONE);
    }

    /// The greatest integer that is not greater.
    public BigFloat floor() {
        BigFloat whole = of(truncate());
        return !(negative && compareTo(whole) != 0) ? whole : whole.subtract(ONE);
    }

    /// Whether the number is zero, of either sign.
    public boolean isZero() {
        return mantissa.signum() == 0;
    }

    /// Whether the number is an integer.
    public boolean isInteger() {
        return isZero() || exponent >= 0 || mantissa.getLowestSetBit() >= -exponent;
    }

    /// The integer part.
    ///
    /// @throws ArithmeticException if that has too many digits
    public BigInteger truncate() {
        checkPrintable();
        BigInteger magnitude = exponent >= 0
                ? mantissa.shiftLeft((int) exponent)
                : mantissa.shiftRight((int) Math.min(-exponent, Integer.MAX_VALUE));
        return negative ? magnitude.negate() : magnitude;
    }

    /// The number if it is an integer; null otherwise.
    ///
    /// @throws ArithmeticException if it has too many digits
    public @Nullable BigInteger exactInteger() {
        return isInteger() ? truncate() : null;
    }

    @Override
    public int compareTo(BigFloat other) {
        if (signum() != other.signum()) {
            return signum() - other.signum();
        }
        if (isZero()) {
            return 0;
        }
        int order = Long.compare(top(), other.top());
        if (order == 0) {
            long low = Math.min(exponent, other.exponent);
            order = mantissa.shiftLeft((int) (exponent - low)).compareTo(other.mantissa.shiftLeft((int) (other.exponent - low)));
        }
        return negative ? -order : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BigFloat number && compareTo(number) == 0;
    }

    @Override
    public int hashCode() {
        return isZero() ? 0 : mantissa.shiftRight(mantissa.getLowestSetBit()).hashCode();
    }

    private int signum() {
        return isZero() ? 0 : negative ? -1 : 1;
    }

    private BigInteger signedMantissa() {
        return negative ? mantissa.negate() : mantissa;
    }

    /// The power of two above the highest bit.
    private long top() {
        return exponent + mantissa.bitLength();
    }

    private void checkPrintable() {
        long highest = top();
        if (!isZero() && (highest > EXPONENT_LIMIT || highest > PRINTABLE_BITS || exponent < -PRINTABLE_BITS)) {
            throw new ArithmeticException("number out of range");
        }
    }

    /// The number as a value: integers in full, others with the fewest digits that tell them apart at their precision.
    ///
    /// @throws ArithmeticException if it has too many digits
    public NumberValue toNumber() {
        if (isZero()) {
            return negative ? new TextNumber("-0") : NumberValue.of(0);
        }
        checkPrintable();
        boolean integer = isInteger();
        if (integer && top() < 64) {
            return NumberValue.of(truncate().longValueExact());
        }
        Decimal shortest = shortest();
        return NumberValue.parse(integer ? shortest.fixed() : shortest.general(6, 'e'));
    }

    /// The value as a decimal, exactly.
    public BigDecimal toBigDecimal() {
        checkPrintable();
        var magnitude = new BigDecimal(mantissa);
        BigDecimal value = exponent >= 0
                ? magnitude.multiply(new BigDecimal(BigInteger.TWO.pow((int) exponent)))
                : magnitude.multiply(new BigDecimal(FIVE.pow((int) -exponent), (int) -exponent));
        return negative ? value.negate() : value;
    }

    /// The shortest decimal between the two halves of a unit in the last place, found digit by digit as Go does it.
    private Decimal shortest() {
        // The lowest bit of `scaled` stands for half a unit in the last place.
        int shift = precision + 1 - mantissa.bitLength();
        BigInteger scaled = mantissa.shiftLeft(shift);
        long power = exponent - shift;
        Decimal value = decimal(scaled, power);
        String lower = decimal(scaled.subtract(BigInteger.ONE), power).digits();
        String upper = decimal(scaled.add(BigInteger.ONE), power).digits();
        boolean inclusive = !scaled.testBit(1);
        String digits = value.digits();
        for (int index = 0; index < digits.length(); index++) {
            char middle = digits.charAt(index);
            char low = index < lower.length() ? lower.charAt(index) : '0';
            char high = index < upper.length() ? upper.charAt(index) : '0';
            boolean mayRoundDown = low != middle || (inclusive && index + 1 == lower.length());
            boolean mayRoundUp = middle != high && (inclusive || middle + 1 < high || index + 1 < upper.length());
            if (mayRoundDown && mayRoundUp) {
                return value.rounded(index + 1, RoundingMode.HALF_EVEN);
            }
            if (mayRoundDown) {
                return value.rounded(index + 1, RoundingMode.DOWN);
            }
            if (mayRoundUp) {
                return value.rounded(index + 1, RoundingMode.UP);
            }
        }
        return value;
    }

    private Decimal decimal(BigInteger magnitude, long power) {
        return Decimal.of(new BigFloat(false, magnitude, power, precision).toBigDecimal(), negative);
    }

    @Override
    public String toString() {
        return toNumber().text();
    }
}
