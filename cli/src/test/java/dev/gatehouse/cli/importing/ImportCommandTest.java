package dev.gatehouse.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Scanned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    Path folder;

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), arguments);
    }

    /// Points at a file of this module, where the tests run.
    private Path sarif(int line, String more) throws Exception {
        return Files.writeString(folder.resolve("sift.sarif"), """
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Sift", "rules": [{"id": "R1",
                 "defaultConfiguration": {"level": "error"}, "shortDescription": {"text": "A module of ours"}}]}},
                 "results": [{"ruleId": "R1", "message": {"text": "found"}, "locations": [{"physicalLocation": {
                 "artifactLocation": {"uri": "file:///build/elsewhere/cli/pom.xml"}, "region": {"startLine": %d}}}]%s}]}]}
                """.formatted(line, more));
    }

    @Test
    void aBillWithoutWeaknessesIsNoAssessmentOfItsPackages() throws Exception {
        Path bill = Files.writeString(folder.resolve("bom.json"), """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a", "version": "1"}]}
                """);
        assertThat(run("import", "cyclonedx", bill.toString()).out().replaceAll("\\s+", " "))
                .contains(
                        "it names no vulnerability; to hold its packages against the advisories: gatehouse scan");
    }

    @Test
    void aForeignResultGoesThroughTheSameGateAndShowsTheFileOfThisRepository() throws Exception {
        Path report = sarif(2, "");
        CommandLineRun assessment = run("import", "sarif", report.toString());
        assertThat(assessment.code()).as(assessment.err()).isZero();
        assertThat(assessment.out()).contains("sift-R1".toLowerCase(java.util.Locale.ROOT), "cli/pom.xml:2", "<project xmlns=");
        CommandLineRun gated = run("import", "sarif", report.toString(), "--stage", "pull-request", "--ledger",
                folder.resolve("ledger").toString());
        assertThat(gated.code()).isEqualTo(1);
        assertThat(Recorded.all(Ledger.open(folder.resolve("ledger"), "x"))).extracting(each -> each.record().getClass())
                .isEqualTo(List.of(Scanned.class, Decided.class));
        for (String kind : List.of("json", "sarif", "html", "markdown", "junit", "csv", "gitlab-sast", "gitlab-code-quality")) {
            assertThat(run("import", "sarif", report.toString(), "--format", kind).out()).as(kind).isNotBlank();
        }
    }

    @Test
    void aBaselineOfImportedFindingsMakesThemKnown() throws Exception {
        Path report = sarif(2, "");
        Path ours = folder.resolve("ours.sarif");
        assertThat(run("import", "sarif", report.toString(), "--report", "sarif=" + ours).code()).isZero();
        // Our own report, read back, has the identity that it was written with.
        String before = run("import", "sarif", report.toString(), "--format", "csv").out();
        String after = run("import", "sarif", ours.toString(), "--format", "csv").out();
        String fingerprint = before.substring(before.indexOf("import/1:"), before.indexOf("import/1:") + 41);
        assertThat(after).contains(fingerprint);
    }

    @Test
    void aSecretThatAForeignToolQuotesIsMasked() throws Exception {
        String token = "ghp_" + "a8Fk2Lq9Xz7Vb4Nm1Ts6Wd3Re5Yu0Io2Pj8K";
        Path report = sarif(2, "").resolveSibling("leak.sarif");
        Files.writeString(report, """
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Sift"}}, "results": [{"ruleId": "leak", "message":
                 {"text": "token %s found"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "gone.env"},
                 "region": {"startLine": 1, "snippet": {"text": "GITHUB_TOKEN=%s"}}}}]}]}]}
                """.formatted(token, token));
        for (String kind : List.of("terminal", "json", "sarif", "html")) {
            CommandLineRun run = run("import", "sarif", report.toString(), "--format", kind);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).as(kind).contains("found").doesNotContain(token);
        }
    }

    @Test
    void badInputIsLocatedAndTheOtherFilesAreRead() throws Exception {
        Path report = sarif(2, "");
        Path broken = Files.writeString(folder.resolve("broken.sarif"), "{\"runs\": [\n{\"results\": [\n{\"ruleId\": }");
        CommandLineRun run = run("import", "sarif", broken.toString(), report.toString(), "--format", "terminal");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out() + run.err()).contains("broken.sarif:3", "cli/pom.xml:2");
        assertThat(run("import", "sarif", folder.resolve("none").toString()).code()).isEqualTo(2);
        CommandLineRun unknown = run("import", "checkstyle", report.toString());
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("kinds: sarif, zap, cyclonedx");
    }
}
