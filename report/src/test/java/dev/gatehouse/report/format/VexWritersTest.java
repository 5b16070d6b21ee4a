package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VexWritersTest {
    private static final Rule RULE = new Rule("vulnerable-dependency", Map.of(), "sca", "dependency", "Vulnerable", Severity.HIGH,
            Confidence.CERTAIN, List.of(), Map.of(), "It is.", "Update it.", null, Rule.Profile.DEFAULT);

    private static Assessed assessed(String name, Confidence confidence, @Nullable Suppression suppression, String reachability) {
        var place = new Place(new Origin.File(), SourcePath.of("package-lock.json"), Set.of());
        var evidence = new LinkedHashMap<String, String>();
        if (!reachability.isEmpty()) {
            evidence.put("reachability", reachability);
        }
        var finding = new Finding(
                List.of(Fingerprint.parse("dependency/1:pkg:npm/" + name + "|CVE-2026-1"),
                        Fingerprint.parse("dependency/1:pkg:npm/" + name + "|GHSA-" + name)),
                RULE, Severity.HIGH, name + " is vulnerable.",
                List.of(new Occurrence(new Location.Package("pkg:npm/" + name + "@2.0.0", place, null), confidence, null,
                        suppression)),
                List.of(), new Remedy("Update " + name + ".", null), evidence);
        return new Assessed(finding, Assessed.Newness.UNCOMPARED, 1, null, Verdict.ALLOW, "assessment");
    }

    private static String written(ReportKind kind) throws IOException {
        var suppressed = new Suppression(Suppression.Kind.CONFIGURATION, "VEX a.json",
                "not affected (component_not_present), says Ada");
        var report = new Report(new Tool("1.0", "", ""), new Run(Instant.EPOCH, Duration.ZERO, Duration.ZERO),
                new Subject("tree", ".", null, null, null, null, false),
                List.of(assessed("rope", Confidence.CERTAIN, null, ""), assessed("sail", Confidence.CERTAIN, suppressed, ""),
                        assessed("keel", Confidence.CERTAIN, null, "not reachable: nothing imports it"),
                        assessed("mast", Confidence.POSSIBLE, null, "")),
                List.of(), new Coverage(1, 1, 0, 1, 0, List.of()), null);
        var out = new ByteArrayOutputStream();
        Reports.write(kind, report, out, Style.plain());
        // Layout is the golden files' matter.
        return out.toString(StandardCharsets.UTF_8).replaceAll("(?m)^ +|\n", "").replaceAll("\" ?: ?", "\":")
                .replaceAll("([\\[{,]) +", "$1").replaceAll(" +([\\]}])", "$1");
    }

    @Test
    void openVexSaysWhatIsHeldOfEachWeakness() throws IOException {
        String written = written(ReportKind.OPEN_VEX);
        assertThat(written).contains("\"vulnerability\":{\"name\":\"CVE-2026-1\",\"aliases\":[\"GHSA-rope\"]},"
                + "\"products\":[{\"@id\":\"pkg:npm/rope@2.0.0\"}],\"status\":\"affected\",\"action_statement\":\"Update rope.\"")
                .contains("\"products\":[{\"@id\":\"pkg:npm/sail@2.0.0\"}],\"status\":\"not_affected\","
                        + "\"justification\":\"component_not_present\"")
                .contains("\"products\":[{\"@id\":\"pkg:npm/keel@2.0.0\"}],\"status\":\"not_affected\","
                        + "\"justification\":\"vulnerable_code_not_in_execute_path\","
                        + "\"impact_statement\":\"not reachable: nothing imports it\"")
                .contains("\"products\":[{\"@id\":\"pkg:npm/mast@2.0.0\"}],\"status\":\"under_investigation\"");
        assertThat(written(ReportKind.OPEN_VEX)).as("the same findings give the same bytes").isEqualTo(written);
    }

    @Test
    void cycloneDxSaysItInItsOwnWords() throws IOException {
        assertThat(written(ReportKind.CYCLONEDX_VEX))
                .contains("{\"type\":\"library\",\"bom-ref\":\"pkg:npm/rope@2.0.0\",\"name\":\"rope\"")
                .contains("\"analysis\":{\"state\":\"not_affected\",\"justification\":\"code_not_reachable\"")
                .contains(
                        "\"analysis\":{\"state\":\"exploitable\",\"detail\":\"Update rope.\"},\"affects\":[{\"ref\":\"pkg:npm/rope@2.0.0\"}]");
    }
}
