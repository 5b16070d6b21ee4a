package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.GoQuote;
import dev.gatehouse.rego.value.Utf8;
import java.math.BigInteger;
import java.util.Locale;

/// One directive of Go's `fmt`: its flags, and how it prints a value.
final class GoVerb {
    boolean sharp;
    boolean zero;
    boolean plus;
    boolean minus;
    boolean space;
    boolean hasWidth;
    int width;
    boolean hasPrecision;
    int precision;

    void print(StringBuilder output, Object value, int letter) {
        if (letter == 'T') {
            pad(output, truncated(GoFormat.typeName(value)), zero);
            return;
        }
        switch (value) {
            case Long number -> printInteger(output, number, letter);
            case BigInteger number -> printBigInteger(output, number, letter);
            case Double number -> printDouble(output, number, letter);
            default -> printString(output, (String) value, letter);
        }
    }

    /// Prints an argument for a directive: to the letters `v` and `w`, the flags `#` and `+` mean something else than to the others.
    void printDirective(StringBuilder output, Object value, int letter) {
        if (letter != 'v' && letter != 'w') {
            print(output, value, letter);
            return;
        }
        if (value instanceof BigInteger) {
            print(output, value, letter);
            return;
        }
        boolean goSyntax = sharp;
        sharp = false;
        plus = false;
        if (goSyntax && value instanceof String text) {
            output.append(letter == 'v' ? "" : "%!w(string=");
            pad(output, quoted(truncated(text), false, false), zero);
            output.append(letter == 'v' ? "" : ")");
        } else {
            print(output, value, letter);
        }
    }

    private void bad(StringBuilder output, Object value, int letter) {
        output.append("%!").appendCodePoint(letter).append('(').append(GoFormat.typeName(value)).append('=');
        print(output, value, 'v');
        output.append(')');
    }

    private void printString(StringBuilder output, String text, int letter) {
        switch (letter) {
            case 's', 'v' -> pad(output, truncated(text), zero);
            case 'q' -> pad(output, quoted(truncated(text), plus, sharp), zero);
            case 'x', 'X' -> printHexBytes(output, Utf8.encode(text), letter == 'X');
            default -> bad(output, text, letter);
        }
    }

    private String truncated(String text) {
        if (!hasPrecision || text.codePointCount(0, text.length()) <= precision) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private static String quoted(String text, boolean asciiOnly, boolean backquotes) {
        if (backquotes && canBackquote(text)) {
            return "`" + text + "`";
        }
        var quoted = new StringBuilder();
        GoQuote.append(quoted, text, '"', asciiOnly);
        return quoted.toString();
    }

    private static boolean canBackquote(String text) {
        return text.codePoints()
                .noneMatch(codePoint -> codePoint == '`' || codePoint == 0x7f || codePoint == 0xfeff
                        || (codePoint < ' ' && codePoint != '\t')
                        || Utf8.isRawByte(codePoint));
    }

    private void printHexBytes(StringBuilder output, byte[] bytes, boolean upper) {
        int length = hasPrecision ? Math.min(precision, bytes.length) : bytes.length;
        var hex = new StringBuilder();
        String prefix = upper ? "0X" : "0x";
        for (int index = 0; index < length; index++) {
            if (space && index > 0) {
                hex.append(' ');
            }
            if (sharp && (index == 0 || space)) {
                hex.append(prefix);
            }
            hex.append(String.format(Locale.ROOT, upper ? "%02X" : "%02x", bytes[index]));
        }
        pad(output, hex.toString(), zero);
    }

    private void printInteger(StringBuilder output, long number, int letter) {
        switch (letter) {
            case 'v' -> printInteger(output, number, 10, letter, false);
            case 'd' -> printInteger(output, number, 10, letter, sharp);
            case 'b' -> printInteger(output, number, 2, letter, sharp);
            case 'o', 'O' -> printInteger(output, number, 8, letter, sharp);
            case 'x', 'X' -> printInteger(output, number, 16, letter, sharp);
            case 'c' -> pad(output, Character.toString(rune(number)), zero);
            case 'q' -> {
                var quoted = new StringBuilder();
                GoQuote.append(quoted, Character.toString(rune(number)), '\'', plus);
                pad(output, quoted.toString(), zero);
            }
            case 'U' -> printUnicode(output, number);
            default -> bad(output, number, letter);
        }
    }

    private static int rune(long number) {
        return number < 0 || number > Character.MAX_CODE_POINT || (number >= 0xd800 && number <= 0xdfff) ? 0xfffd : (int) number;
    }

    private void printInteger(StringBuilder output, long number, int base, int letter, boolean prefixed) {
        boolean negative = number < 0;
        String digits = BigInteger.valueOf(number).abs().toString(base);
        int least = 0;
        if (hasPrecision) {
            least = precision;
            if (precision == 0 && number == 0) {
                output.repeat(' ', width);
                return;
            }
        } else if (zero && !minus && hasWidth) {
            least = negative || plus || space ? width - 1 : width;
        }
        var text = new StringBuilder(negative ? "-" : plus ? "+" : space ? " " : "");
        String padded = "0".repeat(Math.max(0, least - digits.length())) + digits;
        text.append(letter == 'O' ? "0o" : "");
        if (prefixed) {
            text.append(switch (base) {
                case 2 -> "0b";
                case 8 -> padded.startsWith("0") ? "" : "0";
                case 16 -> letter == 'X' ? "0X" : "0x";
                default -> "";
            });
        }
        text.append(letter == 'X' ? padded.toUpperCase(Locale.ROOT) : padded);
        pad(output, text.toString(), false);
    }

    private void printUnicode(StringBuilder output, long number) {
        String digits = Long.toHexString(number).toUpperCase(Locale.ROOT);
        int least = hasPrecision && precision > 4 ? precision : 4;
        String text = "U+" + "0".repeat(Math.max(0, least - digits.length())) + digits;
        if (sharp && number >= 0 && number <= Character.MAX_CODE_POINT && GoQuote.isPrintable((int) number)) {
            text += " '" + Character.toString((int) number) + "'";
        }
        pad(output, text, false);
    }

    /// What `math/big.Int` does for itself, a little unlike the built-in integers.
    private void printBigInteger(StringBuilder output, BigInteger number, int letter) {
        int base = switch (letter) {
            case 'b' -> 2;
            case 'o', 'O' -> 8;
            case 'd', 's', 'v' -> 10;
            case 'x', 'X' -> 16;
            default -> 0;
        };
        if (base == 0) {
            output.append("%!").appendCodePoint(letter).append("(big.Int=").append(number).append(')');
            return;
        }
        String digits = number.abs().toString(base);
        String sign = number.signum() < 0 ? "-" : plus ? "+" : space ? " " : "";
        String prefix = letter == 'O' ? "0o" : !sharp ? "" : switch (letter) {
            case 'b' -> "0b";
            case 'o' -> "0";
            case 'x' -> "0x";
            case 'X' -> "0X";
            default -> "";
        };
        int zeros = hasPrecision ? Math.max(0, precision - digits.length()) : 0;
        int missing = hasWidth ? Math.max(0, width - sign.length() - prefix.length() - zeros - digits.length()) : 0;
        if (zero && !minus && !hasPrecision) {
            zeros = missing;
            missing = 0;
        }
        output.repeat(' ', minus ? 0 : missing).append(sign).append(prefix).repeat('0', zeros)
                .append(letter == 'X' ? digits.toUpperCase(Locale.ROOT) : digits)
                .repeat(' ', minus ? missing : 0);
    }

    private void printDouble(StringBuilder output, double number, int letter) {
        switch (letter) {
            case 'v' -> printDouble(output, number, 'g', -1);
            case 'b', 'g', 'G', 'x', 'X' -> printDouble(output, number, letter, -1);
            case 'f', 'e', 'E' -> printDouble(output, number, letter, 6);
            case 'F' -> printDouble(output, number, 'f', 6);
            default -> bad(output, number, letter);
        }
    }

    private void printDouble(StringBuilder output, double number, int letter, int usualPrecision) {
        int digits = hasPrecision ? precision : usualPrecision;
        String text = GoFloat.format(number, letter, digits);
        char sign = text.charAt(0) == '-' ? '-' : '+';
        String magnitude = sign == '-' ? text.substring(1) : text;
        if (space && sign == '+' && !plus) {
            sign = ' ';
        }
        if (sharp && letter != 'b') {
            magnitude = GoFloat.withPoint(magnitude, letter, digits);
        }
        if (sign == '+' && !plus) {
            pad(output, magnitude, zero);
        } else if (zero && !minus && hasWidth && width > magnitude.length() + 1) {
            output.append(sign).repeat('0', width - magnitude.length() - 1).append(magnitude);
        } else {
            pad(output, sign + magnitude, zero);
        }
    }

    private void pad(StringBuilder output, String text, boolean zeros) {
        int missing = hasWidth ? width - text.codePointCount(0, text.length()) : 0;
        if (missing <= 0) {
            output.append(text);
        } else if (minus) {
            output.append(text).repeat(' ', missing);
        } else {
            output.repeat(zeros ? '0' : ' ', missing).append(text);
        }
    }
}
