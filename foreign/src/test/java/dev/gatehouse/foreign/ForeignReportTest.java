package dev.gatehouse.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignReportTest {
    @TempDir
    Path folder;

    private final List<ForeignResult> results = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /// A repository without files, in which the word "hunter2" is secret.
    private static final Repository EMPTY = new Repository() {
        @Override
        public Place place(String uri) {
            return new Place(new Origin.File(), SourcePath.of(uri.replaceFirst("^file:///home/ci/shop/", "")), Set.of());
        }

        @Override
        public @Nullable Shown show(Place place, Spot.InFile where) {
            return null;
        }

        @Override
        public List<String> masked(List<String> texts) {
            return texts.stream().map(text -> text.replace("hunter2", "••••")).toList();
        }
    };

    private static List<ForeignFormat> formats(String kind) {
        return ForeignReport.formats().stream().filter(format -> format.kind().equals(kind)).toList();
    }

    private byte[] sample(String name) throws Exception {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private ForeignReport.Extent read(String kind, byte[] report) throws Exception {
        results.clear();
        diagnostics.clear();
        Path file = Files.write(folder.resolve("report"), report);
        return ForeignReport.read(formats(kind), file, "report", results::add, diagnostics::add);
    }

    private List<Finding> findings(String kind, byte[] report) throws Exception {
        read(kind, report);
        var findings = new ForeignFindings(EMPTY);
        results.forEach(result -> findings.add(result, "report"));
        return findings.findings();
    }

    @Test
    void aSarifResultIsReadWithItsRuleWhereverThatStands() throws Exception {
        assertThat(read("sarif", sample("two-tools.sarif"))).isEqualTo(new ForeignReport.Extent(5, 1, 1));
        ForeignResult first = results.getFirst();
        assertThat(first.tool()).isEqualTo("Sift");
        assertThat(first.rule()).isEqualTo("sql-injection");
        assertThat(first.title()).isEqualTo("SQL from input");
        assertThat(first.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(first.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(first.message()).isEqualTo("name flows into query");
        assertThat(first.cwe()).containsExactly(89);
        assertThat(first.link()).hasToString("https://sift.example/sql");
        assertThat(first.spots()).containsExactly(
                new Spot.InFile("file:///home/ci/shop/src/a.js", 3, 5, 0, 24, "run(\"select \" + name)"));
        assertThat(first.dismissed()).isNull();

        ForeignResult second = results.get(1);
        assertThat(second.rule()).isEqualTo("weak-hash");
        assertThat(second.severity()).isEqualTo(Severity.LOW);
        assertThat(second.message()).isEqualTo("{literal} a$1 and {1}");
        assertThat(second.cwe()).containsExactly(328);
        assertThat(results.get(2).dismissed()).isEqualTo("test data");
        assertThat(results.get(3).dismissed()).isNull();

        ForeignResult pack = results.get(4);
        assertThat(pack.tool()).isEqualTo("Other Tool");
        assertThat(pack.title()).isEqualTo("From a pack");
        assertThat(pack.severity()).isEqualTo(Severity.HIGH);
        assertThat(pack.spots()).containsExactly(new Spot.AtResource("function", "shop.Basket.add"));

        assertThat(diagnostics).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(gap.line()).isEqualTo(14);
        });
    }

    @Test
    void identityHoldsOverMovedLinesAndReformatting() throws Exception {
        String report = new String(sample("two-tools.sarif"), StandardCharsets.UTF_8);
        List<Fingerprint> before = identities(report);
        assertThat(identities(
                report.replace("\"startLine\": 3", "\"startLine\": 33").replace("\"startLine\": 9", "\"startLine\": 19")))
                .isEqualTo(before);
        String withoutHash = report.replace("\"primaryLocationLineHash\": \"39fa2ee980eb94b0:1\"", "");
        List<Finding> textOnly = findings("sarif", withoutHash.getBytes(StandardCharsets.UTF_8));
        // The identity by the tool's fingerprint is gone; that by the text, which stood second, still matches.
        Finding known = finding(findings("sarif", report.getBytes(StandardCharsets.UTF_8)), "sift-sql-injection", "src/a.js");
        Finding now = finding(textOnly, "sift-sql-injection", "src/a.js");
        assertThat(known.identity()).hasSize(2).contains(now.fingerprint());
        String reformatted = withoutHash.replace("    run(\\\"select \\\" + name)", "run(\\\"select \\\"   +  name)");
        assertThat(identities(reformatted)).isEqualTo(identities(withoutHash));
        assertThat(identities(withoutHash.replace("+ name", "+ other"))).isNotEqualTo(identities(withoutHash));
    }

    private List<Fingerprint> identities(String report) throws Exception {
        return findings("sarif", report.getBytes(StandardCharsets.UTF_8)).stream().map(Finding::fingerprint).sorted().toList();
    }

    private static Finding finding(List<Finding> findings, String rule, String path) {
        return findings.stream().filter(each -> each.rule().id().equals(rule)
                && path.equals(each.occurrences().getFirst().location().path())).findFirst().orElseThrow();
    }

    @Test
    void zapReportsInBothFormsAreTheSameFindings() throws Exception {
        List<Finding> json = findings("zap", sample("zap.json"));
        assertThat(json).hasSize(3);
        List<Finding> xml = findings("zap", sample("zap.xml"));
        assertThat(xml).hasSize(2);
        assertThat(xml).extracting(Finding::fingerprint).isSubsetOf(json.stream().map(Finding::fingerprint).toList());
        Finding orders = json.stream().filter(each -> each.occurrences().size() == 2).findFirst().orElseThrow();
        assertThat(orders.rule().id()).isEqualTo("zap-40012");
        assertThat(orders.severity()).isEqualTo(Severity.HIGH);
        assertThat(orders.message()).isEqualTo("Input comes back in a page & runs.\nIt can act for the user.");
        assertThat(orders.rule().cwe()).containsExactly(79);
        assertThat(orders.occurrences().getFirst().location()).isEqualTo(
                new Location.Endpoint("GET", "https://staging.shop.example/orders/1831?q=a", "q"));
        Finding dismissed = json.stream().filter(each -> each.rule().id().equals("zap-10020-1")).findFirst().orElseThrow();
        assertThat(dismissed.active()).isEmpty();
        assertThat(dismissed.occurrences().getFirst().location()).isEqualTo(
                new Location.Endpoint("GET", "https://staging.shop.example", null));
        // Another host is another stage of the same service.
        String production = new String(sample("zap.json"), StandardCharsets.UTF_8).replace("staging.", "www.");
        assertThat(findings("zap", production.getBytes(StandardCharsets.UTF_8))).extracting(Finding::fingerprint)
                .containsExactlyInAnyOrderElementsOf(json.stream().map(Finding::fingerprint).toList());
    }

    @Test
    void vulnerabilitiesOfABillOfMaterialsHaveTheIdentityOfOurOwnAndTheirAnalysisIsRespected() throws Exception {
        List<Finding> findings = findings("cyclonedx", sample("bom.json"));
        Finding open = findings.stream().filter(each -> each.severity() == Severity.HIGH).findFirst().orElseThrow();
        assertThat(open.identity()).containsExactly(new Fingerprint("dependency", 1, "pkg:npm/lib|GHSA-aaaa-bbbb-cccc"),
                new Fingerprint("dependency", 1, "pkg:npm/lib|CVE-2026-0001"));
        assertThat(open.rule().cwe()).containsExactly(400, 1333);
        assertThat(open.active()).hasSize(1);
        Finding notAffected = findings.stream().filter(each -> each.severity() == Severity.CRITICAL).findFirst().orElseThrow();
        assertThat(notAffected.active()).isEmpty();
        assertThat(Objects.requireNonNull(notAffected.occurrences().getFirst().suppression()).reason())
                .isEqualTo("the parser is never called");
        Finding exploitable = findings.stream().filter(each -> each.severity() == Severity.LOW).findFirst().orElseThrow();
        assertThat(exploitable.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(exploitable.occurrences()).extracting(each -> each.location())
                .containsExactly(new Location.Resource("library", "lib-b"));
        assertThat(findings("cyclonedx", sample("bom.xml"))).singleElement()
                .satisfies(each -> assertThat(each.identity()).isEqualTo(open.identity()));
    }

    @Test
    void secretsInAForeignReportAreMaskedWhereverTheyStand() throws Exception {
        String report = """
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Sift", "rules": [{"id": "r", "help": {"text": "rotate hunter2"},
                 "fullDescription": {"text": "hunter2 leaks"}, "shortDescription": {"text": "hunter2"}}]}}, "results": [{"ruleId": "r",
                 "message": {"text": "found hunter2"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.env"},
                 "region": {"startLine": 1, "snippet": {"text": "PASSWORD=hunter2"}}}}]}]}]}
                """;
        List<Finding> findings = findings("sarif", report.getBytes(StandardCharsets.UTF_8));
        assertThat(findings).hasSize(1);
        assertThat(findings.toString()).contains("PASSWORD=").doesNotContain("hunter2");
        String zap = new String(sample("zap.json"), StandardCharsets.UTF_8).replace("?q=a", "?token=hunter2");
        assertThat(findings("zap", zap.getBytes(StandardCharsets.UTF_8)).toString()).contains("?token=")
                .doesNotContain("hunter2");
    }

    @Test
    void whatIsNoReportIsOneGapWithItsLine() throws Exception {
        for (String wrong : List.of("", "{", "[]", "null", "{\"runs\": [", "{\"a\": 1}", "not json", "<xml/>", "{\"runs\": []} x",
                "{\"runs\":" + "[".repeat(5_000))) {
            assertThat(read("sarif", wrong.getBytes(StandardCharsets.UTF_8)).results()).as(wrong).isZero();
            assertThat(diagnostics).as(wrong).singleElement()
                    .satisfies(gap -> assertThat(gap.kind()).isEqualTo(Diagnostic.Kind.GAP));
        }
        read("zap", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><OWASPZAPReport>&e;</OWASPZAPReport>"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(diagnostics).hasSize(1);
    }

    @Test
    void aReportThatIsDamagedAnywhereIsToldAndNeverABug() throws Exception {
        var random = new Random(20261130);
        for (String name : List.of("two-tools.sarif", "zap.json", "zap.xml", "bom.json", "bom.xml")) {
            byte[] whole = sample(name);
            String kind = name.startsWith("zap") ? "zap" : name.startsWith("bom") ? "cyclonedx" : "sarif";
            for (int round = 0; round < 150; round++) {
                byte[] damaged = whole.clone();
                if (round % 3 == 0) {
                    damaged = java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
                } else {
                    for (int i = 0; i < 1 + round % 5; i++) {
                        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                    }
                }
                findings(kind, damaged);
                if (round % 3 == 0) {
                    assertThat(diagnostics).as(name + " cut").isNotEmpty();
                }
            }
        }
    }

    @Test
    void aLongReportIsReadInMemoryThatDoesNotGrowWithIt() throws Exception {
        var report = new StringBuilder("{\"runs\": [{\"tool\": {\"driver\": {\"name\": \"Sift\"}}, \"results\": [");
        String padding = "x".repeat(2_000);
        for (int i = 0; i < 20_000; i++) {
            report.append(i == 0 ? "" : ",").append("{\"ruleId\": \"r").append(i % 7)
                    .append("\", \"message\": {\"text\": \"m\"}, \"padding\": \"")
                    .append(padding).append("\"}");
        }
        Path file = Files.writeString(folder.resolve("long.sarif"), report.append("]}]}"));
        long[] count = new long[1];
        ForeignReport.Extent extent = ForeignReport.read(formats("sarif"), file, "long.sarif", _ -> count[0]++, diagnostics::add);
        assertThat(extent.results()).isEqualTo(20_000);
        assertThat(count[0]).isEqualTo(20_000);
        assertThat(diagnostics).isEmpty();
    }
}
