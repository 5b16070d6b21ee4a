package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.StringValue;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them, such as `1h30m` or `1.5s`.
final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]*)(\\.[0-9]*)?([^0-9.]*)");
    private static final Map<String, Long> UNITS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "μs", 1_000L, "ms", 1_000_000L,
            "s", 1_000_000_000L, "m", 60_000_000_000L, "h",
            3_600_000_000_000L);

    private GoDuration() {}

    /// Nanoseconds.
    static long parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        BigInteger sum = BigInteger.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            part.region(at, rest.length());
            if (!part.lookingAt() || part.end() == at) {
                throw invalid(text);
            }
            at = part.end();
            sum = sum.add(nanoseconds(text, part));
        }
        BigInteger result = negative ? sum.negate() : sum;
        if (result.bitLength() > 63) {
            throw invalid(text);
        }
        return result.longValue();
    }

    private static BigInteger nanoseconds(String text, Matcher part) {
        String whole = part.group(1);
        String fraction = part.group(2) == null ? "" : part.group(2).substring(1);
        if ((whole.isEmpty() && fraction.isEmpty()) || whole.length() > 19) {
            throw invalid(text);
        }
        if (part.group(3).isEmpty()) {
            throw BuiltinError.failure("time: missing unit in duration " + StringValue.of(text));
        }
        Long unit = UNITS.get(part.group(3));
        if (unit == null) {
            throw BuiltinError
                    .failure("time: unknown unit " + StringValue.of(part.group(3)) + " in duration " + StringValue.of(text));
        }
        BigInteger value = (whole.isEmpty() ? BigInteger.ZERO : new BigInteger(whole)).multiply(BigInteger.valueOf(unit));
        if (!fraction.isEmpty()) {
            // Computed in doubles, as Go does.
            int count = Math.min(fraction.length(), 19);
            BigInteger digits = new BigInteger(fraction.substring(0, count));
            if (digits.bitLength() > 63) {
                count--;
                digits = new BigInteger(fraction.substring(0, count));
            }
            value = value.add(BigInteger.valueOf((long) (digits.doubleValue() * (unit / Math.pow(10, count)))));
        }
        return value;
    }

    private static BuiltinError invalid(String text) {
        return BuiltinError.failure("time: invalid duration " + StringValue.of(text));
    }
}
