package dev.gatehouse.document;

import org.jspecify.annotations.Nullable;

/// What a YAML scalar without quotes means: the core schema of YAML 1.2 (section 10.3.2).
final class YamlScalars {
    private static final String STANDARD = "tag:yaml.org,2002:";

    private YamlScalars() {}

    /// The tag if it is the application's own; null for the standard ones and for `!`.
    static @Nullable String own(@Nullable String tag) {
        return tag == null || tag.equals("!") || tag.startsWith(STANDARD) ? null : tag;
    }

    /// The scalar with this content.
    ///
    /// @param plain
    ///            whether it stands without quotes, so that its form says what it is
    /// @param tag
    ///            resolved; null without one
    static Scalar of(Range range, String text, boolean plain, @Nullable String tag) {
        if (tag == null) {
            return plain ? plain(range, text) : new Scalar.Text(range, text);
        }
        return switch (tag) {
            case STANDARD + "null", STANDARD + "bool", STANDARD + "int" -> plain(range, text);
            case STANDARD + "float" -> switch (plain(range, text)) {
                case Scalar.Whole whole -> new Scalar.Real(range, text, whole.number().doubleValue());
                case Scalar other -> other;
            };
            default -> new Scalar.Text(range, text, own(tag));
        };
    }

    private static Scalar plain(Range range, String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> new Scalar.Null(range, text);
            case "true", "True", "TRUE" -> new Scalar.Bool(range, text, true);
            case "false", "False", "FALSE" -> new Scalar.Bool(range, text, false);
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> new Scalar.Real(range, text, Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> new Scalar.Real(range, text, Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN" -> new Scalar.Real(range, text, Double.NaN);
            default -> number(range, text);
        };
    }

    private static Scalar number(Range range, String text) {
        if (text.startsWith("0o") && run(text, 2, 8) == text.length() && text.length() > 2) {
            return Scalar.Whole.of(range, text, text.substring(2), 8);
        }
        if (text.startsWith("0x") && run(text, 2, 16) == text.length() && text.length() > 2) {
            return Scalar.Whole.of(range, text, text.substring(2), 16);
        }
        int sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        int at = run(text, sign, 10);
        boolean digits = at > sign;
        if (digits && at == text.length()) {
            return Scalar.Whole.of(range, text, text.charAt(0) == '+' ? text.substring(1) : text, 10);
        }
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = run(text, fraction, 10);
            digits |= at > fraction;
        }
        if (digits && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int exponent = at;
            at = run(text, exponent, 10);
            digits = at > exponent;
        }
        return digits && at == text.length()
                ? new Scalar.Real(range, text, Double.parseDouble(text))
                : new Scalar.Text(range, text);
    }

    /// Whether the text is a number too long to be read.
    static boolean tooLong(String text) {
        if (text.length() <= JsonReader.LONGEST_NUMBER) {
            return false;
        }
        int begin = text.startsWith("0x") ? 2 : 1;
        return run(text, begin, text.startsWith("0x") ? 16 : 10) == text.length();
    }

    /// The index behind the digits that begin here.
    private static int run(String text, int from, int radix) {
        int at = from;
        while (at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }
}
