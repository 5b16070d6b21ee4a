package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.report.Report;
import dev.gatehouse.report.SampleReports;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/// JUnit, GitLab, CSV, annotations: what their readers rely on.
class FormatsTest {

    @Test
    void junitFailsWhatBlocksSkipsWhatIsAcceptedAndCountsRight() throws Exception {
        Document xml = xml(Rendered.text(ReportKind.JUNIT, SampleReports.pullRequest()));
        Element root = xml.getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        // Three places of two blocking findings; one accepted, one suppressed; one gap.
        assertThat(root.getAttribute("tests")).isEqualTo("9");
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(3)
                .isEqualTo(Integer.parseInt(root.getAttribute("failures")));
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(2)
                .isEqualTo(Integer.parseInt(root.getAttribute("skipped")));
        assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1)
                .isEqualTo(Integer.parseInt(root.getAttribute("errors")));
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(9);
        for (int i = 0; i < xml.getElementsByTagName("testsuite").getLength(); i++) {
            var suite = (Element) xml.getElementsByTagName("testsuite").item(i);
            assertThat(suite.getElementsByTagName("testcase").getLength())
                    .isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
        }
    }

    @Test
    void junitOfNothingIsOnePassingCase() throws Exception {
        Document xml = xml(Rendered.text(ReportKind.JUNIT, SampleReports.nothing()));
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(1);
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("0");
    }

    @Test
    void anAssessmentFailsEveryOpenCase() throws Exception {
        Document xml = xml(Rendered.text(ReportKind.JUNIT, SampleReports.large(5)));
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(xml.getElementsByTagName("testcase").getLength())
                .isPositive();
    }

    @Property(tries = 100)
    void hostileTextStaysTextInXml(@ForAll @Size(max = 6) List<Integer> choices) throws Exception {
        String hostile = hostile(choices);
        Document xml = xml(Rendered.text(ReportKind.JUNIT, SampleReports.hostile(hostile)));
        assertThat(xml.getElementsByTagName("script").getLength()).isZero();
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(6);
        var failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo(Printable.line(hostile).replace("\ufffe", "\\u{FFFE}").replace("\uffff", "\\u{FFFF}"));
    }

    @Property(tries = 100)
    void noCellIsAFormula(@ForAll @Size(max = 6) List<Integer> choices) throws IOException {
        List<List<String>> rows = csv(Rendered.text(ReportKind.CSV, SampleReports.hostile(hostile(choices))));
        assertThat(rows).hasSize(6);
        for (List<String> row : rows) {
            assertThat(row).hasSameSizeAs(rows.getFirst());
            assertThat(row).noneMatch(cell -> cell.stripLeading().matches("(?s)[=+\\-@|%\uff1d\uff0b\uff0d\uff20].*"));
            assertThat(row).noneMatch(cell -> cell.codePoints().anyMatch(c -> Rendered.harmful(c) || c == '\n'));
        }
    }

    @Test
    void csvHasOneRowAnOccurrence() throws IOException {
        List<List<String>> rows = csv(Rendered.text(ReportKind.CSV, SampleReports.pullRequest()));
        assertThat(rows).hasSize(9);
        int path = rows.getFirst().indexOf("path");
        assertThat(rows.stream().skip(1).map(row -> row.get(path))).contains("docs/setup guide.md", "ci/release.sh");
        assertThat(rows.stream().filter(row -> row.get(path).equals("legacy/pay.php")).findFirst().orElseThrow())
                .contains("accepted", "EX-7", "payments", "2026-03-10");
    }

    @Test
    void githubAnnotationsPointAtLines() throws IOException {
        List<String> lines = Rendered.text(ReportKind.GITHUB, SampleReports.pullRequest()).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst())
                .startsWith(
                        "::error file=deploy/production/terraform.tfvars,line=14,endLine=14,col=17,endColumn=39,title=Aws access key (critical)::");
        assertThat(lines.get(2)).startsWith("::warning file=src/main/resources/application.yaml,");
        assertThat(lines.get(3)).startsWith("::notice file=lib/app.jar,title=");
    }

    @Test
    void annotationsStopWhereTheRunnerStopsShowing() throws IOException {
        List<String> lines = Rendered.text(ReportKind.GITHUB, SampleReports.large(500)).lines().toList();
        assertThat(lines.stream().filter(line -> line.startsWith("::error "))).hasSize(10);
        assertThat(lines.getLast()).matches("gatehouse: 4\\d\\d more findings without annotation");
    }

    @Property(tries = 150)
    void hostileTextGivesNoCommands(@ForAll @Size(max = 6) List<Integer> choices) throws IOException {
        Report report = SampleReports.hostile(hostile(choices));
        for (String line : Rendered.text(ReportKind.GITHUB, report).split("\n")) {
            assertThat(line)
                    .matches("::error (file=[^:,]*(,line=\\d+,endLine=\\d+(,col=\\d+,endColumn=\\d+)?)?,)?title=[^:,]*::.*");
        }
        for (String line : Rendered.text(ReportKind.AZURE, report).split("\n")) {
            assertThat(line).matches(
                    "##vso\\[task\\.logissue type=error;(sourcepath=[^;\\]]*;(linenumber=\\d+;columnnumber=\\d+;)?)?code=[^;\\]]*\\].*");
        }
    }

    @Test
    void gitlabSecurityReportsAreAsTheirSchemaSays() throws IOException {
        for (ReportKind kind : List.of(ReportKind.GITLAB_SECRETS, ReportKind.GITLAB_SAST)) {
            for (Report report : List.of(SampleReports.pullRequest(), SampleReports.hostile("<b>\u202e\n".repeat(400)),
                    SampleReports.nothing())) {
                JsonNode document = Rendered.json(kind, report);
                assertThat(document.get("version").asString()).isEqualTo("15.2.1");
                assertThat(document.get("schema").asString()).matches("https?://.+");
                JsonNode scan = document.get("scan");
                for (String time : List.of("start_time", "end_time")) {
                    assertThat(scan.get(time).asString()).matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}");
                }
                assertThat(scan.get("status").asString()).isIn("success", "failure");
                assertThat(scan.get("type").asString()).isEqualTo(kind == ReportKind.GITLAB_SAST ? "sast" : "secret_detection");
                for (String tool : List.of("analyzer", "scanner")) {
                    assertThat(List.of(scan.at("/" + tool + "/id").asString(), scan.at("/" + tool + "/name").asString(),
                            scan.at("/" + tool + "/version").asString(), scan.at("/" + tool + "/vendor/name").asString()))
                            .doesNotContain("");
                }
                for (JsonNode message : scan.path("messages")) {
                    assertThat(message.get("level").asString()).isIn("info", "warn", "fatal");
                    assertThat(message.get("value").asString()).isNotEmpty();
                }
                gitlabVulnerabilities(document.get("vulnerabilities"));
            }
        }
    }

    private static void gitlabVulnerabilities(JsonNode vulnerabilities) {
        Set<String> ids = new HashSet<>();
        for (JsonNode vulnerability : vulnerabilities) {
            assertThat(ids.add(vulnerability.get("id").asString())).isTrue();
            assertThat(vulnerability.get("name").asString()).isNotEmpty().hasSizeLessThanOrEqualTo(255);
            assertThat(vulnerability.get("description").asString()).hasSizeLessThanOrEqualTo(1_048_576);
            assertThat(vulnerability.path("solution").asString("")).hasSizeLessThanOrEqualTo(7_000);
            assertThat(vulnerability.get("severity").asString()).isIn("Info", "Unknown", "Low", "Medium", "High", "Critical");
            assertThat(vulnerability.get("identifiers").size()).isPositive();
            for (JsonNode identifier : vulnerability.get("identifiers")) {
                assertThat(identifier.get("type").asString()).isNotEmpty();
                assertThat(identifier.get("name").asString()).isNotEmpty();
                assertThat(identifier.get("value").asString()).isNotEmpty();
            }
            assertThat(vulnerability.at("/location/commit/sha").asString()).isNotEmpty();
            for (JsonNode link : vulnerability.path("links")) {
                assertThat(link.get("url").asString()).matches("(https?|ftp)://.+");
            }
        }
    }

    @Test
    void gitlabSecretsHaveOneVulnerabilityAnOpenPlaceWithItsCommit() throws IOException {
        JsonNode vulnerabilities = Rendered.json(ReportKind.GITLAB_SECRETS, SampleReports.pullRequest()).get("vulnerabilities");
        assertThat(vulnerabilities.size()).isEqualTo(6);
        List<String> commits = new ArrayList<>();
        vulnerabilities.forEach(vulnerability -> commits.add(vulnerability.at("/location/commit/sha").asString()));
        assertThat(commits).contains("9fceb02d0ae598e95dc970b74767f19372d61af8", "3f1c9a7e0d5b4c2f8a6e1d3b5c7f9a0b2d4e6f80");
        assertThat(Rendered.json(ReportKind.GITLAB_SAST, SampleReports.pullRequest()).get("vulnerabilities").size()).isZero();
    }

    @Test
    void gitlabCodeQualityHasUniqueFingerprintsAndKnownSeverities() throws IOException {
        JsonNode issues = Rendered.json(ReportKind.GITLAB_CODE_QUALITY, SampleReports.pullRequest());
        Set<String> fingerprints = new HashSet<>();
        for (JsonNode issue : issues) {
            assertThat(fingerprints.add(issue.get("fingerprint").asString())).isTrue();
            assertThat(issue.get("severity").asString()).isIn("info", "minor", "major", "critical", "blocker");
            assertThat(issue.get("check_name").asString()).isNotEmpty();
            assertThat(issue.get("description").asString()).isNotEmpty();
            assertThat(issue.at("/location/path").asString()).doesNotStartWith("./").isNotEmpty();
            assertThat(issue.at("/location/lines/begin").asInt()).isPositive();
        }
        assertThat(fingerprints).hasSize(6);
    }

    private static String hostile(List<Integer> choices) {
        return Rendered.hostile(choices.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Document xml(String text) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    /// A reader for RFC 4180.
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\r') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\r') {
                    rows.add(row);
                    row = new ArrayList<>();
                    i++;
                }
            } else {
                cell.append(c);
            }
        }
        return rows;
    }
}
