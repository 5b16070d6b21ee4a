package dev.gatehouse.secrets.generic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// The words of identifiers and texts, and how their letters follow each other: tells words from random letters. Immutable.
final class Vocabulary {
    private static final String RESOURCE = "vocabulary.txt";
    private static final int LONGEST = 14;
    /// Letters and the edge of a word.
    private static final int SYMBOLS = 27;
    private static final int EDGE = 26;
    /// Added to each count: what was not seen may yet be.
    private static final double SMOOTHING = 0.3;

    /// Open hash table of the words' hashes; 0 is free.
    private final long[] table = new long[1 << 15];
    /// By three symbols: natural logarithm of the probability of the third after the first two.
    private final float[] follows = new float[SYMBOLS * SYMBOLS * SYMBOLS];

    private Vocabulary(byte[] list) {
        int[] counts = new int[SYMBOLS * SYMBOLS * SYMBOLS];
        int rank = 0;
        int at = 0;
        while (at < list.length) {
            int to = at;
            while (to < list.length && list[to] != '\n') {
                to++;
            }
            insert(hash(list, at, to));
            // Frequent words weigh more, but only by the logarithm of their rank: what counts is the variety of words.
            int weight = rank < 500 ? 4 : rank < 3000 ? 2 : 1;
            int first = EDGE;
            int second = EDGE;
            for (int i = at; i <= to; i++) {
                int third = i == to ? EDGE : Bytes.lower(list[i]) - 'a';
                counts[(first * SYMBOLS + second) * SYMBOLS + third] += weight;
                first = second;
                second = third;
            }
            rank++;
            at = to + 1;
        }
        // Most counts are small: their logarithms are taken once.
        double[] logarithms = new double[256];
        for (int count = 0; count < logarithms.length; count++) {
            logarithms[count] = StrictMath.log(count + SMOOTHING);
        }
        for (int pair = 0; pair < SYMBOLS * SYMBOLS; pair++) {
            int sum = 0;
            for (int third = 0; third < SYMBOLS; third++) {
                sum += counts[pair * SYMBOLS + third];
            }
            double all = StrictMath.log(sum + SMOOTHING * SYMBOLS);
            for (int third = 0; third < SYMBOLS; third++) {
                int count = counts[pair * SYMBOLS + third];
                follows[pair * SYMBOLS
                        + third] = (float) ((count < logarithms.length ? logarithms[count] : StrictMath.log(count + SMOOTHING))
                                - all);
            }
        }
    }

    static Vocabulary load() {
        try (InputStream in = Vocabulary.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return new Vocabulary(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void insert(long hash) {
        int slot = (int) (hash ^ hash >>> 32) & table.length - 1;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = hash;
    }

    private boolean contains(long hash) {
        int slot = (int) (hash ^ hash >>> 32) & table.length - 1;
        while (table[slot] != 0) {
            if (table[slot] == hash) {
                return true;
            }
            slot = slot + 1 & table.length - 1;
        }
        return false;
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ Bytes.lower(text[i])) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    /// How the letters of a run follow each other: the mean logarithm of their probabilities, about -2 for words and -4 for random
    /// letters.
    float follows(byte[] text, int from, int to) {
        int first = EDGE;
        int second = EDGE;
        float sum = 0;
        for (int i = from; i < to; i++) {
            int third = Bytes.lower(text[i]) - 'a';
            sum += follows[(first * SYMBOLS + second) * SYMBOLS + third];
            first = second;
            second = third;
        }
        return sum / (to - from);
    }

    /// How many letters of a run are covered by words of the list when it is cut up in the best way.
    ///
    /// @param best
    ///            scratch memory, longer than the run
    int covered(byte[] text, int from, int to, int[] best) {
        int length = Math.min(to - from, best.length - 1);
        Arrays.fill(best, 0, length + 1, 0);
        for (int i = 0; i < length; i++) {
            best[i + 1] = Math.max(best[i + 1], best[i]);
            long hash = 0xcbf29ce484222325L;
            int limit = Math.min(length, i + LONGEST);
            for (int j = i; j < limit; j++) {
                hash = (hash ^ Bytes.lower(text[from + j])) * 0x100000001b3L;
                int size = j + 1 - i;
                // A word of three letters inside a run is as often chance.
                if (size >= 3 && (size > 3 || size == length) && contains(hash == 0 ? 1 : hash)) {
                    best[j + 1] = Math.max(best[j + 1], best[i] + size);
                }
            }
        }
        return best[length];
    }
}
