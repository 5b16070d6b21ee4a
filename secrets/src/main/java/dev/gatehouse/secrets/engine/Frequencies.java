package dev.gatehouse.secrets.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How rare a string is in source code, letters in either case taken as one: from how often each three characters follow each other
/// there, and from a list of words that are more frequent than their letters, such as `secret`. Counted by `src/tools/CountStrings.java`
/// over the sources of thirteen projects in ten languages.
final class Frequencies {
    private static final String SYMBOLS = "_ \n\t-.,:;()[]{}<>=\"'/\\*+&|!?#$%@^~`";
    private static final int DIGIT = 26;
    private static final int OTHER = 63;
    private static final int COUNT = 64;
    /// One digit is a tenth of all.
    private static final double DIGIT_BITS = Math.log(10) / Math.log(2);
    /// However sure it is what comes next, every character makes a string a little rarer.
    private static final double LEAST = 0.1;
    private static final int LEAST_WORD = 3;
    /// By how much a capital makes it rarer, and another one behind it.
    private static final double CAPITAL = 2.5;
    private static final double SECOND_CAPITAL = 1;
    private static final double ONLY_MARKS = 2;

    private final double[] one = new double[COUNT];
    private final double[] two = new double[COUNT * COUNT];
    private final double[] three = new double[COUNT * COUNT * COUNT];
    private final Map<String, Double> words = new HashMap<>();
    private int longest;

    private Frequencies(byte[] eighths, List<String> lines) {
        for (int i = 0; i < three.length; i++) {
            three[i] = (eighths[i] & 0xFF) / 8.0;
            double frequency = Math.pow(2, -three[i]);
            two[i / COUNT] += frequency;
            one[i / COUNT / COUNT] += frequency;
        }
        toBits(two);
        toBits(one);
        for (String line : lines) {
            int space = line.indexOf(' ');
            double bits = Double.parseDouble(line.substring(space + 1));
            // Parts of a word are at least as frequent.
            for (int from = 0; from < space; from++) {
                for (int to = from + LEAST_WORD; to <= space; to++) {
                    words.merge(line.substring(from, to), bits, Math::min);
                }
            }
            longest = Math.max(longest, space);
        }
    }

    private static void toBits(double[] frequencies) {
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = -Math.log(frequencies[i]) / Math.log(2);
        }
    }

    private static final class Counted {
        static final Frequencies ALL = read();

        private static Frequencies read() {
            byte[] eighths = read("trigrams.bin");
            if (eighths.length != COUNT * COUNT * COUNT) {
                throw new IllegalStateException("trigrams.bin is not whole");
            }
            return new Frequencies(eighths, new String(read("frequent.txt"), StandardCharsets.US_ASCII).lines().toList());
        }

        private static byte[] read(String resource) {
            try (InputStream in = Frequencies.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException(resource + " is missing");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// About the negative binary logarithm of how often the literal stands at a place.
    static double bits(Literal literal) {
        double bits = Counted.ALL.rarity(literal.text().toLowerCase(Locale.ROOT));
        boolean before = false;
        for (int i = 0; i < literal.text().length() && !literal.anyCase(); i++) {
            boolean capital = Character.isUpperCase(literal.text().charAt(i));
            bits += capital ? before ? SECOND_CAPITAL : CAPITAL : 0;
            before = capital;
        }
        // What is no part of a word stands in many places where much of a pattern fits.
        return literal.text().chars().anyMatch(Character::isLetterOrDigit) ? bits : bits - ONLY_MARKS;
    }

    private double rarity(String string) {
        double[] upTo = upTo(string);
        double all = upTo[string.length()];
        double least = all;
        for (int from = 0; from < string.length(); from++) {
            for (int to = from + LEAST_WORD; to <= Math.min(string.length(), from + longest); to++) {
                Double bits = words.get(string.substring(from, to));
                if (bits != null) {
                    least = Math.min(least, bits + all - (upTo[to] - upTo[from]));
                }
            }
        }
        return least;
    }

    /// Bits of the beginnings of a string, from what follows what.
    private double[] upTo(String string) {
        double[] upTo = new double[string.length() + 1];
        int last = 0;
        for (int i = 0; i < string.length(); i++) {
            int symbol = symbol(string.charAt(i));
            last = (last << 6 | symbol) & COUNT * COUNT * COUNT - 1;
            double bits = switch (i) {
                case 0 -> one[last];
                case 1 -> two[last] - one[last / COUNT];
                default -> three[last] - two[last / COUNT];
            };
            upTo[i + 1] = upTo[i] + Math.max(LEAST, bits) + (symbol == DIGIT ? DIGIT_BITS : 0);
        }
        return upTo;
    }

    private static int symbol(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        int known = SYMBOLS.indexOf(c);
        return known < 0 ? OTHER : DIGIT + 1 + known;
    }
}
