package dev.gatehouse.sca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.licence.LicenceJudge;
import dev.gatehouse.sca.licence.LicencePolicy;
import dev.gatehouse.sca.licence.LicenceReader;
import dev.gatehouse.sca.licence.LicenceTerms;
import dev.gatehouse.sca.licence.SpdxList;
import dev.gatehouse.sca.lifecycle.EndOfLifeJudge;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.match.AdvisoryJudge;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule has a sample that it finds and one that it nearly finds, in the folder `rules` beside the advisories that they are held
/// against. The terms allow MIT and deny the GPL.
class RuleSamplesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");

    @TempDir
    Path folder = Path.of("");

    static Stream<String> rules() {
        return ScaRules.all().stream().map(Rule::id);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsItsMatchAndNotItsNearMiss(String rule) throws IOException, URISyntaxException {
        assertThat(found(rule, "match")).contains(rule);
        assertThat(found(rule, "near-miss")).doesNotContain(rule);
    }

    private Set<String> found(String rule, String sample) throws IOException, URISyntaxException {
        Path samples = Path.of(Objects.requireNonNull(RuleSamplesTest.class.getResource("rules")).toURI());
        Inventory inventory = Tree.of(samples.resolve(rule).resolve(sample)).inventory();
        assertThat(inventory.projects()).isNotEmpty();
        StoreBuilder builder = new StoreBuilder();
        FeedReader.Summary read = new FeedReader(diagnostic -> assertThat(diagnostic).isNull()).read(
                samples.resolve("advisories"),
                builder);
        assertThat(read.unknown()).isZero();
        builder.write(folder.resolve("store"), Instant.EPOCH);
        LicencePolicy policy = new LicencePolicy(Set.of("MIT"), Set.of(), Set.of("GPL-*"));
        LicenceTerms terms = new LicenceTerms(
                Arrays.stream(Scope.values()).collect(Collectors.toMap(scope -> scope, _ -> policy)),
                List.of());
        try (AdvisoryStore store = AdvisoryStore.open(folder.resolve("store"))) {
            Map<String, InventoryJudge> judges = Map.of("advisories", new AdvisoryJudge(new Matcher(store)), "lives",
                    new EndOfLifeJudge(store.lifecycles(), DAY), "licences",
                    new LicenceJudge(terms, new LicenceReader(SpdxList.load()), DAY));
            return judges.values().stream().flatMap(judge -> judge.judge(inventory, _ -> {}).stream())
                    .map(finding -> finding.rule().id()).collect(Collectors.toSet());
        }
    }
}
