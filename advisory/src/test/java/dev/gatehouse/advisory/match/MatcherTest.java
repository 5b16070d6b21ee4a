package dev.gatehouse.advisory.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.Samples;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatcherTest {
    @TempDir
    Path folder = Path.of("");

    private List<Match> match(String purl, Advisory... advisories) throws Exception {
        try (AdvisoryStore store = store(advisories)) {
            return new Matcher(store).match(PackageUrl.parse(purl));
        }
    }

    private AdvisoryStore store(Advisory... advisories) throws IOException {
        StoreBuilder builder = new StoreBuilder();
        Stream.of(advisories).forEach(builder::advisory);
        builder.write(folder.resolve("s"), Instant.EPOCH);
        return AdvisoryStore.open(folder.resolve("s"));
    }

    @Test
    void aVersionWithinARangeMatchesWithItsEvidence() throws Exception {
        Advisory advisory = Samples.advisory("ghsa", "GHSA-a", List.of("CVE-2026-1"), "Maven", "g:a",
                Span.between("2.0", "2.17.1"));
        assertThat(match("pkg:maven/g/a@2.17", advisory)).singleElement().satisfies(match -> {
            assertThat(match.weakness()).containsExactly("CVE-2026-1", "GHSA-a");
            assertThat(match.confidence()).isEqualTo(Confidence.CERTAIN);
            assertThat(match.fixed()).isEqualTo("2.17.1");
            assertThat(match.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(match.score()).isEqualTo(9.8);
            assertThat(match.used()).hasToString("GHSA-a (ghsa): >= 2.0, < 2.17.1");
        });
        assertThat(match("pkg:maven/g/a@2.17.1", advisory)).isEmpty();
        assertThat(match("pkg:maven/g/a@1.9", advisory)).isEmpty();
        assertThat(match("pkg:maven/g/a", advisory)).isEmpty();
        assertThat(match("pkg:generic/a@2.17", advisory)).isEmpty();
    }

    @Test
    void whereSourcesDifferTheEcosystemsOwnDatabaseCountsFirst() throws Exception {
        Advisory own = Samples.advisory("go", "GO-1", List.of("CVE-2026-1"), "Go", "example.org/m", Span.between(null, "1.5.0"));
        Advisory other = Samples.advisory("gitlab", "CVE-2026-1", List.of(), "Go", "example.org/m",
                Span.between("1.2.0", "1.4.0"));
        assertThat(match("pkg:golang/example.org/m@v1.1.0", own, other)).singleElement().satisfies(match -> {
            assertThat(match.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(match.used().record().id()).isEqualTo("GO-1");
            assertThat(match.evidence()).hasSize(2);
            assertThat(match.reason()).isEqualTo("go counts before CVE-2026-1 (gitlab), which says >= 1.2.0, < 1.4.0");
        });
        assertThat(match("pkg:golang/example.org/m@v1.3.0", own, other)).singleElement()
                .satisfies(match -> assertThat(match.confidence()).isEqualTo(Confidence.CERTAIN));
        Advisory narrow = Samples.advisory("go", "GO-1", List.of("CVE-2026-1"), "Go", "example.org/m",
                Span.between("1.3.0", "1.4.0"));
        assertThat(match("pkg:golang/example.org/m@v1.2.5", narrow, other)).singleElement().satisfies(match -> {
            assertThat(match.confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(match.used().record().source()).isEqualTo("gitlab");
        });
    }

    @Test
    void recordsOfOneSourceCompleteEachOther() throws Exception {
        Advisory one = Samples.advisory("friendsofphp", "FOP:a", List.of("CVE-2026-1"), "Packagist", "v/p",
                Span.between("1.0", "1.5"));
        Advisory two = Samples.advisory("friendsofphp", "FOP:b", List.of("CVE-2026-1"), "Packagist", "v/p",
                Span.between("2.0", "2.5"));
        assertThat(match("pkg:composer/v/p@2.1.0", one, two)).singleElement().satisfies(match -> {
            assertThat(match.confidence()).isEqualTo(Confidence.CERTAIN);
            assertThat(match.fixed()).isEqualTo("2.5");
        });
    }

    @Test
    void withdrawnRecordsDoNotCount() throws Exception {
        Advisory live = Samples.advisory("ghsa", "GHSA-a", List.of("CVE-2026-1"), "npm", "a", Span.between(null, "2.0.0"));
        Advisory gone = Samples.withdrawn(Samples.advisory("osv", "OSV-1", List.of("CVE-2026-1"), "npm", "a", Span.ALL));
        assertThat(match("pkg:npm/a@3.0.0", live, gone)).isEmpty();
        assertThat(match("pkg:npm/a@1.0.0", live, gone)).singleElement()
                .satisfies(match -> assertThat(match.evidence()).hasSize(1));
    }

    @Test
    void aVersionThatCannotBeComparedIsPossible() throws Exception {
        Advisory advisory = Samples.advisory("ghsa", "GHSA-a", List.of(), "Packagist", "v/p", Span.between(null, "2.0"));
        assertThat(match("pkg:composer/v/p@dev-main", advisory)).singleElement().satisfies(match -> {
            assertThat(match.confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(match.used().why()).contains("'dev-main' has no place in the order of versions");
        });
    }

    @Test
    void namedVersionsMatchByName() throws Exception {
        Affected named = new Affected(Ecosystem.parse("npm").orElseThrow(), "evil", List.of(), List.of("6.6.6"), List.of(),
                List.of(), List.of());
        Advisory advisory = Samples.advisory("malicious-packages", "MAL-2026-1", List.of(), null, named);
        assertThat(match("pkg:npm/evil@6.6.6", advisory)).singleElement().satisfies(match -> {
            assertThat(match.kind()).isEqualTo(Advisory.Kind.MALICIOUS);
            assertThat(match.used().why()).isEqualTo("named: 6.6.6");
        });
        assertThat(match("pkg:npm/evil@6.6.7", advisory)).isEmpty();
    }

    @Test
    void distributionsMatchByReleaseAndEpoch() throws Exception {
        Advisory advisory = Samples.advisory("almalinux", "ALSA-1", List.of(), "AlmaLinux:9", "bash",
                Span.between(null, "1:5.1-2.el9"));
        assertThat(match("pkg:rpm/almalinux/bash@5.1-1.el9?epoch=1&distro=almalinux-9.4", advisory)).hasSize(1);
        assertThat(match("pkg:rpm/almalinux/bash@5.1-1.el9?epoch=2&distro=almalinux-9.4", advisory)).isEmpty();
        assertThat(match("pkg:rpm/almalinux/bash@5.1-1.el8?epoch=1&distro=almalinux-8.9", advisory)).isEmpty();
    }

    @Test
    void anUnpinnedRequirementMayBeAffected() throws Exception {
        Advisory advisory = Samples.advisory("ghsa", "GHSA-a", List.of(), "npm", "a", Span.between(null, "1.3.0"));
        Ecosystem npm = Ecosystem.parse("npm").orElseThrow();
        try (AdvisoryStore store = store(advisory)) {
            Matcher matcher = new Matcher(store);
            assertThat(matcher.possible(npm, "a", Requirement.parse(VersionScheme.NPM, "^1.2.0").range())).singleElement()
                    .satisfies(match -> {
                        assertThat(match.confidence()).isEqualTo(Confidence.POSSIBLE);
                        assertThat(match.reason()).startsWith("no version is pinned");
                    });
            assertThat(matcher.possible(npm, "a", Requirement.parse(VersionScheme.NPM, "^1.3.0").range())).isEmpty();
        }
    }

    @Test
    void anInventoryIsMatchedInOneGo() throws Exception {
        Advisory advisory = Samples.advisory("ghsa", "GHSA-a", List.of(), "npm", "a", Span.ALL);
        try (AdvisoryStore store = store(advisory)) {
            PackageUrl bad = PackageUrl.parse("pkg:npm/a@1.0.0");
            assertThat(new Matcher(store).match(List.of(PackageUrl.parse("pkg:npm/b@1.0.0"), bad))).containsOnlyKeys(bad);
        }
    }
}
