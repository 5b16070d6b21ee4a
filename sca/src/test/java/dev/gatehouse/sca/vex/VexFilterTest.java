package dev.gatehouse.sca.vex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.sca.ScaRules;
import dev.gatehouse.sca.Tree;
import dev.gatehouse.sca.inventory.Inventory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VexFilterTest {
    private static final Inventory TREE = new Tree().add("package-lock.json", """
            {"name": "harbour", "lockfileVersion": 3, "packages": {
              "": {"name": "harbour", "version": "1.0.0"},
              "node_modules/rope": {"version": "2.0.0"},
              "node_modules/sail/node_modules/rope": {"version": "3.0.0"}
            }}
            """).inventory();
    private static final String OPEN_VEX = """
            {"@context": "https://openvex.dev/ns/v0.2.0", "author": "Ada", "statements": [%s]}
            """;

    private final List<Diagnostic> told = new ArrayList<>();

    /// A finding about every rope there is.
    private static List<Finding> ropes(Inventory inventory) {
        var occurrences = inventory.packages().filter(use -> use.purl().name().equals("rope"))
                .map(use -> use.occurrence(Confidence.CERTAIN, ScaRules.VULNERABLE_DEPENDENCY)).toList();
        return List.of(new Finding(
                List.of(Fingerprint.parse("dependency/1:pkg:npm/rope|CVE-2026-1"),
                        Fingerprint.parse("dependency/1:pkg:npm/rope|GHSA-rope")),
                ScaRules.VULNERABLE_DEPENDENCY, Severity.HIGH, "It breaks.", occurrences, List.of(), null,
                new LinkedHashMap<>()));
    }

    /// What is said of rope 2.0.0 and of rope 3.0.0; nulls left out.
    private List<Suppression> suppressions(String... documents) {
        Statements statements = new Statements();
        for (String document : documents) {
            statements.read("vex/a.json", document.getBytes(StandardCharsets.UTF_8), told::add);
        }
        return new VexFilter((inventory, _) -> ropes(inventory), statements).judge(TREE, told::add).getFirst().occurrences()
                .stream()
                .map(occurrence -> occurrence.suppression()).filter(Objects::nonNull).toList();
    }

    private static String statement(String vulnerability, String product, String rest) {
        return "{\"vulnerability\": {\"name\": \"" + vulnerability + "\"}, \"products\": [{\"@id\": \"" + product + "\"}], "
                + rest + "}";
    }

    @Test
    void aJustifiedStatementAboutAVersionSuppressesThatVersion() {
        assertThat(suppressions(OPEN_VEX.formatted(statement("GHSA-rope", "pkg:npm/rope@2.0.0",
                "\"status\": \"not_affected\", \"justification\": \"vulnerable_code_not_in_execute_path\""))))
                .containsExactly(new Suppression(Suppression.Kind.CONFIGURATION, "VEX vex/a.json",
                        "not affected (vulnerable_code_not_in_execute_path), says Ada"));
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-1", "pkg:npm/rope",
                "\"status\": \"not_affected\", \"impact_statement\": \"we tie no knots\"")))).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    void whatGivesNoReasonOrIsAboutSomethingElseCountsForNothing() {
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-1", "pkg:npm/rope", "\"status\": \"not_affected\""))))
                .isEmpty();
        String reason = "\"status\": \"not_affected\", \"justification\": \"component_not_present\"";
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-2", "pkg:npm/rope", reason)))).isEmpty();
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-1", "pkg:npm/sail", reason)))).isEmpty();
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-1", "pkg:npm/somebody-else@1.0.0", reason)))).isEmpty();
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-1", "pkg:npm/rope", "\"status\": \"fixed\"")))).isEmpty();
    }

    @Test
    void fixedCountsForAVersionAndALaterStatementOverrules() {
        String fixed = statement("CVE-2026-1", "pkg:npm/rope@3.0.0", "\"status\": \"fixed\"");
        assertThat(suppressions(OPEN_VEX.formatted(fixed))).singleElement()
                .satisfies(suppression -> assertThat(suppression.reason()).isEqualTo("fixed, says Ada"));
        String affected = statement("CVE-2026-1", "pkg:npm/rope@3.0.0", "\"status\": \"affected\"");
        assertThat(suppressions(OPEN_VEX.formatted(fixed + "," + affected))).isEmpty();
        assertThat(suppressions(OPEN_VEX.formatted(affected), OPEN_VEX.formatted(fixed))).hasSize(1);
    }

    @Test
    void aStatementAboutTheTreeItselfHoldsForAllOfIt() {
        assertThat(suppressions(OPEN_VEX.formatted(statement("CVE-2026-1", "pkg:npm/harbour@1.0.0",
                "\"status\": \"not_affected\", \"justification\": \"inline_mitigations_already_exist\"")))).hasSize(2);
    }

    @Test
    void cycloneDxAndCsafAreRead() {
        assertThat(suppressions("""
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
                  {"type": "library", "name": "rope", "bom-ref": "r", "purl": "pkg:npm/rope@2.0.0"}],
                 "vulnerabilities": [{"id": "CVE-2026-1", "affects": [{"ref": "r"}],
                  "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "never called"}}]}
                """)).singleElement().satisfies(suppression -> assertThat(suppression.reason())
                .isEqualTo("not affected (vulnerable_code_not_in_execute_path): never called, author unknown"));
        assertThat(suppressions("""
                {"document": {"csaf_version": "2.0", "category": "csaf_vex", "publisher": {"name": "Harbour"}},
                 "product_tree": {"full_product_names": [{"name": "rope", "product_id": "R",
                   "product_identification_helper": {"purl": "pkg:npm/rope@3.0.0"}}]},
                 "vulnerabilities": [{"cve": "CVE-2026-1", "product_status": {"known_not_affected": ["R"]},
                   "flags": [{"label": "component_not_present", "product_ids": ["R"]}]}]}
                """)).singleElement().satisfies(suppression -> assertThat(suppression.reason())
                .isEqualTo("not affected (component_not_present), says Harbour"));
    }

    @Test
    void whatIsNoVexDocumentIsToldOnce() {
        assertThat(suppressions("{\"a\": 1}")).isEmpty();
        assertThat(suppressions("{\"@context\": \"https://openvex.dev/ns\", \"statements\": [")).isEmpty();
        assertThat(told).hasSize(2);
    }
}
