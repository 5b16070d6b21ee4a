package dev.gatehouse.secrets.generic;

import java.util.Arrays;

/// Some lists of words, looked for all at once and in either case: every two bytes tell at once which words may begin there. Immutable.
final class WordLists {
    private static final int CLASSES = 32;
    private static final String OTHERS = "_ (.";
    private static final byte[] CLASS_OF = classes();
    private static final int[] NONE = {};

    private final String[] words;
    /// For each word the list that it is of.
    private final int[] listOf;
    /// By two classes of bytes: the words that begin so.
    private final int[][] beginning = new int[CLASSES * CLASSES][];

    private WordLists(String[] words, int[] listOf) {
        this.words = words;
        this.listOf = listOf;
        Arrays.fill(beginning, NONE);
        for (int word = 0; word < words.length; word++) {
            int pair = pair(words[word].charAt(0), words[word].charAt(1));
            int[] longer = Arrays.copyOf(beginning[pair], beginning[pair].length + 1);
            longer[longer.length - 1] = word;
            beginning[pair] = longer;
        }
    }

    /// Words of two and more ASCII characters in lower case, which begin with letters, `_`, `(`, a point or a blank.
    static WordLists of(String[]... lists) {
        int count = Arrays.stream(lists).mapToInt(list -> list.length).sum();
        String[] words = new String[count];
        int[] listOf = new int[count];
        int at = 0;
        for (int list = 0; list < lists.length; list++) {
            for (String word : lists[list]) {
                words[at] = word;
                listOf[at++] = list;
            }
        }
        return new WordLists(words, listOf);
    }

    private static int pair(int first, int second) {
        return CLASS_OF[first & 0xff] * CLASSES + CLASS_OF[second & 0xff];
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 'a'; c <= 'z'; c++) {
            classes[c] = (byte) (c - 'a' + 1);
            classes[c - 32] = classes[c];
        }
        for (int i = 0; i < OTHERS.length(); i++) {
            classes[OTHERS.charAt(i)] = (byte) (CLASSES - 1 - i);
        }
        return classes;
    }

    /// The lists of which a word stands in a stretch: for each a bit.
    int in(byte[] text, int from, int to) {
        int found = 0;
        for (int at = from; at + 1 < to; at++) {
            for (int word : beginning[pair(text[at], text[at + 1])]) {
                if (Bytes.at(text, at, to, words[word])) {
                    found |= 1 << listOf[word];
                }
            }
        }
        return found;
    }

    /// The lists that have just this word: for each a bit.
    int whole(byte[] text, int from, int to) {
        int found = 0;
        if (to - from >= 2) {
            for (int word : beginning[pair(text[from], text[from + 1])]) {
                if (words[word].length() == to - from && Bytes.at(text, from, to, words[word])) {
                    found |= 1 << listOf[word];
                }
            }
        }
        return found;
    }

    /// For each list the length of the longest of its words that stand in a stretch.
    void longest(byte[] text, int from, int to, int[] lengths) {
        Arrays.fill(lengths, 0);
        for (int at = from; at + 1 < to; at++) {
            for (int word : beginning[pair(text[at], text[at + 1])]) {
                if (words[word].length() > lengths[listOf[word]] && Bytes.at(text, at, to, words[word])) {
                    lengths[listOf[word]] = words[word].length();
                }
            }
        }
    }
}
