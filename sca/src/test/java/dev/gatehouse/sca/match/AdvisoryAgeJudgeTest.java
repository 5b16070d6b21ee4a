package dev.gatehouse.sca.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreSource;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.sca.Tree;
import dev.gatehouse.sca.inventory.Inventory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdvisoryAgeJudgeTest {
    private static final Inventory PACKAGES = new Tree()
            .add("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/rope\": {\"version\": \"2.0.0\"}}}")
            .inventory();
    private static final Instant FETCHED = Instant.parse("2026-06-01T10:00:00Z");

    private static List<Diagnostic> told(Inventory inventory, @Nullable Stage stage, String day, StoreSource... sources) {
        List<Diagnostic> told = new ArrayList<>();
        var about = new AdvisoryStore.About(FETCHED, 1, 1, 1, 1, 1, List.of(sources));
        new AdvisoryAgeJudge(about, stage, LocalDate.parse(day), 7, 30).judge(inventory, told::add);
        return told;
    }

    private static StoreSource source(String name, String origin, @Nullable Instant newest) {
        return new StoreSource(name, origin, FETCHED, null, newest, 1, 0);
    }

    @Test
    void freshAdvisoriesSayNothing() {
        assertThat(told(PACKAGES, Stage.RELEASE, "2026-06-08", source("npm", "https://mirror.example/npm/all.zip", null)))
                .isEmpty();
    }

    @Test
    void oldOnesAreToldAndVeryOldOnesAreAGapFromThePullRequestOn() {
        StoreSource npm = source("npm", "https://mirror.example/npm/all.zip", Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(told(PACKAGES, Stage.RELEASE, "2026-06-09", npm)).singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.DEGRADED));
        assertThat(told(PACKAGES, Stage.PULL_REQUEST, "2026-07-02", npm)).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(diagnostic.what()).contains("(npm, newest record of 2020-01-01) are of 2026-06-01, 31 days old");
        });
        for (Stage stage : new @Nullable Stage[]{null, Stage.COMMIT}) {
            assertThat(told(PACKAGES, stage, "2027-07-02", npm)).singleElement()
                    .satisfies(diagnostic -> assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.DEGRADED));
        }
        assertThat(told(new Tree().inventory(), Stage.RELEASE, "2027-07-02", npm)).as("nothing to look up").isEmpty();
    }

    @Test
    void anImportedFileIsAsOldAsItSaysAndTheOldestSourceCounts() {
        var file = new StoreSource("epss", "/media/epss.csv.gz", FETCHED, Instant.parse("2026-01-01T00:00:00Z"), null, 1, 0);
        StoreSource kev = source("kev", "https://mirror.example/kev.json", null);
        assertThat(told(PACKAGES, Stage.RELEASE, "2026-06-02", kev, file)).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(diagnostic.what()).contains("(epss) are of 2026-01-01");
        });
    }

    /// A team's own feed changes rarely: its newest record is old, and nothing is missing from it.
    @Test
    void anImportedFileWithoutADateOfItsOwnIsAsOldAsTheImport() {
        StoreSource own = source("import:own", "/srv/own-advisories", Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(told(PACKAGES, Stage.RELEASE, "2026-06-02", own)).isEmpty();
        assertThat(told(PACKAGES, Stage.RELEASE, "2026-07-10", own)).singleElement().satisfies(diagnostic -> assertThat(
                diagnostic.what()).contains("(import:own, newest record of 2024-01-01) are of 2026-06-01"));
    }
}
