package dev.gatehouse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DetectorTest {
    private static final String DIGEST = "sha256:" + "1f".repeat(32);
    private static final String MINER = "{\"rule\":\"x\",\"time\":\"2026-03-01T10:00:00.5Z\",\"output_fields\":{\"proc.name\":\"xmrig\","
            + "\"container.image.digest\":\"" + DIGEST + "\",\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"checkout-1\"}}";

    private final List<Alert> alerts = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Detector.Extent run(String lines) throws Exception {
        return new Detector(DetectionRules.builtIn()).run("falco.jsonl",
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                alerts::add, diagnostics::add);
    }

    @TestFactory
    List<DynamicTest> everyRuleFiresOnItsSamplesAndNotOnItsNearMisses() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (var rule : DetectionRules.builtIn()) {
            String file = "rules/" + rule.header().name() + ".yml";
            byte[] yaml;
            try (InputStream in = DetectionRules.class.getResourceAsStream(file)) {
                yaml = java.util.Objects.requireNonNull(in).readAllBytes();
            }
            Fields samples = java.util.Objects
                    .requireNonNull(Fields.of(file, Documents.read(Format.YAML, file, yaml, Limits.DEFAULT)).fields("samples"));
            List<String> match = samples.texts("match");
            List<String> miss = samples.texts("miss");
            tests.add(DynamicTest.dynamicTest(rule.header().name(), () -> {
                assertThat(match).isNotEmpty();
                assertThat(miss).isNotEmpty();
                assertThat(rule.header().id()).isNotNull();
                assertThat(rule.header().remedy()).isNotNull();
                for (String event : match) {
                    alerts.clear();
                    run(event);
                    assertThat(alerts).as(event).extracting(alert -> alert.rule().header().name()).contains(rule.header().name());
                }
                for (String event : miss) {
                    alerts.clear();
                    run(event);
                    assertThat(alerts).as(event).extracting(alert -> alert.rule().header().name())
                            .doesNotContain(rule.header().name());
                }
            }));
        }
        return tests;
    }

    @Test
    void anAlertNamesImageWorkloadTimeAndLine() throws Exception {
        assertThat(run("\n" + MINER + "\n")).isEqualTo(new Detector.Extent(1, 0, 0));
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.digest()).isEqualTo(DIGEST);
            assertThat(alert.workload()).isEqualTo("shop/checkout-1");
            assertThat(alert.time()).isEqualTo(Instant.parse("2026-03-01T10:00:00.5Z"));
            assertThat(alert.line()).isEqualTo(2);
        });
    }

    @Test
    void aBadLineIsOneDiagnosticAndTheRestGoesOn() throws Exception {
        assertThat(run(MINER + "\n{\"a\":\n[1]\n" + "x".repeat(3 << 20) + "\n" + MINER)).isEqualTo(new Detector.Extent(2, 3, 0));
        assertThat(alerts).hasSize(2);
        assertThat(diagnostics).extracting(Diagnostic::line).containsExactly(2, 3, 4);
        assertThat(diagnostics).allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP);
    }

    @Test
    void manyBadLinesAreCountedNotListed() throws Exception {
        run("nonsense\n".repeat(500));
        assertThat(diagnostics).hasSize(21);
        assertThat(diagnostics.getLast().what()).startsWith("500 lines are no events");
    }

    @Test
    void alertsOfOneRuleAndImageAreOneFinding() throws Exception {
        run((MINER + "\n").repeat(250) + MINER.replace(DIGEST, "sha256:" + "2e".repeat(32)));
        var findings = new AlertFindings();
        alerts.forEach(findings::add);
        List<Finding> all = findings.findings();
        assertThat(all).hasSize(2);
        Finding finding = all.stream().filter(each -> DIGEST.equals(each.evidence().get("subject"))).findFirst().orElseThrow();
        assertThat(finding.occurrences()).hasSize(100);
        assertThat(finding.evidence()).containsEntry("events", "250");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.rule().controls()).containsEntry("mitre-attack", List.of("T1496"));
    }

    @Test
    void everyRuleOfOursSaysWhichKindsOfThreatItShows() {
        assertThat(DetectionRules.builtIn()).hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(rule -> assertThat(DetectionRules.strides(rule)).as(rule.header().name()).isNotEmpty()
                        .isSubsetOf("spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service",
                                "elevation-of-privilege"));
    }
}
