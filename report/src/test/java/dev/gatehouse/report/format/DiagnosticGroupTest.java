package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticGroupTest {

    @Test
    void whatIsSaidOfManyPlacesIsSaidOnce() {
        List<Diagnostic> many = IntStream.range(0, 21).mapToObj(i -> unknown("m" + i + "/pom.xml", "no version")).toList();

        assertThat(DiagnosticGroup.of(many)).singleElement().satisfies(group -> assertThat(group.text())
                .isEqualTo("m0/pom.xml, m1/pom.xml, m2/pom.xml and 18 more: no version; run mvn"));
        List<Diagnostic> each = Stream.of("a", "b", "c", "d", "e").map(where -> unknown(where, "x of " + where)).toList();
        assertThat(DiagnosticGroup.of(each)).singleElement()
                .satisfies(group -> assertThat(group.text()).isEqualTo("a: x of a; run mvn; likewise b, c, d and 1 more"));
        assertThat(DiagnosticGroup.of(each.subList(0, 3))).hasSize(3);
        assertThat(DiagnosticGroup.of(many.subList(0, 1)).getFirst().text()).isEqualTo(many.getFirst().toString());
    }

    @Test
    void othersStayApart() {
        assertThat(DiagnosticGroup.of(List.of(unknown("a", "x"),
                Diagnostic.of("file-unreadable", Diagnostic.Kind.GAP, "b", "x", null), unknown("c", "x")))).hasSize(2);
    }

    @Test
    void terminalMarkdownAndPageNameThreePlacesAndTheNumberOfTheRest() throws IOException {
        List<Diagnostic> many = IntStream.range(10, 31).mapToObj(i -> unknown("m" + i + "/pom.xml", "no version")).toList();
        Report report = SampleReports.assessment(List.of(), new Coverage(21, 21, 0, 2100, 0, many));

        assertThat(written(ReportKind.TERMINAL, report, Style.plain())).contains("m10/pom.xml, m11/pom.xml, m12/pom.xml and 18")
                .doesNotContain("m13/pom.xml");
        assertThat(written(ReportKind.MARKDOWN, report, Style.plain())).contains("and 18 more").doesNotContain("m13");
        assertThat(written(ReportKind.HTML, report, Style.plain())).contains("and 20 places more").contains("m30/pom.xml");
    }

    private static Diagnostic unknown(String where, String what) {
        return Diagnostic.of("maven-version-unknown", Diagnostic.Kind.DEGRADED, where, what, "run mvn");
    }

    private static String written(ReportKind kind, Report report, Style style) throws IOException {
        var out = new ByteArrayOutputStream();
        kind.writer().write(report, out, style);
        return out.toString(StandardCharsets.UTF_8);
    }
}
