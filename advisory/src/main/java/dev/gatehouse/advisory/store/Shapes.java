package dev.gatehouse.advisory.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes short texts as their shape and the numbers in it: `CVE-2026-1234` is `CVE-#-#`, 2026, 1234. Shapes are kept once, so that
/// ids, versions and lists of both take a few bytes each. [TextReader] reads them.
///
/// A text is the number of its shape, then its numbers. [#LITERAL] stands before a text that has no shape yet, [#GITHUB] before one of
/// GitHub's ids as a number to the base of 20. In a shape, [#NUMBER] stands for a number without leading zeros, [#PADDED] for the width
/// and the value of one that has some.
final class Shapes {
    static final int LITERAL = 0;
    static final int GITHUB = 1;
    /// The first number of a shape.
    static final int FIRST = 2;
    static final char NUMBER = 0;
    static final char PADDED = 1;
    /// The letters of GitHub's ids, three groups of four after `GHSA`.
    static final String GITHUB_LETTERS = "23456789cfghjmpqrvwx";
    static final int GITHUB_LENGTH = 19;
    static final int MOST_DIGITS = 18;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Output offsets = new Output(1 << 10);
    private final Output texts = new Output(1 << 12);
    private int count;

    void put(String text, Output output) {
        long github = github(text);
        if (github >= 0) {
            output.number(GITHUB);
            output.number(github);
            return;
        }
        Output values = new Output(16);
        String shape = shape(text, values);
        int number = shape == null || values.size() == 0 ? LITERAL : number(shape);
        output.number(number);
        if (number == LITERAL) {
            output.text(text);
        } else {
            output.writeBytes(values.toByteArray());
        }
    }

    /// A shape is worth its place from the second text on that has it.
    private int number(String shape) {
        Integer number = numbers.get(shape);
        int next = number == null ? LITERAL : number == LITERAL ? add(shape) : number;
        numbers.put(shape, next);
        return next;
    }

    private int add(String shape) {
        int at = texts.size();
        offsets.write(at);
        offsets.write(at >>> 8);
        offsets.write(at >>> 16);
        offsets.write(at >>> 24);
        texts.text(shape);
        return FIRST + count++;
    }

    /// The shapes: how many, where each begins behind that table, and they themselves.
    Output output() {
        Output all = new Output(offsets.size() + texts.size() + Long.BYTES);
        all.number(count);
        all.writeBytes(offsets.toByteArray());
        all.writeBytes(texts.toByteArray());
        return all;
    }

    private static @Nullable String shape(String text, Output values) {
        if (text.indexOf(NUMBER) >= 0 || text.indexOf(PADDED) >= 0) {
            return null;
        }
        StringBuilder shape = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end == at) {
                shape.append(text.charAt(at++));
            } else if (end - at > MOST_DIGITS) {
                shape.append(text, at, end);
                at = end;
            } else {
                boolean padded = text.charAt(at) == '0' && end > at + 1;
                shape.append(padded ? PADDED : NUMBER);
                if (padded) {
                    values.number(end - at);
                }
                values.number(Long.parseLong(text, at, end, 10));
                at = end;
            }
        }
        return shape.toString();
    }

    private static long github(String text) {
        if (text.length() != GITHUB_LENGTH || !text.startsWith("GHSA-")) {
            return -1;
        }
        long value = 0;
        for (int i = 5; i < GITHUB_LENGTH; i++) {
            char letter = text.charAt(i);
            if (i == 9 || i == 14) {
                if (letter != '-') {
                    return -1;
                }
            } else {
                int digit = GITHUB_LETTERS.indexOf(letter);
                if (digit < 0) {
                    return -1;
                }
                value = value * GITHUB_LETTERS.length() + digit;
            }
        }
        return value;
    }
}
