package dev.gatehouse.rego.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An integer of 64 bits in its usual notation.
final class LongNumber extends NumberValue {
    private static final int CACHE_LOW = -128;
    private static final int CACHE_HIGH = 1024;
    private static final LongNumber[] CACHE = new LongNumber[CACHE_HIGH - CACHE_LOW + 1];

    static {
        for (int index = 0; index < CACHE.length; index++) {
            CACHE[index] = new LongNumber(index + CACHE_LOW);
        }
    }

    private final long value;

    private LongNumber(long value) {
        this.value = value;
    }

    static LongNumber cached(long value) {
        return value >= CACHE_LOW && value <= CACHE_HIGH ? CACHE[(int) value - CACHE_LOW] : new LongNumber(value);
    }

    /// The number if `text` is the canonical text of a `long`; null otherwise.
    static @Nullable LongNumber parseCanonical(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        // Up to 18 digits need no overflow check; 19 digits are rare enough for the long way.
        if (length == start || length - start > 19 || (text.charAt(start) == '0' && length > 1)) {
            return null;
        }
        long value = 0;
        for (int index = start; index < length; index++) {
            int digit = text.charAt(index) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        if (value < 0) {
            return text.equals("-9223372036854775808") ? cached(Long.MIN_VALUE) : null;
        }
        return cached(start == 1 ? -value : value);
    }

    @Override
    public boolean isLong() {
        return true;
    }

    @Override
    public long longValue() {
        return value;
    }

    @Override
    public boolean isInteger() {
        return true;
    }

    @Override
    public double doubleValue() {
        return value;
    }

    @Override
    public BigDecimal decimalValue() {
        return BigDecimal.valueOf(value);
    }

    @Override
    public BigFloat floatValue() {
        return BigFloat.of(value);
    }

    @Override
    public String text() {
        return Long.toString(value);
    }

    @Override
    int compareSameKind(Value other) {
        return other instanceof LongNumber number ? Long.compare(value, number.value) : -other.compareSameKind(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof LongNumber number
                ? number.value == value
                : other instanceof TextNumber text && text.equals(this));
    }

    @Override
    public int hashCode() {
        return Hashing.of(value);
    }
}
