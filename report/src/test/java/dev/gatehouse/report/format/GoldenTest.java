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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each format looks like, as files. `-Dgatehouse.golden.write=true` writes them anew; the difference is then for a person.
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

    /// What a person sees of two texts that differ: removed and added lines with one line around them.
    private static String difference(String name, String[] expected, String[] actual) {
        int[][] common = new int[expected.length + 1][actual.length + 1];
        for (int i = expected.length - 1; i >= 0; i--) {
            for (int j = actual.length - 1; j >= 0; j--) {
                common[i][j] = expected[i].equals(actual[j])
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < expected.length || j < actual.length) {
            if (i < expected.length && j < actual.length && expected[i].equals(actual[j])) {
                lines.add("  " + expected[i++]);
                j++;
            } else if (j == actual.length || i < expected.length && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + expected[i++]);
            } else {
                lines.add("+ " + actual[j++]);
            }
        }
        var text = new StringBuilder(name + " differs from its golden file (-Dgatehouse.golden.write=true writes it anew)\n");
        for (int line = 0; line < lines.size(); line++) {
            boolean near = changed(lines, line - 1) || changed(lines, line) || changed(lines, line + 1);
            text.append(near ? lines.get(line) + "\n" : changed(lines, line - 2) ? "  …\n" : "");
        }
        return text.toString();
    }

    private static boolean changed(List<String> lines, int line) {
        return line >= 0 && line < lines.size() && !lines.get(line).startsWith(" ");
    }
}
