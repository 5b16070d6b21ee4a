package dev.gatehouse.report.format;

/// Makes text from the input safe to show: what would move the cursor, change colours, reorder or hide text stands visibly as
/// an escape with its number, such as 202E in braces for the right-to-left override.
final class Printable {

    private Printable() {}

    /// One line of the text: white space of any kind becomes a space, everything that does not show becomes visible.
    static String line(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7f) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        var line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> line.append(codePoint(c)));
        return line.toString();
    }

    /// One line of at most so many characters; what is cut off shows as an ellipsis.
    static String line(String text, int longest) {
        String line = line(text.length() > 4 * longest ? text.substring(0, 4 * longest) : text);
        if (line.length() <= longest) {
            return line;
        }
        int end = longest - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /// One character as it may be shown.
    static String codePoint(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return " ";
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                "\\u{%04X}"
                        .formatted(c);
            // Blank letters and fillers that look like nothing.
            default -> c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800
                    ? "\\u{%04X}".formatted(c)
                    : Character.toString(c);
        };
    }

    /// How many columns of a terminal the text takes.
    static int width(String text) {
        return text.codePoints().map(Printable::width).sum();
    }

    /// Columns of one character: none for marks that sit on the one before, two for wide East Asian characters and emoji
    /// (Unicode Standard Annex 11, W and F, in its main ranges).
    static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1f64f || c >= 0x1f680 && c <= 0x1f6ff
                || c >= 0x1f900 && c <= 0x1f9ff || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
