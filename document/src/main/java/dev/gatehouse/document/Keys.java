package dev.gatehouse.document;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Keys in messages.
final class Keys {
    private static final int LONGEST = 60;

    private Keys() {}

    /// The key on one line and not too long.
    static String shown(String key) {
        String cut = key.length() <= LONGEST ? key : key.substring(0, LONGEST) + "…";
        return line(cut);
    }

    /// The text without what would break a line or the terminal.
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return line.toString();
    }

    /// The known key that the given one was probably meant to be: fewest edits, at most one in three characters; null if none
    /// is near.
    static @Nullable String nearest(String key, Collection<String> known) {
        if (key.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(plain(key), plain(candidate));
            if (distance < least && distance <= Math.max(1, Math.max(key.length(), candidate.length()) / 3)) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest;
    }

    /// Case, hyphens and underscores are the commonest confusions and count nothing.
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /// Levenshtein's distance, a swap of neighbours counting one.
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[b.length()];
    }
}
