package dev.gatehouse.sca.match;

import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreSource;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.inventory.Inventory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says when advisories are too old to be relied on: what came to light since is in none of them. The oldest source counts
/// ([StoreSource#asOf]).
public final class AdvisoryAgeJudge implements InventoryJudge {
    private final AdvisoryStore.About about;
    private final @Nullable Stage stage;
    private final LocalDate day;
    private final int warnAfter;
    private final int failAfter;

    /// @param stage
    ///            the gate; null for an assessment
    /// @param day
    ///            for which it is decided
    /// @param warnAfter
    ///            days after which it is told
    /// @param failAfter
    ///            days after which it is a gap from the pull request on
    public AdvisoryAgeJudge(AdvisoryStore.About about, @Nullable Stage stage, LocalDate day, int warnAfter, int failAfter) {
        this.about = about;
        this.stage = stage;
        this.day = day;
        this.warnAfter = warnAfter;
        this.failAfter = failAfter;
    }

    /// A source and the day from which it is.
    private record Dated(String name, LocalDate day, @Nullable LocalDate newest) {

        /// For people.
        String described() {
            return name + (newest == null ? "" : ", newest record of " + newest);
        }
    }

    @Override
    public List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics) {
        Dated oldest = oldest(about);
        long days = ChronoUnit.DAYS.between(oldest.day(), day);
        if (days > Math.min(warnAfter, failAfter) && inventory.packages().anyMatch(use -> !use.own())) {
            boolean gap = days > failAfter && stage != null && stage.compareTo(Stage.PULL_REQUEST) >= 0;
            diagnostics.report(new Diagnostic("advisories-old", gap ? Diagnostic.Kind.GAP : Diagnostic.Kind.DEGRADED, null, 0,
                    "the advisories (" + oldest.described() + ") are of " + oldest.day() + ", " + days
                            + " days old: what came to light since is not in them",
                    "run: gatehouse advisories update; or change advisories.warn-after, advisories.fail-after", Set.of("sca")));
        }
        return List.of();
    }

    /// For decisions: the oldest source and its day.
    public static String described(AdvisoryStore.About about) {
        Dated oldest = oldest(about);
        return oldest.day() + " (" + oldest.described() + ")";
    }

    private static Dated oldest(AdvisoryStore.About about) {
        return about.sources().stream().map(
                source -> new Dated(source.name(), day(source.asOf()), source.newest() == null ? null : day(source.newest())))
                .min(Comparator.comparing(Dated::day)).orElseGet(() -> new Dated("store", day(about.built()), null));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
