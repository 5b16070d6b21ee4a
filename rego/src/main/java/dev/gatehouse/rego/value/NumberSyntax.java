package dev.gatehouse.rego.value;

/// The texts that are numbers.
final class NumberSyntax {
    private static final int MAXIMUM_EXPONENT_DIGITS = 9;

    private NumberSyntax() {}

    /// Whether the text is a number by the grammar of JSON.
    static boolean isJson(String text) {
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int integer = digitsFrom(text, at);
        if (integer == at || (text.charAt(at) == '0' && integer > at + 1)) {
            return false;
        }
        at = integer;
        if (at < length && text.charAt(at) == '.') {
            int fraction = digitsFrom(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < length && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digitsFrom(text, at);
            if (exponent == at) {
                return false;
            }
            at = exponent;
        }
        return at == length;
    }

    /// Whether the text is digits only, with or without a sign.
    static boolean isPlainInteger(String text) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int end = digitsFrom(text, start);
        return end > start && end == text.length();
    }

    private static int digitsFrom(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /// Refuses what would cost too much to compute with.
    static void checkSize(String text) {
        if (text.length() > NumberValue.MAXIMUM_LENGTH) {
            throw new NumberFormatException("a number of more than " + NumberValue.MAXIMUM_LENGTH + " characters");
        }
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (mark >= 0) {
            int start = mark + 1;
            while (start < text.length() - 1
                    && (text.charAt(start) == '+' || text.charAt(start) == '-' || text.charAt(start) == '0')) {
                start++;
            }
            if (text.length() - start > MAXIMUM_EXPONENT_DIGITS) {
                throw new NumberFormatException("an exponent beyond " + MAXIMUM_EXPONENT_DIGITS + " digits: " + excerpt(text));
            }
        }
    }

    static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
