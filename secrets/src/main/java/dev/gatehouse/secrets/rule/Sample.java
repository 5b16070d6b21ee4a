package dev.gatehouse.secrets.rule;

import dev.gatehouse.secrets.checksum.Checksum;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A text that a rule must or must not find, with random parts left open so that no file holds anything which looks like a
/// secret.
///
/// Open parts are `<hex:N> <HEX:N> <digits:N> <lower:N> <upper:N> <alnum:N> <loweralnum:N> <upperalnum:N> <base64:N>
/// <base64url:N> <base58:N> <base32:N> <bech32:N>` (`N` or `N-M` characters), `<uuid>`, `<checksum>` (what the rule's checksum wants after the secret so far) and
/// `<lt>` for a plain `<`. The secret stands between `[[` and `]]`; without these it is the whole text.
///
/// @param template
///            the text with its open parts
/// @param line
///            1-based line of the file it stands in
public record Sample(String template, int line) {
    private static final Pattern OPEN = Pattern
            .compile("<(?:(?<set>[A-Za-z0-9]{1,12}):(?<least>[0-9]{1,5})(?:-(?<most>[0-9]{1,5}))?"
                    + "|(?<word>uuid|checksum|lt))>|(?<begin>\\[\\[)|(?<end>\\]\\])");
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";

    /// A sample with its open parts filled in.
    ///
    /// @param text
    ///            without the marks
    /// @param start
    ///            index of the first character of the secret
    /// @param end
    ///            index after its last one
    public record Filled(String text, int start, int end) {
        /// The secret.
        public String secret() {
            return text.substring(start, end);
        }

        /// Where the secret stands only.
        @Override
        public String toString() {
            return "Filled[" + start + ".." + end + "]";
        }
    }

    /// Fills in the open parts; the same seed gives the same text.
    ///
    /// @throws IllegalArgumentException
    ///             if a part is unknown or needs a checksum that the rule does not have
    public Filled fill(@Nullable Checksum checksum, long seed) {
        RandomGenerator random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + template.hashCode());
        StringBuilder text = new StringBuilder();
        int start = 0;
        int end = -1;
        int last = 0;
        Matcher matcher = OPEN.matcher(template);
        while (matcher.find()) {
            text.append(template, last, matcher.start());
            last = matcher.end();
            if (matcher.group("begin") != null) {
                start = text.length();
            } else if (matcher.group("end") != null) {
                end = text.length();
            } else if (matcher.group("set") != null) {
                int least = Integer.parseInt(matcher.group("least"));
                int most = matcher.group("most") == null ? least : Integer.parseInt(matcher.group("most"));
                letters(text, set(matcher.group("set")), random.nextInt(least, Math.max(least, most) + 1), random);
            } else {
                switch (matcher.group("word")) {
                    case "lt" -> text.append('<');
                    case "uuid" -> uuid(text, random);
                    default -> {
                        if (checksum == null) {
                            throw new IllegalArgumentException("<checksum> in a sample of a rule without checksum");
                        }
                        text.append(checksum.complete(text.substring(start), random));
                    }
                }
            }
        }
        text.append(template, last, template.length());
        return new Filled(text.toString(), start, end < 0 ? text.length() : end);
    }

    private static String set(String name) {
        return switch (name) {
            case "hex" -> DIGITS + "abcdef";
            case "HEX" -> DIGITS + "ABCDEF";
            case "digits" -> DIGITS;
            case "lower" -> LOWER;
            case "upper" -> UPPER;
            case "alnum" -> LOWER + UPPER + DIGITS;
            case "loweralnum" -> LOWER + DIGITS;
            case "upperalnum" -> UPPER + DIGITS;
            case "base64" -> UPPER + LOWER + DIGITS + "+/";
            case "base64url" -> UPPER + LOWER + DIGITS + "-_";
            case "base58" -> "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
            case "base32" -> UPPER + "234567";
            case "bech32" -> "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
            default -> throw new IllegalArgumentException("unknown open part <" + name + ":…>");
        };
    }

    private static void letters(StringBuilder text, String set, int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            text.append(set.charAt(random.nextInt(set.length())));
        }
    }

    private static void uuid(StringBuilder text, RandomGenerator random) {
        String hex = DIGITS + "abcdef";
        letters(text, hex, 8, random);
        text.append('-');
        letters(text, hex, 4, random);
        text.append("-4");
        letters(text, hex, 3, random);
        text.append('-').append("89ab".charAt(random.nextInt(4)));
        letters(text, hex, 3, random);
        text.append('-');
        letters(text, hex, 12, random);
    }
}
