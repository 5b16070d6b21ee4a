package dev.gatehouse.secrets.match;

import java.util.HashMap;
import java.util.Map;

/// How evenly the characters of a text are spread.
public final class Entropy {
    private Entropy() {}

    /// Shannon entropy in bits a character (code point); 0 for an empty text.
    public static double shannon(String text) {
        int[] counts = new int[128];
        Map<Integer, Integer> others = Map.of();
        int length = 0;
        for (int i = 0; i < text.length();) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            length++;
            if (point < counts.length) {
                counts[point]++;
            } else {
                if (others.isEmpty()) {
                    others = new HashMap<>();
                }
                others.merge(point, 1, Integer::sum);
            }
        }
        double sum = 0;
        for (int count : counts) {
            sum += term(count, length);
        }
        for (int count : others.values()) {
            sum += term(count, length);
        }
        return sum;
    }

    private static double term(int count, int length) {
        if (count == 0) {
            return 0;
        }
        double share = (double) count / length;
        return -share * Math.log(share) / Math.log(2);
    }

    /// How many different characters there are.
    static int distinct(String text) {
        return (int) text.chars().distinct().count();
    }
}
