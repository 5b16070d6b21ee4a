package dev.gatehouse.report.format;

/// Text from the input inside HTML, between tags and in quoted attributes alike.
final class HtmlText {

    private HtmlText() {}

    /// One line, escaped; what does not show stands visibly.
    static String escaped(String text) {
        String line = Printable.line(text);
        var escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
