package dev.gatehouse.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void states() throws IOException {
        Files.writeString(folder.resolve("one.cdx.json"),
                bom("""
                        {"type": "library", "name": "crane", "version": "1.0.0", "purl": "pkg:npm/crane@1.0.0", "licenses": [{"license": {"id": "MIT"}}]},
                        {"type": "library", "name": "hook", "version": "1.0.0", "purl": "pkg:npm/hook@1.0.0"},
                        {"type": "library", "name": "rope", "version": "2.0.0", "purl": "pkg:npm/rope@2.0.0", "licenses": [{"license": {"id": "MIT"}}]}
                        """));
        Files.writeString(folder.resolve("two.cdx.json"),
                bom("""
                        {"type": "library", "name": "crane", "version": "1.1.0", "purl": "pkg:npm/crane@1.1.0", "licenses": [{"license": {"id": "MIT"}}]},
                        {"type": "library", "name": "mast", "version": "0.1.0", "purl": "pkg:npm/mast@0.1.0", "licenses": [{"license": {"id": "ISC"}}]},
                        {"type": "library", "name": "rope", "version": "2.0.0", "purl": "pkg:npm/rope@2.0.0", "licenses": [{"license": {"id": "GPL-3.0-only"}}]}
                        """));
        Path advisories = Files.createDirectories(folder.resolve("osv"));
        advisory(advisories, "GHSA-hook", "hook", "2.0.0", "HIGH");
        advisory(advisories, "GHSA-mast", "mast", "0.2.0", "LOW");
        advisory(advisories, "GHSA-rope", "rope", "3.0.0", "LOW");
        assertThat(run("advisories", "import", advisories.toString()).code()).isZero();
    }

    private static String bom(String components) {
        return "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, \"components\": [" + components + "]}";
    }

    private static void advisory(Path folder, String id, String name, String fixed, String severity) throws IOException {
        Files.writeString(folder.resolve(id + ".json"), """
                {"id": "%s", "modified": "2026-01-01T00:00:00Z", "summary": "It breaks",
                 "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}],
                 "database_specific": {"severity": "%s"}}
                """.formatted(id, name, fixed, severity));
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(
                Map.of("GATEHOUSE_ADVISORIES", folder.resolve("advisories").toString(), "HOME", folder.toString()), arguments);
    }

    private String diff(String format) {
        CommandLineRun run = run("diff", folder.resolve("one.cdx.json").toString(), folder.resolve("two.cdx.json").toString(),
                "--format", format);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    @Test
    void packagesVulnerabilitiesAndLicencesThatDifferAreShown() {
        assertThat(diff("text")).isEqualTo("""
                packages: 1 added, 1 removed, 1 changed
                  ~ crane (npm)  1.0.0 -> 1.1.0
                  - hook (npm)   1.0.0
                  + mast (npm)   0.1.0  ISC
                vulnerabilities: 1 added, 1 removed
                  + low: mast 0.1.0 has a known vulnerability (GHSA-mast): It breaks.
                  - high: hook 1.0.0 has a known vulnerability (GHSA-hook): It breaks.
                licences: 1 changed
                  ~ rope (npm)  MIT -> GPL-3.0-only
                """);
    }

    @Test
    void markdownIsTablesInWhichNothingOfOthersIsMarkup() throws IOException {
        Files.writeString(folder.resolve("two.cdx.json"),
                bom("""
                        {"type": "library", "name": "crane", "version": "1.0.0", "purl": "pkg:npm/crane@1.0.0", "licenses": [{"license": {"name": "<b>@all | free"}}]}
                        """));
        assertThat(diff("markdown")).contains("| crane (npm) | MIT | \\<b\\>@\u200ball \\| free |")
                .contains("| hook (npm) | removed | 1.0.0 |  |").contains("(GHSA-hook): It breaks. | high | removed |");
    }

    @Test
    void jsonHasPackageUrlsAndIdentities() {
        assertThat(diff("json")).contains("\"format\":\"inventory-diff/1\"")
                .contains("{\"change\":\"changed\",\"purl\":\"pkg:npm/crane\",\"before\":[\"1.0.0\"],\"after\":[\"1.1.0\"]")
                .contains("\"identity\":\"pkg:npm/mast|GHSA-mast\",\"severity\":\"low\"");
    }

    @Test
    void aStateComparedWithItselfDiffersInNothing() {
        String file = folder.resolve("one.cdx.json").toString();
        assertThat(run("diff", file, file).out()).isEqualTo("""
                packages: 0 added, 0 removed, 0 changed
                vulnerabilities: 0 added, 0 removed
                licences: 0 changed
                """);
    }

    @Test
    void aWordThatNamesNothingIsRefused() {
        CommandLineRun run = run("diff", folder.resolve("one.cdx.json").toString(), "no-such-state-anywhere");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'no-such-state-anywhere'");
    }
}
