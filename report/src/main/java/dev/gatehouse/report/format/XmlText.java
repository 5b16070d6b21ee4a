package dev.gatehouse.report.format;

/// Text from the input inside XML 1.0, in attributes and between tags alike.
final class XmlText {

    private XmlText() {}

    /// Several lines; characters that XML 1.0 cannot carry or that do not show stand visibly.
    static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                case '\n' -> escaped.append("&#10;");
                case 0xfffe, 0xffff -> escaped.append("\\u{%04X}".formatted(c));
                default -> escaped.append(Printable.codePoint(c));
            }
        });
        return escaped.toString();
    }
}
