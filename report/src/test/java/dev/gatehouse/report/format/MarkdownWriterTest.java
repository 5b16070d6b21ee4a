package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.report.SampleReports;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarkdownWriterTest {

    @Test
    void theFirstLineIsTheMarkerOfTheOneComment() throws IOException {
        String text = Rendered.text(ReportKind.MARKDOWN, SampleReports.pullRequest());
        assertThat(text).startsWith(Reports.COMMENT_MARKER + "\n### ⛔ Blocked at pull-request");
        assertThat(text.split(Reports.COMMENT_MARKER, -1)).hasSize(2);
    }

    @Test
    void atMostFiveIntroducedFindingsStandOpen() throws IOException {
        String text = Rendered.text(ReportKind.MARKDOWN, SampleReports.large(100));
        String open = text.substring(0, text.indexOf("<details>"));
        assertThat(open.lines().filter(line -> line.startsWith("- **"))).hasSize(5);
        assertThat(open).contains("**Fix:**", "<https://example.org/docs/rotate/");
        assertThat(text).contains("<details><summary>More new findings (15)</summary>",
                "<details><summary>Known findings (80)</summary>");
    }

    @Test
    void anyNumberOfFindingsFitsIntoAComment() throws IOException {
        String text = Rendered.text(ReportKind.MARKDOWN, SampleReports.large(5_000));
        assertThat(text.length()).isLessThanOrEqualTo(65_536);
        assertThat(text).contains("more, in the full report").endsWith("\n").contains("<sub>Looked at");
        assertThat(text.split("<details>", -1)).hasSameSizeAs(text.split("</details>", -1));
    }

    @Property(tries = 200)
    void hostileTextOnlyShows(@ForAll @Size(max = 6) List<Integer> choices) throws IOException {
        String hostile = Rendered.hostile(choices.stream().mapToInt(Integer::intValue).toArray());
        String text = Rendered.text(ReportKind.MARKDOWN, SampleReports.hostile(hostile));
        assertThat(text.length()).isLessThanOrEqualTo(65_536);
        for (String line : text.split("\n")) {
            String running = withoutCodeSpans(line.replace(Reports.COMMENT_MARKER, ""));
            // Tags and links are ours alone.
            assertThat(running.replaceAll("</?(details|summary|sub)>|<https://example\\.org/[!-~]*?>", "")).doesNotContain("<",
                    ">");
            // Nobody is mentioned, nothing referred to, nothing linked.
            assertThat(running).doesNotContainPattern("@[A-Za-z0-9]").doesNotContainPattern("(?<!^)#[0-9]")
                    .doesNotContainPattern("(?<!\\\\)(\\[|\\]|`)").doesNotContain("www.").doesNotContainPattern("(?<!<https)://");
            // No command of GitLab begins a line.
            assertThat(line).doesNotStartWith("/");
        }
    }

    @Test
    void aCodeSpanHoldsAnyNumberOfBackticks() {
        assertThat(MarkdownText.code("a``b`c", 50)).isEqualTo("``` a``b`c ```");
        assertThat(MarkdownText.code("plain", 50)).isEqualTo("`plain`");
        assertThat(MarkdownText.code("", 50)).isEqualTo("`-`");
    }

    @Test
    void textAtTheBeginningOfALineBeginsNothing() {
        assertThat(MarkdownText.escaped("- item", 50)).isEqualTo("\\- item");
        assertThat(MarkdownText.escaped("12. item", 50)).isEqualTo("12\\. item");
        assertThat(MarkdownText.escaped("    code", 50)).isEqualTo("code");
        assertThat(MarkdownText.escaped("/close", 50)).isEqualTo("\\/close");
        assertThat(MarkdownText.escaped("===", 50)).isEqualTo("\\===");
        assertThat(MarkdownText.escaped("a - b. c/d (1) = 2", 50)).isEqualTo("a - b. c/d (1) = 2");
    }

    @Test
    void onlyTheWebIsLinkedTo() {
        assertThat(MarkdownText.link(URI.create("https://example.org/a"))).isEqualTo("<https://example.org/a>");
        assertThat(MarkdownText.link(URI.create("javascript:alert(1)"))).doesNotContain("<");
    }

    /// What a Markdown renderer takes for running text: code spans by CommonMark's rule removed.
    private static String withoutCodeSpans(String line) {
        var text = new StringBuilder();
        int i = 0;
        while (i < line.length()) {
            if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                text.append(line, i, i + 2);
                i += 2;
            } else if (line.charAt(i) == '`') {
                int end = i;
                while (end < line.length() && line.charAt(end) == '`') {
                    end++;
                }
                int close = closing(line, end, end - i);
                if (close < 0) {
                    text.append(line, i, end);
                    i = end;
                } else {
                    i = close;
                }
            } else {
                text.append(line.charAt(i++));
            }
        }
        return text.toString();
    }

    private static int closing(String line, int from, int length) {
        int i = from;
        while (i < line.length()) {
            if (line.charAt(i) != '`') {
                i++;
                continue;
            }
            int end = i;
            while (end < line.length() && line.charAt(end) == '`') {
                end++;
            }
            if (end - i == length) {
                return end;
            }
            i = end;
        }
        return -1;
    }
}
