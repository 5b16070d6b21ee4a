package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehouse.report.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each format looks like, as files. `-Dgatehouse.golden.write=true` writes them anew; the diff is then for a person.
class GoldenTest {

    @ParameterizedTest
    @EnumSource(ReportKind.class)
    void everyFormatIsAsItsGoldenFile(ReportKind kind) throws IOException {
        compare("pull-request." + kind.id(), render(kind, Style.plain()));
    }

    @Test
    void theTerminalListsEverythingWhenAskedTo() throws IOException {
        compare("verbose.terminal", render(ReportKind.TERMINAL, new Style(true, StandardCharsets.UTF_8, 72, true)));
    }

    @ParameterizedTest
    @EnumSource(ReportKind.class)
    void theSameReportGivesTheSameBytes(ReportKind kind) throws IOException {
        assertThat(render(kind, Style.plain())).isEqualTo(render(kind, Style.plain()));
    }

    private static String render(ReportKind kind, Style style) throws IOException {
        var out = new ByteArrayOutputStream();
        Reports.write(kind, SampleReports.pullRequest(), out, style);
        String text = out.toString(StandardCharsets.UTF_8);
        // Style and script have files of their own.
        return text.replaceAll("(?s)<style>.*?</style>", "<style>…</style>")
                .replaceAll("(?s)<script>.*?</script>", "<script>…</script>")
                .replaceAll("'sha256-[^']+'", "'sha256-…'");
    }

    private static void compare(String name, String actual) throws IOException {
        if (Boolean.getBoolean("gatehouse.golden.write")) {
            Path file = Path.of("src/test/resources/dev/gatehouse/report/format/golden", name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
            return;
        }
        try (InputStream in = GoldenTest.class.getResourceAsStream("golden/" + name)) {
            assertThat(in).as("golden file %s (write it with -Dgatehouse.golden.write=true)", name).isNotNull();
            String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!expected.equals(actual)) {
                fail(difference(name, expected.split("\n", -1), actual.split("\n", -1)));
            }
        }
    }

    /// The lines between what is equal at both ends, as a diff.
    private static String difference(String name, String[] expected, String[] actual) {
        int head = 0;
        while (head < expected.length && head < actual.length && expected[head].equals(actual[head])) {
            head++;
        }
        int tail = 0;
        while (tail < expected.length - head && tail < actual.length - head
                && expected[expected.length - 1 - tail].equals(actual[actual.length - 1 - tail])) {
            tail++;
        }
        var text = new StringBuilder(name + " differs from its golden file (-Dgatehouse.golden.write=true writes it anew)\n");
        text.append("@@ line ").append(head + 1).append(" @@\n");
        List.of(expected).subList(Math.max(0, head - 2), head).forEach(line -> text.append("  ").append(line).append("\n"));
        List.of(expected).subList(head, expected.length - tail).stream().limit(40)
                .forEach(line -> text.append("- ").append(line).append("\n"));
        List.of(actual).subList(head, actual.length - tail).stream().limit(40)
                .forEach(line -> text.append("+ ").append(line).append("\n"));
        return text.toString();
    }
}
