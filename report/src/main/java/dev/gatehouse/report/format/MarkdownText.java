package dev.gatehouse.report.format;

import java.net.URI;

/// Text from the input inside Markdown of GitHub, GitLab or Gitea: it shows as it is and does nothing. It cannot format, link,
/// embed, mention people, refer to issues or give commands.
final class MarkdownText {
    /// Separates `@` from a name and `#` from a number without showing: the platforms look for them after they have decoded
    /// entities and escapes, so these do not help.
    private static final char BREAK = '\u200b';

    private MarkdownText() {}

    /// One line of running text, of at most so many characters before escaping. It may stand at the beginning of a line.
    static String escaped(String text, int longest) {
        String line = Printable.line(text, longest).strip();
        var escaped = new StringBuilder(line.length() + 16);
        boolean number = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '\\', '`', '*', '_', '[', ']', '|' -> escaped.append('\\').append(c);
                // People, issues, merge requests, snippets, milestones, labels.
                case '@', '#', '!', '$', '%', '~' -> escaped.append('\\').append(c).append(BREAK);
                // Addresses.
                case ':' -> escaped.append(c).append(next == '/' ? BREAK + "" : "");
                case 'w', 'W' -> escaped.append(c).append(next == '.' ? BREAK + "" : "");
                // At the beginning of a line: lists, headings, rules, commands of GitLab.
                case '-', '+', '=', '/' -> escaped.append(i == 0 ? "\\" : "").append(c);
                case '.', ')' -> escaped.append(number && i > 0 ? "\\" : "").append(c);
                default -> escaped.append(c);
            }
            number &= c >= '0' && c <= '9';
        }
        return escaped.toString();
    }

    /// A code span, of at most so many characters.
    static String code(String text, int longest) {
        String shown = Printable.line(text, longest);
        String line = shown.isEmpty() ? "-" : shown;
        int run = 0;
        int longestRun = 0;
        for (int i = 0; i < line.length(); i++) {
            run = line.charAt(i) == '`' ? run + 1 : 0;
            longestRun = Math.max(longestRun, run);
        }
        String fence = "`".repeat(longestRun + 1);
        String space = longestRun > 0 || line.isBlank() ? " " : "";
        return fence + space + line + space + fence;
    }

    /// A link that shows its address; plain text unless it leads to the web.
    static String link(URI link) {
        String address = link.toASCIIString();
        boolean web = "https".equals(link.getScheme()) || "http".equals(link.getScheme());
        return web && address.matches("[!-~&&[^<>\"`\\\\]]{1,2000}") ? "<" + address + ">" : escaped(address, 300);
    }
}
