package dev.gatehouse.cli.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.record.Deployed;
import dev.gatehouse.ledger.record.FindingClosed;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Outstanding;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.SbomKept;
import dev.gatehouse.ledger.record.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes known of bills that were kept.
final class DisclosuresTest {
    private static final Subject IMAGE = Subject.image("sha256:" + "a1".repeat(32));
    private static final Subject OTHER = Subject.image("sha256:" + "b2".repeat(32));
    private static final String RECORD = """
            {"schema_version": "1.6.0", "id": "%s", "modified": "2026-11-01T00:00:00Z", "aliases": ["%s"], "summary": "It breaks",
             "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
               "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}]}
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void tree() throws Exception {
        Files.createDirectories(folder.resolve("tree"));
        Files.writeString(folder.resolve("tree/package-lock.json"), """
                {"name": "harbour", "lockfileVersion": 3, "packages": {
                  "node_modules/rope": {"version": "2.0.0"}, "node_modules/sail": {"version": "1.0.0"}}}
                """);
        advisory("GHSA-aaaa", "CVE-2026-0001", "rope", "2.0.7");
        assertThat(run("advisories", "import", folder.resolve("feed").toString()).code()).isZero();
    }

    private void advisory(String id, String alias, String name, String fixed) throws Exception {
        Files.createDirectories(folder.resolve("feed"));
        Files.writeString(folder.resolve("feed/" + id + ".json"), RECORD.formatted(id, alias, name, fixed));
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("GATEHOUSE_ADVISORIES", folder.resolve("store").toString(), "GATEHOUSE_LEDGER",
                folder.resolve("evidence-root/ledger").toString()), arguments);
    }

    private CommandLineRun keep(Subject subject) {
        return run("sbom", folder.resolve("tree").toString(), "--store", "--subject", subject.text());
    }

    private CommandLineRun importing(String... more) {
        List<String> arguments = new ArrayList<>(List.of("advisories", "import", folder.resolve("feed").toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private List<LedgerRecord> records() throws Exception {
        Ledger ledger = Ledger.open(folder.resolve("evidence-root/ledger"), "gatehouse/test");
        return Recorded.all(ledger).stream().map(Recorded::record).toList();
    }

    private void deploy(Subject subject) throws Exception {
        Ledger ledger = Ledger.open(folder.resolve("evidence-root/ledger"), "gatehouse/test");
        ledger.append(List.of(new Deployed(subject, "production", Instant.now(), "team/shop", null).event(Instant.now(), "ci")),
                null);
    }

    @Test
    void aBillIsKeptBesideTheLedgerAndRecorded() throws Exception {
        CommandLineRun kept = keep(IMAGE);
        assertThat(kept.code()).as(kept.err()).isZero();
        assertThat(records()).singleElement().isInstanceOfSatisfying(SbomKept.class, record -> {
            assertThat(record.subject()).isEqualTo(IMAGE);
            assertThat(record.packages()).isEqualTo(2);
            assertThat(folder.resolve("evidence-root/evidence").resolve(record.file())).content()
                    .contains("pkg:npm/rope@2.0.0");
        });
        assertThat(run("sbom", folder.resolve("tree").toString(), "--store").err()).contains("give --subject");
    }

    @Test
    void aDisclosureOpensAFindingWithoutANewScanAndAWithdrawalClosesIt() throws Exception {
        keep(IMAGE);
        assertThat(importing().out()).as("it was known when the bill was kept").doesNotContain("opened");
        advisory("GHSA-bbbb", "CVE-2026-0002", "sail", "1.1.0");
        Path report = folder.resolve("report.json");
        CommandLineRun disclosed = importing("--report", "json=" + report);
        assertThat(disclosed.out()).contains("opened  " + IMAGE).contains("sail 1.0.0 has a known vulnerability (CVE-2026-0002)");
        assertThat(report).content().contains("CVE-2026-0001").contains("CVE-2026-0002");
        assertThat(records().getLast()).isInstanceOfSatisfying(FindingOpened.class, opened -> {
            assertThat(opened.fingerprint()).isEqualTo("dependency/1:pkg:npm/sail|CVE-2026-0002");
            assertThat(opened.purl()).isEqualTo("pkg:npm/sail@1.0.0");
            assertThat(opened.exploited()).isFalse();
        });
        int before = records().size();
        importing();
        assertThat(records()).as("it is open already").hasSize(before);

        Files.delete(folder.resolve("feed/GHSA-bbbb.json"));
        assertThat(importing().out()).contains("closed  " + IMAGE);
        assertThat(records().getLast()).isInstanceOf(FindingClosed.class);
    }

    @Test
    void whatIsExploitedNowOpensThoughItWasKnown() throws Exception {
        keep(IMAGE);
        Files.writeString(folder.resolve("feed/kev.json"), """
                {"catalogVersion": "1", "vulnerabilities": [{"cveID": "CVE-2026-0001", "dateAdded": "2026-11-01"}]}
                """);
        assertThat(importing().out()).contains("critical, exploited");
        Ledger ledger = Ledger.open(folder.resolve("evidence-root/ledger"), "gatehouse/test");
        assertThat(Outstanding.against(IMAGE, Recorded.all(ledger)).blocksDeployment()).isTrue();
    }

    @Test
    void onlyWhatIsDeployedIsMatchedAndATamperedBillIsNot() throws Exception {
        keep(IMAGE);
        keep(OTHER);
        deploy(IMAGE);
        deploy(OTHER);
        advisory("GHSA-bbbb", "CVE-2026-0002", "sail", "1.1.0");
        CommandLineRun disclosed = importing();
        assertThat(disclosed.out()).contains("opened  " + OTHER).doesNotContain("opened  " + IMAGE);
        SbomKept kept = records().stream().filter(SbomKept.class::isInstance).map(SbomKept.class::cast)
                .filter(record -> record.subject().equals(OTHER)).findFirst().orElseThrow();
        Files.writeString(folder.resolve("evidence-root/evidence").resolve(kept.file()), "{}");
        assertThat(importing().err()).contains("is not what the ledger recorded");
    }
}
