package dev.gatehouse.sca.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryJudgeTest {
    private static final String LOCK = """
            {
              "name": "harbour", "lockfileVersion": 3,
              "packages": {
                "": { "name": "harbour", "dependencies": { "crane": "^1.0.0" } },
                "node_modules/crane": { "version": "1.0.0", "dependencies": { "rope": "^2.0.0" } },
                "node_modules/rope": { "version": "2.0.0" }
              }
            }
            """;

    @TempDir
    Path folder = Path.of("");

    private static Advisory advisory(String id, Advisory.Kind kind, String ecosystem, String name, String rating, Span... spans) {
        return new Advisory(id, "ghsa", kind, List.of("CVE-2026-0001"), List.of(), "Ropes break", null, null, null, false,
                Rating.of(rating).stream().toList(), List.of("CWE-400"), List.of("https://advisories.example/" + id),
                List.of(new Affected(Ecosystem.parse(ecosystem).orElseThrow(), name, List.of(spans), List.of(), List.of(),
                        List.of(),
                        List.of())));
    }

    private List<Finding> judge(Tree tree, Advisory... advisories) throws IOException {
        StoreBuilder builder = new StoreBuilder();
        for (Advisory advisory : advisories) {
            builder.advisory(advisory);
        }
        return judge(tree, builder);
    }

    private List<Finding> judge(Tree tree, StoreBuilder builder) throws IOException {
        builder.write(folder.resolve("store"), Instant.EPOCH);
        try (AdvisoryStore store = AdvisoryStore.open(folder.resolve("store"))) {
            return new AdvisoryJudge(new Matcher(store)).judge(tree.inventory(), diagnostic -> {});
        }
    }

    @Test
    void aFindingPointsAtTheLineAndSaysTheWayTheRangeAndTheRemedy() throws IOException {
        Advisory advisory = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("2.0.0", "2.0.7"));
        assertThat(judge(new Tree().add("web/package-lock.json", LOCK), advisory)).singleElement().satisfies(finding -> {
            assertThat(finding.identity()).extracting(Fingerprint::toString).containsExactly(
                    "dependency/1:pkg:npm/rope|CVE-2026-0001", "dependency/1:pkg:npm/rope|GHSA-rope");
            assertThat(finding.rule().id()).isEqualTo("vulnerable-dependency");
            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
            assertThat(finding.message()).isEqualTo("rope 2.0.0 has a known vulnerability (CVE-2026-0001): Ropes break.");
            assertThat(finding.occurrences()).singleElement().satisfies(occurrence -> {
                assertThat(occurrence.confidence()).isEqualTo(Confidence.CERTAIN);
                assertThat(occurrence.location()).isInstanceOfSatisfying(Location.Package.class, location -> {
                    assertThat(location.purl()).isEqualTo("pkg:npm/rope@2.0.0");
                    assertThat(location.region()).isNotNull().satisfies(region -> assertThat(region.startLine()).isEqualTo(6));
                });
            });
            assertThat(finding.flows()).singleElement().satisfies(flow -> assertThat(flow.steps()).extracting("what")
                    .containsExactly("the project asks for crane 1.0.0", "which needs rope 2.0.0"));
            assertThat(finding.remedy()).isNotNull()
                    .satisfies(remedy -> assertThat(remedy.text()).isEqualTo("Update rope to 2.0.7; crane brings it."));
            assertThat(finding.evidence()).containsEntry("matched", "GHSA-rope (ghsa): >= 2.0.0, < 2.0.7")
                    .containsEntry("fixed", "2.0.7").containsEntry("cwe", "CWE-400").containsEntry("scope", "runtime");
        });
    }

    @Test
    void severalVersionsAndManifestsOfAPackageAreOneFinding() throws IOException {
        Advisory advisory = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("1.0.0", "3.0.0"));
        Tree tree = new Tree().add("a/package-lock.json", LOCK).add("b/package-lock.json", LOCK.replace("2.0.0\"", "2.5.0\""));
        assertThat(judge(tree, advisory)).singleElement().satisfies(finding -> {
            assertThat(finding.occurrences()).hasSize(2);
            assertThat(finding.message()).startsWith("rope 2.0.0, 2.5.0 has");
        });
    }

    @Test
    void whatIsFixedOrOwnIsNotReported() throws IOException {
        Advisory advisory = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("2.0.0", "2.0.7"));
        assertThat(judge(new Tree().add("package-lock.json", LOCK.replace("2.0.0\" }", "2.0.7\" }")), advisory)).isEmpty();
        String own = LOCK.replace("\"node_modules/rope\": { \"version\": \"2.0.0\" }",
                "\"node_modules/rope\": { \"resolved\": \"rope\", \"link\": true }, \"rope\": { \"version\": \"2.0.0\" }");
        assertThat(judge(new Tree().add("package-lock.json", own), advisory)).isEmpty();
    }

    @Test
    void maliciousAndExploitedPackagesAreCriticalWhateverTheyAreRated() throws IOException {
        Advisory malicious = advisory("MAL-2026-1", Advisory.Kind.MALICIOUS, "npm", "rope", "low", Span.ALL);
        assertThat(judge(new Tree().add("package-lock.json", LOCK), malicious)).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("malicious-dependency");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.remedy()).isNotNull().satisfies(remedy -> assertThat(remedy.text()).startsWith("Remove rope"));
        });
        StoreBuilder builder = new StoreBuilder();
        builder.advisory(advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "low", Span.between("2.0.0", null)));
        builder.exploited("CVE-2026-0001", null, true);
        assertThat(judge(new Tree().add("package-lock.json", LOCK), builder)).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("exploited-dependency");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.evidence()).containsEntry("rated", "low").containsEntry("kev", "listed, used by ransomware");
            assertThat(finding.remedy()).isNotNull()
                    .satisfies(remedy -> assertThat(remedy.text()).startsWith("Take rope out of service or replace it"));
            assertThat(finding.unfixable()).isFalse();
        });
    }

    @Test
    void whatNobodyHasRepairedIsUnfixableUnlessItCanBeReplaced() throws IOException {
        Tree tree = new Tree().add("package-lock.json", LOCK);
        Advisory open = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high", Span.between("2.0.0", null));
        assertThat(judge(tree, open)).singleElement().satisfies(finding -> {
            assertThat(finding.unfixable()).isTrue();
            assertThat(finding.evidence()).containsEntry("fixed", "no version is known");
        });
        Advisory last = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                new Span("2.0.0", true, "2.5.0", true));
        assertThat(judge(tree, last)).singleElement().matches(Finding::unfixable);
        Advisory given = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("2.0.0", "2.0.7"));
        assertThat(judge(tree, given)).singleElement().matches(finding -> !finding.unfixable());
        Advisory orphan = advisory("RUSTSEC-1", Advisory.Kind.UNMAINTAINED, "npm", "rope", "", Span.ALL);
        assertThat(judge(tree, orphan)).singleElement().matches(finding -> !finding.unfixable());
    }

    @Test
    void aRequirementWithoutLockFileIsARangeOfWhichSomeVersionsMayBeAffected() throws IOException {
        Advisory advisory = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("2.0.0", "2.0.7"));
        String manifest = "{\"dependencies\": {\"rope\": \"%s\"}}";
        assertThat(judge(new Tree().add("package.json", manifest.formatted("^2.0.1")), advisory)).singleElement()
                .satisfies(finding -> {
                    assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
                    assertThat(finding.message()).startsWith("rope ^2.0.1 allows versions with a known vulnerability");
                    assertThat(finding.evidence()).containsEntry("allowed",
                            "older versions that it allows have it; the newest do not");
                });
        assertThat(judge(new Tree().add("package.json", manifest.formatted(">=1.0 <2.0.5")), advisory)).singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).containsEntry("allowed",
                        "the newest versions that it allows have it too"));
        assertThat(judge(new Tree().add("package.json", manifest.formatted("^1.0.0")), advisory)).isEmpty();
        assertThat(judge(new Tree().add("package.json", manifest.formatted("*")), advisory))
                .as("nobody installs an old version of what may be any").isEmpty();
        Advisory open = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high", Span.between("2.0.0", null));
        assertThat(judge(new Tree().add("package.json", manifest.formatted("*")), open)).hasSize(1);
        assertThat(judge(new Tree().add("package.json", manifest.formatted("^2.0.7")), advisory)).isEmpty();
        assertThat(judge(new Tree().add("package.json", manifest.formatted("github:example/rope")), advisory)).isEmpty();
    }

    @Test
    void theNumberOfFindingsOfWhatIsNotPinnedIsSaidToBeALowerBound() throws IOException {
        StoreBuilder builder = new StoreBuilder();
        builder.write(folder.resolve("store"), Instant.EPOCH);
        List<Diagnostic> told = new ArrayList<>();
        try (AdvisoryStore store = AdvisoryStore.open(folder.resolve("store"))) {
            var judge = new AdvisoryJudge(new Matcher(store));
            judge.judge(new Tree().add("package.json", "{\"dependencies\": {\"rope\": \"^2.0.0\"}}").inventory(), told::add);
            judge.judge(new Tree().add("package-lock.json", LOCK).inventory(), told::add);
        }
        assertThat(told).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("packages-unpinned");
            assertThat(diagnostic.what()).startsWith("1 package is asked for").contains("rope").contains("lower bound");
        });
    }

    @Test
    void sourcesThatDifferOnTheRangeAreBothShownWithWhatWasUsedAndWhy() throws IOException {
        Advisory github = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("2.0.0", "2.0.7"));
        Advisory other = new Advisory("GMS-1", "gitlab", Advisory.Kind.VULNERABILITY, List.of("CVE-2026-0001"), List.of(), "",
                null,
                null, null, false, Rating.of("critical").stream().toList(), List.of(), List.of(),
                List.of(Affected.of(Ecosystem.parse("npm").orElseThrow(), "rope", List.of(Span.between("1.0.0", "1.9.0")))));
        assertThat(judge(new Tree().add("package-lock.json", LOCK), github, other)).singleElement().satisfies(finding -> {
            assertThat(finding.evidence()).containsEntry("matched", "GHSA-rope (ghsa): >= 2.0.0, < 2.0.7")
                    .containsEntry("decided", "ghsa counts before GMS-1 (gitlab), which says >= 1.0.0, < 1.9.0")
                    .containsEntry("records", "GHSA-rope (ghsa): >= 2.0.0, < 2.0.7; GMS-1 (gitlab): >= 1.0.0, < 1.9.0");
            assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.severity()).as("the highest of the joined records").isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void testsWeighLessAndSoDoBuilds() throws IOException {
        Advisory advisory = advisory("GHSA-rope", Advisory.Kind.VULNERABILITY, "npm", "rope", "high",
                Span.between("2.0.0", "2.0.7"));
        assertThat(judge(new Tree().add("test/package-lock.json", LOCK.getBytes(StandardCharsets.UTF_8), Trait.TEST), advisory))
                .flatExtracting(Finding::occurrences).extracting(Occurrence::confidence).containsExactly(Confidence.POSSIBLE);
        assertThat(
                judge(new Tree().add("package-lock.json", LOCK.replace("\"2.0.0\" }", "\"2.0.0\", \"dev\": true }")), advisory))
                .flatExtracting(Finding::occurrences).extracting(Occurrence::confidence).containsExactly(Confidence.LIKELY);
    }

    @Test
    void distributionsAreAskedBySourcePackageAndReleaseAndOwnWhatTheyBring() throws IOException {
        String status = """
                Package: libssl3
                Status: install ok installed
                Architecture: amd64
                Source: openssl
                Version: 3.0.11-1~deb12u1

                Package: python3-requests
                Status: install ok installed
                Architecture: all
                Version: 2.28.1-1
                """;
        Tree tree = new Tree().add("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n").add("var/lib/dpkg/status", status)
                .add("var/lib/dpkg/info/python3-requests.list",
                        "/usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO\n")
                .add("usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO", "Name: requests\nVersion: 2.28.1\n");
        Advisory openssl = advisory("DSA-1", Advisory.Kind.VULNERABILITY, "Debian:12", "openssl", "high",
                Span.between(null, "3.0.11-1~deb12u2"));
        Advisory other = advisory("DSA-2", Advisory.Kind.VULNERABILITY, "Debian:11", "openssl", "high", Span.ALL);
        Advisory requests = advisory("PYSEC-1", Advisory.Kind.VULNERABILITY, "PyPI", "requests", "high", Span.ALL);
        assertThat(judge(tree, openssl, other, requests)).singleElement().satisfies(finding -> {
            assertThat(finding.identity().getFirst().value()).isEqualTo("pkg:deb/debian/libssl3|CVE-2026-0001");
            assertThat(finding.evidence().get("matched")).startsWith("DSA-1");
        });
    }

    @Test
    void withoutAdvisoriesAPullRequestIsUnprovenAndACommitIsTold() {
        Tree tree = new Tree().add("package-lock.json", LOCK);
        for (Stage stage : Stage.values()) {
            List<Diagnostic> told = new ArrayList<>();
            new MissingAdvisories(stage).judge(tree.inventory(), told::add);
            assertThat(told).singleElement().satisfies(diagnostic -> {
                assertThat(diagnostic.kind()).isEqualTo(stage == Stage.COMMIT ? Diagnostic.Kind.DEGRADED : Diagnostic.Kind.GAP);
                assertThat(diagnostic.remedy()).isEqualTo("run: gatehouse advisories update");
            });
        }
        List<Diagnostic> told = new ArrayList<>();
        new MissingAdvisories(null).judge(new Tree().inventory(), told::add);
        assertThat(told).isEmpty();
    }
}
