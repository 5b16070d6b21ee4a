package dev.gatehouse.secrets.generic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Looks for any of a fixed set of words, ASCII case ignored, in the way of Wu and Manber ("A fast algorithm for multi-pattern
/// searching", 1994): pairs of bytes that occur nowhere early in a word are jumped over. Immutable.
final class TriggerWords {
    /// Length of the shortest word.
    private static final int LEAST = 3;

    private final byte[][] words;
    /// By pair of bytes: how far to go on; 0 where the pair ends the first three bytes of a word.
    private final byte[] shift = new byte[1 << 16];
    /// By pair of bytes: words whose second and third byte it is.
    private final byte[][] ending = new byte[1 << 16][];

    TriggerWords(List<String> list) {
        words = new byte[list.size()][];
        Arrays.fill(shift, (byte) (LEAST - 1));
        Arrays.fill(ending, new byte[0]);
        for (int w = 0; w < words.length; w++) {
            words[w] = list.get(w).getBytes(StandardCharsets.US_ASCII);
            if (words[w].length < LEAST) {
                throw new IllegalArgumentException("too short: " + list.get(w));
            }
            for (int at = 0; at < LEAST - 1; at++) {
                for (int first : cases(words[w][at])) {
                    for (int second : cases(words[w][at + 1])) {
                        int pair = first << 8 | second;
                        shift[pair] = (byte) Math.min(shift[pair], LEAST - 2 - at);
                        if (at == LEAST - 2) {
                            byte[] longer = Arrays.copyOf(ending[pair], ending[pair].length + 1);
                            longer[longer.length - 1] = (byte) w;
                            ending[pair] = longer;
                        }
                    }
                }
            }
        }
    }

    private static int[] cases(byte b) {
        return b >= 'a' && b <= 'z' ? new int[]{b, b - 32} : new int[]{b};
    }

    /// The next word at or after an offset that ends before `end`.
    ///
    /// @return its offset times 256 plus its number; -1 if there is none
    long next(byte[] text, int from, int end) {
        int last = from + LEAST - 1;
        while (last < end) {
            int pair = (text[last - 1] & 0xff) << 8 | text[last] & 0xff;
            int step = shift[pair];
            if (step == 0) {
                int start = last - LEAST + 1;
                for (byte word : ending[pair]) {
                    if (matches(text, start, end, words[word])) {
                        return (long) start << 8 | word;
                    }
                }
                step = 1;
            }
            last += step;
        }
        return -1;
    }

    private static boolean matches(byte[] text, int start, int end, byte[] word) {
        if (end - start < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            int c = text[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i]) {
                return false;
            }
        }
        return true;
    }

    int length(int word) {
        return words[word].length;
    }
}
