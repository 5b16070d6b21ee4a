package dev.gatehouse.secrets.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// How well a text is made of the common parts of words of code and English, as a byte-pair encoding would cut it: names and
/// sentences need one token for four or five characters, random strings one for less than two.
///
/// The parts were learned from the JDK's own source by `src/tools/TrainSubwords.java`. Immutable, thread-safe.
public final class Subwords {
    private static final int LETTERS = 26;
    private static final int NONE = -1;

    /// A trie: for each node 26 successors; and whether a part ends there.
    private final int[] next;
    private final boolean[] ends;

    private Subwords(int[] next, boolean[] ends) {
        this.next = next;
        this.ends = ends;
    }

    /// The table that comes with Gatehouse, loaded when first asked for.
    public static Subwords builtIn() {
        return Holder.TABLE;
    }

    private static final class Holder {
        static final Subwords TABLE = load();
    }

    private static Subwords load() {
        int[] next = new int[LETTERS * 16384];
        boolean[] ends = new boolean[16384];
        Arrays.fill(next, NONE);
        int nodes = 1;
        try (InputStream in = Objects.requireNonNull(Subwords.class.getResourceAsStream("subwords.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String part = reader.readLine(); part != null; part = reader.readLine()) {
                int node = 0;
                for (int i = 0; i < part.length(); i++) {
                    int edge = node * LETTERS + part.charAt(i) - 'a';
                    if (next[edge] == NONE) {
                        next[edge] = nodes++;
                    }
                    node = next[edge];
                }
                ends[node] = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Subwords(Arrays.copyOf(next, nodes * LETTERS), Arrays.copyOf(ends, nodes));
    }

    /// How many tokens a text needs when cut greedily into the longest known parts. A part is all lower case, all upper case, or
    /// capitalised; what is no letter is a token of its own.
    public int tokens(String text) {
        int tokens = 0;
        for (int at = 0; at < text.length();) {
            tokens++;
            at += longest(text, at);
        }
        return tokens;
    }

    /// Characters a token; 0 for an empty text.
    public double efficiency(String text) {
        return text.isEmpty() ? 0 : (double) text.length() / tokens(text);
    }

    private int longest(String text, int at) {
        int node = 0;
        int longest = 1;
        boolean upper = false;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            if (!isUpper && !(c >= 'a' && c <= 'z')) {
                break;
            }
            if (i == at + 1) {
                boolean first = text.charAt(at) <= 'Z';
                if (!first && isUpper) {
                    break;
                }
                upper = isUpper;
            } else if (i > at + 1 && isUpper != upper) {
                break;
            }
            node = next[node * LETTERS + (c | 0x20) - 'a'];
            if (node == NONE) {
                break;
            }
            if (ends[node]) {
                longest = i - at + 1;
            }
        }
        return longest;
    }
}
