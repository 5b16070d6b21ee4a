package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reports as text for tests, and texts that try to break out of a format.
final class Rendered {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] PIECES = {"\"", "'", "\\", "`", "```", "<script>alert(1)</script>", "</script>", "<!--", "-->",
        "]]>", "<![CDATA[",
        "&amp;", "&", "\u001b[31m", "\u001b]0;title\u0007", "\u0000", "\u0008", "\r", "\n", "\t", "\u0085", "\u2028", "\u2029",
        "\u202e", "\u2066",
        "\u200b", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udc00", "=1+1", "@SUM(A1)", "+1", "-1", "|", "%0A", "%", "::error::x",
        "##vso[task.x]y", "]",
        ";", ",", ":", "@octocat", "#1", "[a](javascript:alert(1))", "![x](https://evil.example/x.png)", "https://evil.example",
        "www.evil.example",
        "<img src=x onerror=alert(1)>", "*b*", "_i_", "~~s~~", "/close", "{0}", "../..", "//evil.example/", "javascript:alert(1)",
        "漢字", "\ud83d\ude00",
        " ", "a", "key"};

    private Rendered() {}

    static String text(ReportKind kind, Report report) throws IOException {
        return text(kind, report, Style.plain());
    }

    static String text(ReportKind kind, Report report, Style style) throws IOException {
        var out = new ByteArrayOutputStream();
        Reports.write(kind, report, out, style);
        return out
                .toString(style.charset().equals(StandardCharsets.US_ASCII) ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8);
    }

    static JsonNode json(ReportKind kind, Report report) throws IOException {
        return JSON.readTree(text(kind, report));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /// Some of the pieces in a row.
    static String hostile(int... choices) {
        var text = new StringBuilder();
        for (int choice : choices) {
            text.append(PIECES[Math.floorMod(choice, PIECES.length)]);
        }
        return text.toString();
    }

    /// Whether the character moves a cursor, colours, hides or reorders text.
    static boolean harmful(int c) {
        return c != '\n' && switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
