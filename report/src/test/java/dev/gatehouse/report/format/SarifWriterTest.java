package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SarifWriterTest {
    private static final Schema SCHEMA = officialSchema();

    @Test
    void theOfficialSchemaTakesWhatIsWritten() throws IOException {
        for (Report report : List.of(SampleReports.pullRequest(), SampleReports.nothing(), SampleReports.large(60),
                SampleReports.hostile("](\u202e{0}</script>"))) {
            assertThat(SCHEMA.validate(Rendered.text(ReportKind.SARIF, report), InputFormat.JSON)).isEmpty();
        }
        // The check can fail.
        assertThat(SCHEMA.validate("{\"version\":\"2.1.0\",\"runs\":[{}]}", InputFormat.JSON)).isNotEmpty();
    }

    @Property(tries = 60)
    void hostileTextStaysValid(@ForAll @Size(max = 6) List<Integer> choices) throws IOException {
        String hostile = Rendered.hostile(choices.stream().mapToInt(Integer::intValue).toArray());
        String text = Rendered.text(ReportKind.SARIF, SampleReports.hostile(hostile));
        assertThat(SCHEMA.validate(text, InputFormat.JSON)).isEmpty();
        for (JsonNode result : run(text).get("results")) {
            assertThat(result.at("/message/text").asString()).doesNotContain("](").doesNotContain("\n");
        }
    }

    @Test
    void thereIsOneResultAnOccurrenceWithItsPlaceFirst() throws IOException {
        JsonNode results = run(Rendered.text(ReportKind.SARIF, SampleReports.pullRequest())).get("results");
        assertThat(results.size()).isEqualTo(8);
        JsonNode first = results.get(0);
        assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
                .isEqualTo("deploy/production/terraform.tfvars");
        assertThat(first.at("/locations/0/physicalLocation/region").toString())
                .isEqualTo(
                        "{\"startLine\":14,\"startColumn\":17,\"endLine\":14,\"endColumn\":39,\"byteOffset\":500,\"byteLength\":22}");
        assertThat(first.at("/properties/confidence").asString()).isEqualTo("certain");
        assertThat(first.get("baselineState").asString()).isEqualTo("new");
        assertThat(results.get(1).at("/locations/0/physicalLocation/artifactLocation/uri").asString())
                .isEqualTo("docs/setup%20guide.md");
    }

    @Test
    void historyNamesTheCommit() throws IOException {
        JsonNode commit = result("ci/release.sh").at("/properties/commit");
        assertThat(commit.get("author").asString()).isEqualTo("Ada Lovelace <ada@example.org>");
        assertThat(commit.get("inHead").asBoolean()).isTrue();
    }

    @Test
    void anEntryOfAnArchiveIsShownAtTheArchive() throws IOException {
        JsonNode result = result("lib/app.jar");
        assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asString())
                .isEqualTo("lib/app.jar!BOOT-INF/classes/server.key");
        assertThat(result.at("/locations/0/physicalLocation/region").toString()).isEqualTo("{\"startLine\":1}");
        assertThat(result.at("/message/text").asString()).contains("In lib/app.jar!BOOT-INF/classes/server.key:1:1.");
    }

    @Test
    void suppressionsAndExceptionsAreSuppressionsOfSarif() throws IOException {
        JsonNode inline = result("src/test/java/LoginTest.java").get("suppressions");
        assertThat(inline.toString())
                .isEqualTo("[{\"kind\":\"inSource\",\"status\":\"accepted\",\"justification\":\"test data (gatehouse:allow)\"}]");
        JsonNode accepted = result("legacy/pay.php").get("suppressions");
        assertThat(accepted.at("/0/kind").asString()).isEqualTo("external");
        assertThat(accepted.at("/0/justification").asString()).contains("EX-7", "payments", "2026-03-10");
        assertThat(result("ci/release.sh").get("suppressions").isEmpty()).isTrue();
    }

    @Test
    void fingerprintsStayWhenLinesMoveAndTellPlacesApart() throws IOException {
        Set<String> places = new HashSet<>();
        for (JsonNode result : run(Rendered.text(ReportKind.SARIF, SampleReports.pullRequest())).get("results")) {
            assertThat(places.add(result.at("/partialFingerprints/gatehousePlace~1v1").asString())).isTrue();
        }
        String before = Rendered.text(ReportKind.SARIF, two(4));
        String after = Rendered.text(ReportKind.SARIF, two(90));
        assertThat(fingerprints(after)).isEqualTo(fingerprints(before));
        assertThat(fingerprints(before).getFirst()).contains("\"gatehouseIdentity/v1\":\"secret/1:k1.00000001\"");
    }

    @Test
    void rulesCarryScoreTagsHelpAndWeakness() throws IOException {
        JsonNode run = run(Rendered.text(ReportKind.SARIF, SampleReports.pullRequest()));
        JsonNode rule = run.at("/tool/driver/rules/0");
        assertThat(rule.at("/properties/security-severity").asString()).isEqualTo("8.0");
        assertThat(rule.at("/properties/tags").toString()).contains("\"security\"", "\"external/cwe/cwe-798\"");
        assertThat(rule.at("/help/markdown").asString()).contains("**What to do:**");
        assertThat(rule.at("/relationships/0/target/id").asString()).isEqualTo("259");
        assertThat(run.at("/taxonomies/0/taxa").size()).isEqualTo(2);
        for (JsonNode result : run.get("results")) {
            assertThat(run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt() + "/id").asString())
                    .isEqualTo(result.get("ruleId").asString());
        }
    }

    @Test
    void theRunSaysWhereItComesFromAndWhatWentWrong() throws IOException {
        JsonNode run = run(Rendered.text(ReportKind.SARIF, SampleReports.pullRequest()));
        assertThat(run.at("/versionControlProvenance/0/repositoryUri").asString())
                .isEqualTo("ssh://git@example.org/acme/shop.git");
        assertThat(run.at("/automationDetails/id").asString()).isEqualTo("gatehouse/change-of-shop/");
        assertThat(run.get("columnKind").asString()).isEqualTo("utf16CodeUnits");
        JsonNode notifications = run.at("/invocations/0/toolExecutionNotifications");
        assertThat(notifications.size()).isEqualTo(3);
        assertThat(notifications.get(0).get("level").asString()).isEqualTo("error");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    }

    @Test
    void whatDoesNotFitIsLeftOutFromTheMildestEndAndSaidSo() throws IOException {
        var out = new ByteArrayOutputStream();
        new SarifWriter(5, Long.MAX_VALUE).write(SampleReports.pullRequest(), out, Style.plain());
        JsonNode run = run(out.toString(StandardCharsets.UTF_8));
        assertThat(run.get("results").size()).isEqualTo(5);
        for (JsonNode result : run.get("results")) {
            assertThat(result.get("suppressions").isEmpty()).isTrue();
        }
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
                .startsWith("3 results left out, the mildest");
    }

    @Test
    void theFileStaysUnderItsSizeAfterCompression() throws IOException {
        var out = new ByteArrayOutputStream();
        new SarifWriter(25_000, 60_000).write(SampleReports.large(3_000), out, Style.plain());
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(compressed)) {
            gzip.write(out.toByteArray());
        }
        assertThat(compressed.size()).isLessThan(100_000);
        JsonNode run = run(out.toString(StandardCharsets.UTF_8));
        assertThat(run.get("results").size()).isBetween(100, 3_000);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/descriptor/id").asString()).isEqualTo("results-truncated");
    }

    @Property(tries = 300)
    void everyPathIsARelativeReferenceThatDecodesToItsBytes(@ForAll @Size(min = 1, max = 20) byte[] path) {
        String uri = SarifResult.uri(SourcePath.of(path));
        URI parsed = URI.create(uri);
        assertThat(parsed.isAbsolute()).isFalse();
        assertThat(parsed.getAuthority()).isNull();
        assertThat(uri).doesNotStartWith("/").matches("[!-~]+").doesNotContain("\"", "<", ">", "?", "#");
        assertThat(decoded(uri)).isEqualTo(path);
    }

    private static byte[] decoded(String uri) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static JsonNode run(String text) {
        return Rendered.json(text).at("/runs/0");
    }

    private static JsonNode result(String uri) throws IOException {
        for (JsonNode result : run(Rendered.text(ReportKind.SARIF, SampleReports.pullRequest())).get("results")) {
            if (result.at("/locations/0/physicalLocation/artifactLocation/uri").asString().equals(uri)) {
                return result;
            }
        }
        throw new AssertionError("no result at " + uri);
    }

    private static List<String> fingerprints(String text) {
        List<String> fingerprints = new ArrayList<>();
        run(text).get("results").forEach(result -> fingerprints.add(result.get("partialFingerprints").toString()));
        return fingerprints;
    }

    private static Report two(int line) {
        Finding finding = SampleReports.finding("some-rule", Severity.HIGH, 1,
                SampleReports.at("a.txt", line, 1, "key", 0, 3, Confidence.LIKELY),
                SampleReports.at("b.txt", line + 7, 3, "key", 0, 3, Confidence.LIKELY));
        return SampleReports.assessment(
                List.of(SampleReports.assessed(finding, Assessed.Newness.UNCOMPARED, Verdict.ALLOW, null)),
                new Coverage(1, 1, 0, 1, 0, List.of()));
    }

    private static Schema officialSchema() {
        try (InputStream in = SarifWriterTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
