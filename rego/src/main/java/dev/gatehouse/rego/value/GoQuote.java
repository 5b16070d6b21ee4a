package dev.gatehouse.rego.value;

/// Quotes strings as Go's `strconv.Quote` does, which is how Rego prints them.
public final class GoQuote {
    private static final String HEX = "0123456789abcdef";

    private GoQuote() {}

    /// Appends the quoted text.
    public static void append(StringBuilder target, String text) {
        append(target, text, '"', false);
    }

    /// Appends the text within a kind of quotes.
    ///
    /// @param asciiOnly whether everything beyond ASCII is escaped
    public static void append(StringBuilder target, String text, char quote, boolean asciiOnly) {
        target.append(quote);
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            appendEscaped(target, codePoint, quote, asciiOnly);
        }
        target.append(quote);
    }

    private static void appendEscaped(StringBuilder target, int codePoint, char quote, boolean asciiOnly) {
        if (codePoint == quote || codePoint == '\\') {
            target.append('\\').append((char) codePoint);
        } else if (codePoint < 0x7f ? codePoint >= 0x20 : !asciiOnly && !Utf8.isRawByte(codePoint) && isPrintable(codePoint)) {
            target.appendCodePoint(codePoint);
        } else {
            switch (codePoint) {
                case 0x07 -> target.append("\\a");
                case '\b' -> target.append("\\b");
                case '\f' -> target.append("\\f");
                case '\n' -> target.append("\\n");
                case '\r' -> target.append("\\r");
                case '\t' -> target.append("\\t");
                case 0x0b -> target.append("\\v");
                default -> appendHex(target, codePoint);
            }
        }
    }

    private static void appendHex(StringBuilder target, int codePoint) {
        if (codePoint < 0x20 || codePoint == 0x7f) {
            hex(target.append("\\x"), codePoint, 2);
        } else if (Utf8.isRawByte(codePoint)) {
            hex(target.append("\\x"), codePoint & 0xff, 2);
        } else if (codePoint < 0x10000) {
            hex(target.append("\\u"), codePoint, 4);
        } else {
            hex(target.append("\\U"), codePoint, 8);
        }
    }

    private static void hex(StringBuilder target, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            target.append(HEX.charAt(value >> shift & 0xf));
        }
    }

    /// Whether Go counts a character as printable: letters, marks, numbers, punctuation, symbols and the ASCII space.
    public static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= 0x20;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
