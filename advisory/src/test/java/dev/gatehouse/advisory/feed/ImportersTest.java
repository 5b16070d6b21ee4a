package dev.gatehouse.advisory.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.core.rule.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportersTest {
    @TempDir
    Path folder = Path.of("");

    private Taken read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Taken.from(file);
    }

    private static String spans(Advisory advisory) {
        return String.join(" | ", advisory.affected().stream()
                .map(affected -> affected.ecosystem() + " " + affected.name() + " " + affected.spans() + affected.versions())
                .toList());
    }

    @Test
    void osvRecordsBecomeAdvisories() throws IOException {
        Taken taken = read("GHSA-aaaa-bbbb-cccc.json",
                """
                        {"schema_version": "1.7.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "2026-01-02T03:04:05Z",
                         "published": "2026-01-01T00:00:00Z", "aliases": ["CVE-2026-1"], "related": ["CVE-2026-2"],
                         "summary": "Something\\tis wrong", "details": "** DISPUTED ** Not so.",
                         "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                         "references": [{"type": "WEB", "url": "https://one.example"}, {"type": "ADVISORY", "url": "https://two.example"}],
                         "database_specific": {"severity": "MODERATE", "cwe_ids": ["CWE-79"]},
                         "affected": [
                           {"package": {"ecosystem": "PyPI", "name": "Some_Thing"},
                            "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "1.5"}, {"introduced": "1.0"}, {"introduced": "2.0"}, {"last_affected": "2.3"}]},
                                       {"type": "GIT", "repo": "https://git.example", "events": [{"introduced": "0"}]}],
                            "versions": ["1.0", "1.4", "2.3", "1.6.dev1"]},
                           {"package": {"ecosystem": "Unheard", "name": "x"}, "versions": ["1"]}]}
                        """);
        Advisory advisory = taken.advisories.getFirst();
        assertThat(advisory.ids()).containsExactly("GHSA-aaaa-bbbb-cccc", "CVE-2026-1");
        assertThat(advisory.source()).isEqualTo("ghsa");
        assertThat(advisory.upstream()).as("what is only related").isEmpty();
        assertThat(spans(advisory)).isEqualTo("PyPI Some_Thing [>= 1.0, < 1.5, >= 2.0, <= 2.3][1.6.dev1]");
        assertThat(advisory.ratings()).extracting("severity").containsExactly(Severity.CRITICAL, Severity.MEDIUM);
        assertThat(advisory.disputed()).isTrue();
        assertThat(advisory.summary()).isEqualTo("Something is wrong");
        assertThat(advisory.cwes()).containsExactly("CWE-79");
        assertThat(advisory.references()).containsExactly("https://two.example", "https://one.example");
        assertThat(advisory.modified()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(taken.leftOut).containsExactly("names an ecosystem that nobody has defined: Unheard");
        assertThat(taken.diagnostics).isEmpty();
    }

    @Test
    void goRecordsNameSymbolsAndDistributionsTheirUpstream() throws IOException {
        Taken go = read("GO-2026-0001.json",
                """
                        {"schema_version": "1.3.1", "id": "GO-2026-0001", "affected": [{"package": {"ecosystem": "Go", "name": "example.org/m"},
                         "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.3"}]}],
                         "ecosystem_specific": {"imports": [{"path": "example.org/m/p", "symbols": ["F", "T.M"]}, {"path": "example.org/m/q"}]}}]}
                        """);
        assertThat(go.advisories.getFirst().affected().getFirst().symbols()).containsExactly("example.org/m/p.F",
                "example.org/m/p.T.M",
                "example.org/m/q");
        Taken alma = read("ALSA-2026-1.json", """
                {"id": "ALSA-2026:1", "summary": "Important: bash security update", "related": ["CVE-2026-7"],
                 "affected": [{"package": {"ecosystem": "AlmaLinux:9", "name": "bash"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.1-2.el9"}]}]}]}
                """);
        assertThat(alma.advisories.getFirst().upstream()).containsExactly("CVE-2026-7");
        assertThat(alma.advisories.getFirst().aliases()).isEmpty();
        assertThat(alma.advisories.getFirst().ratings()).extracting("severity").containsExactly(Severity.HIGH);
    }

    @Test
    void maliciousAndWithdrawnRecordsSaySo() throws IOException {
        Taken taken = read("MAL-2026-1.json", """
                {"schema_version": "1.5.0", "id": "MAL-2026-1", "withdrawn": "2026-02-01T00:00:00Z",
                 "affected": [{"package": {"ecosystem": "npm", "name": "evil"}, "versions": ["1.0.0"]}]}
                """);
        assertThat(taken.advisories.getFirst().kind()).isEqualTo(Advisory.Kind.MALICIOUS);
        assertThat(taken.advisories.getFirst().withdrawn()).isNotNull();
    }

    @Test
    void yamlRecordsOfOsvAreReadToo() throws IOException {
        Taken taken = read("PYSEC-2026-1.yaml", """
                id: PYSEC-2026-1
                affected:
                - package: {ecosystem: PyPI, name: thing}
                  versions: [1.10, 0.9]
                """);
        assertThat(spans(taken.advisories.getFirst())).isEqualTo("PyPI thing [][1.10, 0.9]");
    }

    @Test
    void rustSecLeavesOutWhatIsPatchedAndUnaffected() throws IOException {
        Taken taken = read("crates/thing/RUSTSEC-2026-0001.md", """
                ```toml
                [advisory]
                id = "RUSTSEC-2026-0001"
                package = "thing"
                date = "2026-01-02"
                aliases = ["CVE-2026-9"]
                informational = "unsound"

                [affected.functions]
                "thing::f" = ["< 1.2.3"]

                [versions]
                patched = ["^1.1.5", ">= 1.2.3"]
                unaffected = ["< 0.5"]
                ```
                # The title

                Text.
                """);
        Advisory advisory = taken.advisories.getFirst();
        assertThat(spans(advisory)).isEqualTo("crates.io thing [>= 0.5.0-0, < 1.1.5][]");
        assertThat(advisory.kind()).isEqualTo(Advisory.Kind.UNSOUND);
        assertThat(advisory.summary()).isEqualTo("The title");
        assertThat(advisory.affected().getFirst().symbols()).containsExactly("thing::f");
    }

    @Test
    void rubySecLeavesOutWhatIsPatched() throws IOException {
        Taken taken = read("gems/thing/CVE-2026-5.yml", """
                ---
                gem: thing
                cve: 2026-5
                ghsa: aaaa-bbbb-cccc
                title: Wrong
                date: 2026-01-02
                cvss_v3: 6.3
                patched_versions:
                  - "~> 1.4.7"
                  - ">= 2.0.1"
                unaffected_versions:
                  - "< 1.0"
                """);
        Advisory advisory = taken.advisories.getFirst();
        assertThat(advisory.ids()).containsExactly("CVE-2026-5", "GHSA-aaaa-bbbb-cccc");
        assertThat(spans(advisory)).isEqualTo("RubyGems thing [>= 1.0, < 1.4.7, >= 1.5, < 2.0.1][]");
        assertThat(advisory.ratings().getFirst().score()).isEqualTo(6.3);
    }

    @Test
    void friendsOfPhpJoinTheBranches() throws IOException {
        Taken taken = read("vendor/thing/2026-01-02.yaml", """
                title: Wrong
                link: https://one.example
                cve: ~
                branches:
                    1.x:
                        time: 2026-01-02 03:04:05
                        versions: ['>=1.0', '<1.4.5']
                    2.x:
                        time: ~
                        versions: ['>=2.0', '<2.1.3']
                reference: composer://vendor/thing
                """);
        Advisory advisory = taken.advisories.getFirst();
        assertThat(advisory.id()).isEqualTo("FOP:vendor/thing/2026-01-02");
        assertThat(advisory.aliases()).isEmpty();
        assertThat(advisory.published()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(advisory.affected().getFirst().spans()).extracting("to").containsExactly("1.4.5-dev", "2.1.3-dev");
        assertThat(advisory.affected().getFirst().spans().getFirst().fixed()).isEqualTo("1.4.5");
    }

    @Test
    void gitLabRangesAreThoseOfTheEcosystem() throws IOException {
        Taken taken = read("maven/org.example/thing/CVE-2026-3.yml", """
                ---
                identifier: "CVE-2026-3"
                identifiers: ["GHSA-x", "CVE-2026-3"]
                package_slug: "maven/org.example/thing"
                title: "Wrong"
                date: "2026-02-01"
                pubdate: "2026-01-01"
                affected_range: "(,1.0.5.RELEASE],[2.0,2.1)"
                fixed_versions: ["2.1"]
                cwe_ids: ["CWE-22"]
                """);
        assertThat(spans(taken.advisories.getFirst())).isEqualTo("Maven org.example:thing [<= 1.0.5.RELEASE, >= 2.0, < 2.1][]");
        assertThat(taken.advisories.getFirst().affected().getFirst().fixed()).containsExactly("2.1");
    }

    @Test
    void alpineFixesBecomeOneAdvisoryForEachWeakness() throws IOException {
        Taken taken = read("main.json", """
                {"distroversion": "v3.20", "reponame": "main", "urlprefix": "https://dl.example", "packages": [
                 {"pkg": {"name": "curl", "secfixes": {"8.1.0-r0": ["CVE-2026-1 GHSA-q", "CVE-2026-2"], "0": ["CVE-2026-3"]}}},
                 {"pkg": {"name": "wget", "secfixes": {"1.2-r1": ["CVE-2026-1"]}}}]}
                """);
        assertThat(taken.advisories).hasSize(2);
        assertThat(spans(taken.advisories.getFirst()))
                .isEqualTo("Alpine:v3.20 curl [< 8.1.0-r0][] | Alpine:v3.20 wget [< 1.2-r1][]");
        assertThat(taken.advisories.getFirst().aliases()).containsExactly("GHSA-q");
    }

    @Test
    void debiansTrackerSaysWhatIsOpenAndWhatIsFixed() throws IOException {
        Taken taken = read("json.json",
                """
                        {"curl": {"CVE-2026-1": {"description": "Wrong", "scope": "remote", "releases": {
                           "bookworm": {"status": "resolved", "repositories": {"bookworm": "7.88"}, "fixed_version": "7.88-2", "urgency": "low**"},
                           "trixie": {"status": "open", "urgency": "not yet assigned"},
                           "sid": {"status": "resolved", "fixed_version": "0", "urgency": "low"},
                           "bullseye": {"status": "undetermined", "urgency": "low"}}},
                         "CVE-2026-2": {"releases": {"bookworm": {"status": "resolved", "fixed_version": "0", "urgency": "unimportant"}}}}}
                        """);
        assertThat(spans(taken.advisories.getFirst())).isEqualTo("Debian:12 curl [< 7.88-2][] | Debian:13 curl [all versions][]");
        assertThat(taken.advisories.getFirst().affected().getFirst().ratings()).extracting("severity")
                .containsExactly(Severity.LOW);
        assertThat(taken.leftOut).containsExactly("affects no release of Debian");
    }

    @Test
    void retireJsUsesTheNameThatNpmKnows() throws IOException {
        Taken taken = read("repository.json",
                """
                        {"retire-example": {"vulnerabilities": [{"below": "1"}], "extractors": {}},
                         "thing.js": {"npmname": "thing", "vulnerabilities": [
                          {"atOrAbove": "1.0.0", "below": "1.2.0", "severity": "medium", "cwe": ["CWE-79"],
                           "identifiers": {"summary": "Wrong", "CVE": ["CVE-2026-1"], "githubID": "GHSA-x"}, "info": ["https://one.example"]}],
                          "extractors": {"filename": ["thing-(§§version§§)\\\\.js"], "filecontent": ["thing v(§§version§§)", "T(§§version§§)"],
                           "hashes": {"da39a3ee5e6b4b0d3255bfef95601890afd80709": "1.1.0"}, "func": ["thing.version"]}}}
                        """);
        assertThat(taken.signatures).extracting(one -> one.name() + " " + one.kind() + " " + one.text() + " " + one.version())
                .containsExactly("thing NAME thing-(§§version§§)\\.js ", "thing CONTENT thing v(§§version§§) ",
                        "thing CONTENT T(§§version§§) ", "thing DIGEST da39a3ee5e6b4b0d3255bfef95601890afd80709 1.1.0");
        assertThat(taken.advisories).hasSize(1);
        assertThat(spans(taken.advisories.getFirst())).isEqualTo("npm thing [>= 1.0.0, < 1.2.0][]");
        assertThat(taken.advisories.getFirst().ids()).containsExactly("RETIREJS:thing.js#1", "GHSA-x", "CVE-2026-1");
    }

    /// As Retire.js has them of Handlebars, MathJax and others that are older than npm's form.
    @Test
    void retireJsBoundsBecomeVersionsThatCanBeCompared() throws IOException {
        Taken taken = read("repository.json",
                """
                        {"thing.js": {"npmname": "thing", "vulnerabilities": [
                          {"below": "1.0.0.beta.3", "severity": "high", "identifiers": {"summary": "Wrong"}, "info": ["https://one.example"]},
                          {"below": "3.0.RC3", "severity": "high", "identifiers": {"summary": "Wrong"}, "info": ["https://one.example"]},
                          {"below": "1.9.0b1", "severity": "high", "identifiers": {"summary": "Wrong"}, "info": ["https://one.example"]}],
                         "extractors": {}}}
                        """);
        assertThat(taken.advisories).extracting(ImportersTest::spans).containsExactly("npm thing [< 1.0.0-beta.3][]",
                "npm thing [< 3.0.0-rc3][]", "npm thing [< 1.9.0-b1][]");
    }

    @Test
    void exploitedAndLikelyWeaknessesAreTaken() throws IOException {
        Taken kev = read("kev.json", """
                {"title": "KEV", "catalogVersion": "2026.01.01", "dateReleased": "2026-01-01T16:45:47.0648Z", "vulnerabilities": [
                 {"cveID": "CVE-2026-1", "dateAdded": "2026-01-02", "knownRansomwareCampaignUse": "Known"}]}
                """);
        assertThat(kev.exploited).containsExactly("CVE-2026-1 2026-01-02 true");
        Path file = folder.resolve("epss_scores-current.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("#model_version:v2026,score_date:2026-01-01\ncve,epss,percentile\nCVE-2026-1,0.5,0.97\nCVE-2026-2,2,1\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        Taken epss = Taken.from(file);
        assertThat(kev.exported).containsExactly("2026-01-01T16:45:47.064800Z");
        assertThat(epss.exported).containsExactly("2026-01-01T00:00:00Z");
        assertThat(epss.probabilities).containsExactly("CVE-2026-1 0.5 0.97");
        assertThat(epss.leftOut).containsExactly("a line is not cve,epss,percentile (first at line 4)");
    }

    @Test
    void theLifeOfReleasesIsTaken() throws IOException {
        Taken taken = read("products/thing.md", """
                ---
                title: Thing
                category: os
                identifiers:
                  - purl: pkg:deb/debian/thing
                releases:
                  - releaseCycle: "2"
                    releaseDate: 2025-01-01
                    eol: false
                    latest: "2.3"
                  - releaseCycle: "1"
                    eol: 2025-06-30
                  - releaseCycle: "0"
                    eol: true
                ---
                Text.
                """);
        Lifecycle lifecycle = taken.lifecycles.getFirst();
        assertThat(lifecycle.product()).isEqualTo("thing");
        assertThat(lifecycle.identifiers()).containsExactly("pkg:deb/debian/thing");
        LocalDate day = LocalDate.of(2025, 7, 1);
        assertThat(lifecycle.cycles()).extracting(cycle -> cycle.isOver(day)).containsExactly(false, true, true);
    }

    @Test
    void vexDocumentsOfAllKindsSayTheSame() throws IOException {
        Taken openVex = read("a.openvex.json", """
                {"@context": "https://openvex.dev/ns/v0.2.0", "author": "Somebody", "statements": [
                 {"vulnerability": {"name": "CVE-2026-1", "aliases": ["GHSA-x"]}, "products": [{"@id": "pkg:npm/thing@1.0.0"}],
                  "status": "not_affected", "justification": "vulnerable_code_not_present"},
                 {"vulnerability": {"name": "CVE-2026-2"}, "status": "unheard-of"}]}
                """);
        VexStatement statement = openVex.statements.getFirst();
        assertThat(statement.vulnerabilities()).containsExactly("CVE-2026-1", "GHSA-x");
        assertThat(statement.products()).containsExactly("pkg:npm/thing@1.0.0");
        assertThat(statement.status()).isEqualTo(VexStatement.Status.NOT_AFFECTED);
        assertThat(openVex.leftOut).containsExactly("a statement has no vulnerability or status");
        Taken csaf = read("csaf.json",
                """
                        {"document": {"category": "csaf_vex", "csaf_version": "2.0", "publisher": {"name": "Somebody"}},
                         "product_tree": {"branches": [{"category": "vendor", "branches": [{"category": "product_version", "product":
                           {"product_id": "P1", "name": "thing", "product_identification_helper": {"purl": "pkg:npm/thing@1.0.0"}}}]}],
                           "relationships": [{"category": "default_component_of", "product_reference": "P1", "relates_to_product_reference": "W",
                             "full_product_name": {"product_id": "W:P1", "name": "thing in whole"}}]},
                         "vulnerabilities": [{"cve": "CVE-2026-1", "product_status": {"known_not_affected": ["W:P1"], "fixed": ["P9"]},
                           "flags": [{"label": "vulnerable_code_not_present", "product_ids": ["W:P1"]}]}]}
                        """);
        assertThat(csaf.statements).hasSize(2).anySatisfy(one -> {
            assertThat(one.products()).containsExactly("pkg:npm/thing@1.0.0");
            assertThat(one.justification()).isEqualTo("vulnerable_code_not_present");
            assertThat(one.author()).isEqualTo("Somebody");
        });
        Taken cyclone = read("bom.json",
                """
                        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "bom-ref": "c", "name": "thing",
                          "purl": "pkg:npm/thing@1.0.0"}],
                         "vulnerabilities": [{"id": "CVE-2026-1", "affects": [{"ref": "c"}],
                          "analysis": {"state": "not_affected", "justification": "code_not_present"}}]}
                        """);
        assertThat(cyclone.statements.getFirst().products()).isEqualTo(statement.products());
        assertThat(cyclone.statements.getFirst().justification()).isEqualTo(statement.justification());
    }

    @Test
    void oneMalformedRecordIsOneDiagnosticAndTheRestGoesOn() throws IOException {
        Path zip = folder.resolve("all.zip");
        String good = "{\"schema_version\": \"1.0.0\", \"id\": \"GHSA-g\", \"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\": \"a\"}, \"versions\": [\"1.0.0\"]}]}";
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : List.of("1.json", "2.json", "LICENSE")) {
                out.putNextEntry(new ZipEntry(entry));
                out.write((entry.equals("1.json") ? "{\"schema_version\": \"1\",\n \"id\": \"GHSA-b\", \"affected\": [" : good)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        Taken taken = Taken.from(zip);
        assertThat(taken.advisories).extracting(Advisory::id).containsExactly("GHSA-g");
        assertThat(taken.diagnostics).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.where()).endsWith("all.zip!1.json");
            assertThat(diagnostic.line()).isEqualTo(2);
        });
        assertThat(taken.summary).satisfies(summary -> assertThat(summary.unknown()).isEqualTo(1));
    }

    @Test
    void foldersAndTarArchivesAreReadAlike() throws IOException {
        Taken single = read("npm/GHSA-t.json",
                "{\"schema_version\": \"1.0.0\", \"id\": \"GHSA-t\", \"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\": \"a\"}, \"versions\": [\"1.0.0\"]}]}");
        Path tar = folder.resolve("feed.tar.gz");
        byte[] content = Files.readAllBytes(folder.resolve("npm/GHSA-t.json"));
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tar)))) {
            TarArchiveEntry entry = new TarArchiveEntry("deep/GHSA-t.json");
            entry.setSize(content.length);
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        }
        assertThat(Taken.from(tar).advisories).isEqualTo(single.advisories);
        Files.delete(tar);
        assertThat(Taken.from(folder).advisories).isEqualTo(single.advisories);
    }

    @Property(tries = 300)
    void arbitraryBytesUnderAnyNameAreDiagnosedOrIgnored(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        for (String head : List.of("", "{\"affected\":[", "---\ntitle: x\nreleases:\n", "```toml\n[advisory]\n",
                "package_slug: x/y\n", "gem: x\n",
                "branches:\n", "{\"x\":{\"CVE-1\":{", "{\"catalogVersion\":", "cve,epss,percentile\n")) {
            byte[] start = head.getBytes(StandardCharsets.UTF_8);
            byte[] whole = java.util.Arrays.copyOf(start, start.length + bytes.length);
            System.arraycopy(bytes, 0, whole, start.length, bytes.length);
            for (String ending : List.of(".json", ".yaml", ".md", ".csv")) {
                Taken taken = new Taken();
                Entry entry = new Entry("x" + ending, whole);
                FeedFormat.of(entry).ifPresent(format -> {
                    try {
                        format.importer().read(entry, taken);
                    } catch (IOException | dev.gatehouse.document.DocumentException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                });
            }
        }
    }
}
