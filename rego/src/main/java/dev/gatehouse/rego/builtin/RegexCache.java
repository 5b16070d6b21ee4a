package dev.gatehouse.rego.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.concurrent.ConcurrentHashMap;

/// Compiled regular expressions, shared by evaluations.
final class RegexCache {
    private static final int MAXIMUM_ENTRIES = 1_000;
    private static final int MAXIMUM_LENGTH = 20_000;
    private static final long MAXIMUM_SIZE = 1_000_000;
    // As in Go, repetitions of repetitions included.
    private static final long MAXIMUM_REPETITION = 1_000;

    private final ConcurrentHashMap<String, Pattern> patterns = new ConcurrentHashMap<>();

    /// The expression; refuses what is no RE2 syntax, or would be too large.
    Pattern compile(String expression) {
        Pattern known = patterns.get(expression);
        if (known != null) {
            return known;
        }
        if (expression.length() > MAXIMUM_LENGTH || size(expression) > MAXIMUM_SIZE) {
            throw BuiltinError.failure("error parsing regexp: expression too large");
        }
        try {
            Pattern pattern = Pattern.compile(expression);
            if (patterns.size() >= MAXIMUM_ENTRIES) {
                patterns.clear();
            }
            patterns.put(expression, pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    /// About how many instructions an expression has once its repetitions are written out; beyond the limit if repetitions of
    /// repetitions multiply to more than Go allows.
    private static long size(String expression) {
        long[] open = new long[expression.length() + 1];
        long[] inner = new long[expression.length() + 1];
        inner[0] = 1;
        int depth = 0;
        long last = 0;
        long lastCount = 1;
        for (int index = 0; index < expression.length(); index++) {
            char character = expression.charAt(index);
            if (character == '(') {
                open[++depth] = 0;
                inner[depth] = 1;
            } else if (character == ')' && depth > 0) {
                lastCount = inner[depth];
                last = open[depth--] + 2;
                open[depth] += last;
                inner[depth] = Math.max(inner[depth], lastCount);
            } else if (character == '{') {
                long count = Math.max(1, largestCount(expression, index));
                open[depth] += last * (count - 1);
                last *= count;
                lastCount *= count;
                inner[depth] = Math.max(inner[depth], lastCount);
            } else {
                index += character == '\\' ? 1 : 0;
                last = 1;
                lastCount = 1;
                open[depth]++;
            }
            if (open[depth] > MAXIMUM_SIZE || lastCount > MAXIMUM_REPETITION) {
                return Long.MAX_VALUE;
            }
        }
        return open[0];
    }

    private static long largestCount(String expression, int brace) {
        long largest = 0;
        long number = 0;
        for (int index = brace + 1; index < expression.length() && index < brace + 12; index++) {
            char character = expression.charAt(index);
            if (character >= '0' && character <= '9') {
                number = number * 10 + character - '0';
                largest = Math.max(largest, number);
            } else if (character == ',') {
                number = 0;
            } else {
                break;
            }
        }
        return largest;
    }
}
