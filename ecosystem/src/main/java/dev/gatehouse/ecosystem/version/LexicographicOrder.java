package dev.gatehouse.ecosystem.version;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts by their bytes in UTF-8.
record LexicographicOrder(String text) implements Comparable<LexicographicOrder> {
    static LexicographicOrder parse(String text) {
        return new LexicographicOrder(text);
    }

    @Override
    public int compareTo(LexicographicOrder other) {
        return Arrays.compareUnsigned(text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
    }
}
