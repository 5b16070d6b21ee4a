package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.SampleReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {

    @Test
    void aFindingBeginsWithItsPlaceAndUnderlinesIt() throws IOException {
        List<String> lines = Rendered.text(ReportKind.TERMINAL, SampleReports.pullRequest()).lines().toList();
        assertThat(lines.getFirst()).startsWith("deploy/production/terraform.tfvars:14:17  critical, certain");
        int marked = lines.indexOf("  14 │ aws_access_key = \"AKIA****************\"");
        String marks = lines.get(marked + 1);
        assertThat(marks.indexOf('^')).isEqualTo(lines.get(marked).indexOf("\"AKIA"));
        assertThat(marks.chars().filter(c -> c == '^').count()).isEqualTo("\"AKIA****************\"".length());
    }

    @Test
    void historyNamesWhoIntroducedItAndWhen() throws IOException {
        assertThat(Rendered.text(ReportKind.TERMINAL, SampleReports.pullRequest()))
                .contains("introduced by Ada Lovelace in 9fceb02d0ae5 on 2024-05-14, still in HEAD");
    }

    @Test
    void manyPlacesShowThreeAndTheirNumber() throws IOException {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            occurrences.add(SampleReports.at("file-" + i, 2, 1, "k", 0, 1, Confidence.LIKELY));
        }
        String text = one(occurrences);
        assertThat(text).contains("file-0:2:1", "also at file-1:2:1", "also at file-2:2:1 and 6 more").doesNotContain("file-3");
    }

    @Property(tries = 60)
    void noFindingTakesMoreThanTwelveLines(@ForAll @Size(min = 1, max = 12) List<Integer> choices, @ForAll boolean narrow)
            throws IOException {
        String hostile = Rendered.hostile(choices.stream().mapToInt(Integer::intValue).toArray()).repeat(8);
        var style = new Style(false, StandardCharsets.UTF_8, narrow ? 40 : 120, true);
        String text = Rendered.text(ReportKind.TERMINAL, SampleReports.hostile(hostile), style);
        String findings = text.substring(0, text.indexOf("────"));
        for (String block : findings.split("\n\n")) {
            assertThat(block.lines().count()).as(block).isLessThanOrEqualTo(12);
        }
    }

    @Property(tries = 150)
    void nothingOfTheInputReachesTheTerminalAsAnInstruction(@ForAll @Size(max = 6) List<Integer> choices) throws IOException {
        String hostile = Rendered.hostile(choices.stream().mapToInt(Integer::intValue).toArray());
        String text = Rendered.text(ReportKind.TERMINAL, SampleReports.hostile(hostile),
                new Style(false, StandardCharsets.UTF_8, 80, true));
        assertThat(text.codePoints().filter(Rendered::harmful).mapToObj(Integer::toHexString)).isEmpty();
        // Our own colours are the only escapes.
        String coloured = Rendered.text(ReportKind.TERMINAL, SampleReports.hostile(hostile),
                new Style(true, StandardCharsets.UTF_8, 80, true));
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]{1,4}m", "").codePoints().filter(Rendered::harmful)).isEmpty();
    }

    @Test
    void readersWithoutUtf8GetAscii() throws IOException {
        String text = Rendered.text(ReportKind.TERMINAL, SampleReports.pullRequest(),
                new Style(false, StandardCharsets.US_ASCII, 80, false));
        assertThat(text.codePoints().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f)).isTrue();
        assertThat(text).contains("  14 | aws_access_key").doesNotContain("?");
    }

    @Test
    void suppressedAndAcceptedFindingsAreCountedUnlessAskedFor() throws IOException {
        String brief = Rendered.text(ReportKind.TERMINAL, SampleReports.pullRequest());
        assertThat(brief.replaceAll("\\s+", " ")).contains("1 accepted, 1 suppressed, 1 fixed").doesNotContain("LoginTest",
                "legacy/pay.php");
        String full = Rendered.text(ReportKind.TERMINAL, SampleReports.pullRequest(),
                new Style(false, StandardCharsets.UTF_8, 100, true));
        assertThat(full).contains("LoginTest", "[suppressed]", "[accepted until 2026-03-10]", "owner payments");
    }

    @Test
    void theSummarySaysVerdictReasonsCoverageAndOneNextCommand() throws IOException {
        String text = Rendered.text(ReportKind.TERMINAL, SampleReports.pullRequest());
        assertThat(text).contains("Blocked at pull-request: 2 findings block",
                "[gate.block: new, high or critical, at least likely]", "fix first",
                "  5. tools/notify.py:7:1  low  Slack webhook", "37 excluded, 1", "gap       secrets.db: permission denied");
        assertThat(text.lines().filter(line -> line.startsWith("next: ")))
                .containsExactly("next: gatehouse explain secret/1:k1.00000001");
    }

    @Test
    void nothingFoundSaysSo() throws IOException {
        assertThat(Rendered.text(ReportKind.TERMINAL, SampleReports.nothing())).contains("Assessment: nothing found",
                "0 open findings",
                "next: gatehouse scan --history");
    }

    @Test
    void manyFindingsOfOneRuleAreToldInFullFiveTimesThenInALineThenAsANumber() throws IOException {
        List<Assessed> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(SampleReports.assessed(SampleReports.finding("loud-rule", Severity.LOW, i,
                    SampleReports.at("file-" + i, 2, 1, "text", 0, 1, Confidence.LIKELY)), Assessed.Newness.UNCOMPARED,
                    Verdict.ALLOW, null));
        }
        Report report = SampleReports.assessment(many, SampleReports.nothing().coverage());
        String brief = Rendered.text(ReportKind.TERMINAL, report);
        assertThat(brief.lines().filter(line -> line.startsWith("file-"))).hasSize(5);
        assertThat(brief).contains("25 more of loud-rule").contains("and 15 more places (--verbose");
        assertThat(brief.lines().filter(line -> line.startsWith("  file-"))).hasSize(10);
        String full = Rendered.text(ReportKind.TERMINAL, report, new Style(false, StandardCharsets.UTF_8, 100, true));
        assertThat(full.lines().filter(line -> line.startsWith("file-"))).hasSize(30);
        assertThat(full).doesNotContain("more of loud-rule");
    }

    @Test
    void wideCharactersTakeTwoColumns() throws IOException {
        String text = one(List.of(SampleReports.at("a", 2, 5, "漢字: secret", 4, 10, Confidence.LIKELY)));
        List<String> lines = text.lines().toList();
        int marked = lines.indexOf("  2 │ 漢字: secret");
        assertThat(lines.get(marked + 1)).isEqualTo("    │ " + " ".repeat(6) + "^".repeat(6));
    }

    @Test
    void aLongLineIsCutAroundThePlace() throws IOException {
        String text = one(
                List.of(SampleReports.at("a", 2, 5, "x".repeat(500) + "SECRET" + "y".repeat(500), 500, 506, Confidence.LIKELY)));
        assertThat(text.lines().filter(line -> line.contains("│")).mapToInt(String::length).max().orElse(0))
                .isLessThanOrEqualTo(100);
        List<String> lines = text.lines().toList();
        int marked = lines.indexOf(lines.stream().filter(line -> line.contains("SECRET")).findFirst().orElse(""));
        assertThat(lines.get(marked + 1).indexOf('^')).isEqualTo(lines.get(marked).indexOf("SECRET"));
        assertThat(lines.get(marked + 1).lastIndexOf('^')).isEqualTo(lines.get(marked).indexOf("SECRET") + 5);
    }

    @Test
    void coloursFollowTheTerminalTheVariableAndTheOption() {
        assertThat(colour(Map.of("TERM", "xterm"), Style.Colour.AUTO, true)).isTrue();
        assertThat(colour(Map.of("TERM", "xterm"), Style.Colour.AUTO, false)).isFalse();
        assertThat(colour(Map.of("NO_COLOR", "1"), Style.Colour.AUTO, true)).isFalse();
        assertThat(colour(Map.of("NO_COLOR", ""), Style.Colour.AUTO, true)).isTrue();
        assertThat(colour(Map.of("NO_COLOR", "1"), Style.Colour.ALWAYS, false)).isTrue();
        assertThat(colour(Map.of(), Style.Colour.NEVER, true)).isFalse();
    }

    private static boolean colour(Map<String, String> environment, Style.Colour wish, boolean terminal) {
        return Style.detect(environment, wish, terminal, StandardCharsets.UTF_8, 80, false).colour();
    }

    private static String one(List<Occurrence> occurrences) throws IOException {
        var finding = SampleReports.finding("some-rule", Severity.HIGH, 1, occurrences.toArray(Occurrence[]::new));
        Report report = SampleReports.assessment(
                List.of(SampleReports.assessed(finding, Assessed.Newness.UNCOMPARED, Verdict.ALLOW, null)),
                new Coverage(1, 1, 0, 1, 0, List.of()));
        return Rendered.text(ReportKind.TERMINAL, report);
    }
}
