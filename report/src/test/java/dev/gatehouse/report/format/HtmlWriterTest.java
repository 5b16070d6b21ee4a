package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.report.SampleReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HtmlWriterTest {
    private static final Pattern OUR_TAGS = Pattern
            .compile("<!DOCTYPE html>|</?(?:a|b|body|br|button|code|dd|details|div|dl|dt|fieldset|figcaption|figure|"
                    + "footer|form|h1|h2|head|header|html|input|label|legend|li|link|main|meta|nav|noscript|option|output|p|rect|section|select|span|svg|table|tbody|td|"
                    + "th|thead|title|tr|ul)(?: (?:aria-[a-z]+|autocomplete|charset|class|content|height|href|http-equiv|id|lang|name|placeholder|"
                    + "preserveAspectRatio|rel|role|scope|spellcheck|tabindex|type|value|viewBox|width|x|y)=\"[^\"<>]*\")*/?>");

    @Test
    void theFirstScreenAnswersWithoutScript() throws IOException {
        String page = Rendered.text(ReportKind.HTML, SampleReports.pullRequest());
        String first = page.substring(page.indexOf("<main"), page.indexOf("id=\"filters\""));
        assertThat(first).contains("May we ship?", ">No<", "Blocked at pull-request: 2 findings block",
                "gate.block: new, high or critical, at least likely",
                "Ada Lovelace", "before the merge", "payments", "until 2026-03-10");
    }

    @Test
    void thePolicyNamesExactlyTheStyleAndScriptOfThePage() throws Exception {
        String page = Rendered.text(ReportKind.HTML, SampleReports.pullRequest());
        assertThat(page).contains("default-src 'none'").doesNotContain("unsafe-inline");
        assertThat(page).contains("style-src '" + digest(between(page, "<style>", "</style>")) + "'");
        assertThat(page).contains("script-src '" + digest(between(page, "\n<script>", "</script>")) + "'");
        // Attributes with styles or handlers would be dead under that policy.
        assertThat(page.replaceAll("(?s)<script.*?</script>|<style>.*?</style>", ""))
                .doesNotContainPattern("<[^>]* (style|on[a-z]+)=");
    }

    @Test
    void thePageRefersToNothingOutside() throws IOException {
        String markup = Rendered.text(ReportKind.HTML, SampleReports.large(200)).replaceAll("(?s)<script.*?</script>", "");
        Matcher references = Pattern.compile("(?:src|href|url|action|srcset|poster|data)\\s*[=(]\\s*\"?([^\"\\s>)]+)")
                .matcher(markup);
        while (references.find()) {
            assertThat(references.group(1)).matches("#.*|data:,");
        }
        assertThat(markup).doesNotContain("@import");
    }

    @Property(tries = 100)
    void hostileTextCannotLeaveItsPlace(@ForAll @Size(max = 6) List<Integer> choices) throws IOException {
        String hostile = Rendered.hostile(choices.stream().mapToInt(Integer::intValue).toArray());
        String page = Rendered.text(ReportKind.HTML, SampleReports.hostile(hostile));
        String markup = page.replaceAll("(?s)<style>.*?</style>|<script.*?</script>", "");
        // Every tag and attribute is one of ours, and between the tags there is none.
        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(OUR_TAGS.matcher(markup).replaceAll("")).doesNotContain("<", ">");
        assertThat(page.codePoints().filter(Rendered::harmful).mapToObj(Integer::toHexString)).isEmpty();
        JsonNode data = Rendered.json(between(page, "id=\"data\">", "</script>"));
        assertThat(data.at("/findings/0/message").asString()).isEqualTo(Printable.line(hostile));
    }

    @Test
    void headingsDescendInOrderAndSectionsAreNamed() throws IOException {
        String page = Rendered.text(ReportKind.HTML, SampleReports.pullRequest())
                .replaceAll("(?s)<script.*?</script>|<style>.*?</style>", "");
        Matcher headings = Pattern.compile("<h([1-6])").matcher(page);
        int last = 0;
        int ones = 0;
        while (headings.find()) {
            int level = Integer.parseInt(headings.group(1));
            assertThat(level).isLessThanOrEqualTo(last + 1);
            ones += level == 1 ? 1 : 0;
            last = level;
        }
        assertThat(ones).isEqualTo(1);
        Matcher labelled = Pattern.compile("aria-labelledby=\"([^\"]+)\"").matcher(page);
        while (labelled.find()) {
            assertThat(page).contains("id=\"" + labelled.group(1) + "\"");
        }
        assertThat(page).contains("<main", "<header", "<footer", "<nav aria-label=", "aria-live=\"polite\"", "lang=\"en\"");
    }

    @Test
    void theColoursOfTextHaveEnoughContrast() throws IOException {
        String css = between(Rendered.text(ReportKind.HTML, SampleReports.nothing()), "<style>", "</style>");
        for (int theme = 1; theme <= 2; theme++) {
            for (String ground : List.of("paper", "sheet", "tint")) {
                for (String text : List.of("ink", "quiet", "accent", "critical")) {
                    assertThat(contrast(colour(css, text, theme), colour(css, ground, theme)))
                            .as(text + " on " + ground + " in theme " + theme)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
            // Large letters of the answer.
            for (String text : List.of("good", "high")) {
                assertThat(contrast(colour(css, text, theme), colour(css, "paper", theme))).isGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void inABrowserFiltersDeepLinksAndTenThousandFindingsWork(@TempDir Path directory) throws Exception {
        Chromium chromium = Chromium.orSkip();
        ReportFile.write(ReportKind.HTML, SampleReports.pullRequest(), directory.resolve("report.html"));
        ReportFile.write(ReportKind.HTML, SampleReports.large(10_000), directory.resolve("large.html"));
        ReportFile.write(ReportKind.HTML, SampleReports.hostile(
                "</script><script>parent.document.title='owned'</script><img src=x onerror=parent.document.title='owned'>"),
                directory.resolve("hostile.html"));
        Path driver = directory.resolve("driver.html");
        try (var in = HtmlWriterTest.class.getResourceAsStream("driver.html")) {
            Files.write(driver, in.readAllBytes());
        }

        Chromium.Loaded loaded = chromium.load(driver, directory);

        assertThat(loaded.console()).isEmpty();
        JsonNode result = Rendered.json(between(loaded.dom(), "<pre id=\"result\">", "</pre>").replace("&lt;", "<")
                .replace("&gt;", ">").replace("&amp;", "&"));
        assertThat(result.get("error").asString()).isEmpty();
        assertThat(result.get("title").asString()).isEqualTo("driver");
        assertThat(result.get("all").asString()).isEqualTo("7 of 7 findings shown; 7 rows");
        assertThat(result.get("filtered").asString()).isEqualTo("2 of 7 findings shown; 2 rows");
        assertThat(result.get("checked").asString()).isEqualTo("critical");
        assertThat(result.get("byPath").asString()).isEqualTo("1 of 7 findings shown; 1 rows");
        assertThat(result.get("deepOpen").asBoolean()).isTrue();
        assertThat(result.get("deepMark").asString()).isEqualTo("ghp_************************************");
        assertThat(result.get("clickedHash").asString()).isEqualTo("#severity=high");
        assertThat(result.get("clicked").asString()).isEqualTo("2 of 7 findings shown; 2 rows");
        assertThat(result.get("typedHash").asString()).isEqualTo("#severity=high&path=release");
        assertThat(result.get("typed").asString()).isEqualTo("1 of 7 findings shown; 1 rows");
        assertThat(result.get("cleared").asString()).isEqualTo("7 of 7 findings shown; 7 rows");
        assertThat(result.get("theme").asString()).isEqualTo("Theme: light/light");
        assertThat(result.get("hostile").asString()).isEqualTo("2 of 2 findings shown; 2 rows");
        assertThat(result.get("hostileImages").asInt()).isZero();
        assertThat(result.get("large").asString()).isEqualTo("10,000 of 10,000 findings shown; 100 rows");
        assertThat(result.get("largeMore").asInt()).isEqualTo(150);
        assertThat(result.get("largeMilliseconds").asInt()).isLessThan(2_000);
        assertThat(result.get("overflow").asInt()).as("no sideways scrolling at 390 pixels").isLessThanOrEqualTo(390);
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static String digest(String text) throws Exception {
        return "sha256-" + Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String colour(String css, String name, int theme) {
        Matcher matcher = Pattern.compile("--" + name + ": light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)").matcher(css);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(theme);
    }

    /// WCAG 2.2, contrast ratio.
    private static double contrast(String one, String other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        double sum = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double channel = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
