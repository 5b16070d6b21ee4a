package dev.gatehouse.secrets.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Random expressions over RE2's grammar, and texts in which they nearly or really match.
final class RandomPatterns {
    /// An expression and a string that it matches more often than not.
    record Piece(String regex, String sample) {}

    private static final String[] WORDS = {"key", "token", "sk_live_", "AKIA", "ghp_", "Secret", "-----BEGIN ", "password", "foo",
        "id",
        "xs", "é", "я", "kſK", "Pass", "-us", "__", "=", "\n", "\r\n", "😀"};
    private static final String[][] CLASSES = {{"[a-z0-9]", "a7k"}, {"[A-Z]", "QK"}, {"\\d", "42"}, {"\\w", "x_K"},
        {"\\s", " \n\t"},
        {"\\S", "y;é"}, {"\\W", " -ü"}, {"\\D", "z "}, {"[^\"']", "b \nß"}, {".", "c!й"}, {"[[:alnum:]]", "d5"},
        {"[[:^digit:]]", "e-"},
        {"[a-f0-9]", "f0"}, {"(?s:.)", "\n$"}, {"[\"']", "\"'"}, {"[=:>]", "=:"}, {"[ \\t]", " \t"}, {"\\pL", "éq"},
        {"[^\\w]", " .\uFFFD"},
        {"[\\x00-\\x1f]", "\u0000\u0001"}, {"[é-я]", "éш"}, {"[sk]", "sk"}, {"[^s]", "kſ"}, {"\\PL", "1 "}, {"[^\\PL]", "lé"},
        {"[\\Wk]", "k-"}, {"\\x{17f}", "ſ"}, {"[0-9A-Za-z+/]", "+Z"}, {"[^a-z]", "KſS"}, {"\\x41", "A"}, {"\\pN", "1"}};
    private static final String[] ASSERTIONS = {"\\b", "\\B", "^", "$", "\\A", "\\z", "(?m:^)", "(?m:$)", ""};
    private static final byte[][] NOISE = {{(byte) 0xC3}, {(byte) 0xE2, (byte) 0x84}, {(byte) 0xFF}, {0},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xF0, (byte) 0x9F}, {(byte) 0x80}, {(byte) 0xC5, (byte) 0xBF}, {'\n'}, {'\r', '\n'}, {' '}, {'"'}};

    private final Random random;

    RandomPatterns(long seed) {
        random = new Random(seed);
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    Piece pattern() {
        Piece piece = sequence(3);
        String prefix = switch (random.nextInt(8)) {
            case 0, 1 -> "(?i)";
            case 2 -> "(?s)";
            case 3 -> "(?m)";
            case 4 -> "(?im)";
            case 5 -> random.nextBoolean() ? "^" : "\\b";
            default -> "";
        };
        String suffix = switch (random.nextInt(8)) {
            case 0 -> "\\b";
            case 1 -> "$";
            case 2 -> "(?:['\"\\s]|$)";
            default -> "";
        };
        return new Piece(prefix + piece.regex() + suffix, cased(prefix, piece.sample()));
    }

    private String cased(String prefix, String sample) {
        if (!prefix.contains("i") || random.nextBoolean()) {
            return sample;
        }
        StringBuilder cased = new StringBuilder();
        sample.chars().forEach(c -> cased.append(switch (random.nextInt(4)) {
            case 0 -> Character.toUpperCase((char) c);
            case 1 -> c == 's' || c == 'S' ? 'ſ' : c == 'k' || c == 'K' ? '\u212A' : (char) c;
            default -> (char) c;
        }));
        return cased.toString();
    }

    private Piece sequence(int depth) {
        StringBuilder regex = new StringBuilder();
        StringBuilder sample = new StringBuilder();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            Piece piece = part(depth);
            regex.append(piece.regex());
            sample.append(piece.sample());
        }
        return new Piece(regex.toString(), sample.toString());
    }

    private Piece part(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 5)) {
            case 0, 1, 2 -> word();
            case 3 -> character();
            case 4 -> random.nextInt(3) == 0 ? new Piece(one(ASSERTIONS), "") : word();
            case 5, 6, 7 -> repeated(this::character);
            case 8 -> repeated(() -> {
                Piece inner = sequence(depth - 1);
                return new Piece("(?:" + inner.regex() + ")", inner.sample());
            });
            case 9 -> {
                Piece inner = sequence(depth - 1);
                yield new Piece("(" + inner.regex() + ")", inner.sample());
            }
            default -> {
                List<Piece> options = new ArrayList<>();
                for (int n = 2 + random.nextInt(3); n > 0; n--) {
                    options.add(random.nextInt(3) == 0 ? word() : sequence(depth - 1));
                }
                yield new Piece(
                        (random.nextBoolean() ? "(" : "(?:") + String.join("|", options.stream().map(Piece::regex).toList())
                                + ")",
                        options.get(random.nextInt(options.size())).sample());
            }
        };
    }

    private Piece word() {
        String word = one(WORDS);
        return new Piece(random.nextInt(12) == 0 ? "\\Q" + word + "\\E" : com.google.re2j.Pattern.quote(word), word);
    }

    private Piece character() {
        String[] set = one(CLASSES);
        int at = random.nextInt(set[1].codePointCount(0, set[1].length()));
        return new Piece(set[0], new String(Character.toChars(set[1].codePointAt(set[1].offsetByCodePoints(0, at)))));
    }

    private Piece repeated(Supplier<Piece> of) {
        Piece body = of.get();
        int min = random.nextInt(4);
        int max = min + random.nextInt(5);
        int times = min + (max > min ? random.nextInt(max - min + 1) : 0);
        String count = switch (random.nextInt(7)) {
            case 0 -> "*";
            case 1 -> "?";
            case 2 -> "+";
            case 3 -> "{" + min + ",}";
            case 4 -> "{" + Math.max(1, min) + "}";
            case 5 -> "{12,40}";
            default -> "{" + min + "," + max + "}";
        };
        int n = switch (count) {
            case "?" -> random.nextInt(2);
            case "{12,40}" -> 12 + random.nextInt(30);
            default -> Math.max(1, times);
        };
        StringBuilder sample = new StringBuilder();
        for (int i = 0; i < n; i++) {
            // Samples of character sets vary from one repetition to the next.
            sample.append(body.sample());
        }
        return new Piece(body.regex() + count + (random.nextInt(3) == 0 ? "?" : ""), sample.toString());
    }

    /// A text of samples, whole and damaged, and noise.
    byte[] text(List<Piece> pieces) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int n = random.nextInt(14); n > 0; n--) {
            byte[] sample = pieces.get(random.nextInt(pieces.size())).sample().getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(7)) {
                case 0 -> text.writeBytes(one(NOISE));
                case 1 -> text.writeBytes(one(WORDS).getBytes(StandardCharsets.UTF_8));
                case 2 -> {
                    if (sample.length > 0) {
                        sample[random.nextInt(sample.length)] = one(NOISE)[0];
                    }
                    text.writeBytes(sample);
                }
                case 3 -> text.write(sample, 0, random.nextInt(sample.length + 1));
                default -> text.writeBytes(sample);
            }
        }
        return text.toByteArray();
    }
}
