package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuredTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void countsAProcessWithItsChildren() throws Exception {
        Assumptions.assumeTrue(Measured.missing().isEmpty(), Measured.missing());
        Measured idle = Measured.of(List.of("/bin/sh", "-c", "exit 3"), folder, Map.of(), LIMIT);
        assertThat(idle.exit()).isEqualTo(3);
        Measured busy = Measured.of(List.of("/bin/sh", "-c", "(i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done); echo $GIVEN"),
                folder, Map.of("GIVEN", "hello"), LIMIT);
        assertThat(busy.exit()).isZero();
        assertThat(busy.output()).isEqualTo("hello");
        assertThat(busy.cpu()).isGreaterThan(idle.cpu()).isLessThan(60);
        assertThat(busy.peak()).isBetween(100_000L, 1L << 30);
    }

    @Test
    void stopsWhatTakesTooLongAndCountsItAllTheSame() throws Exception {
        Assumptions.assumeTrue(Measured.missing().isEmpty(), Measured.missing());
        Measured endless = Measured.of(List.of("/bin/sh", "-c", "while :; do :; done"), folder, Map.of(), Duration.ofSeconds(1));
        assertThat(endless.exit()).isEqualTo(Measured.STOPPED);
        assertThat(endless.wall()).isBetween(0.9, 60.0);
        assertThat(endless.cpu()).isPositive();
    }

    @Test
    void keepsWhatWasMeasuredAfterEachRow() {
        List<Integer> kept = new ArrayList<>();
        Results results = new Results(what -> {}, so -> kept.add(so.rows().size()));
        results.add("tree", "ours", Map.of(Results.Column.CPU_SECONDS, 1.5), "");
        results.notRun("tree", "theirs", "not installed");
        assertThat(kept).containsExactly(1, 2);
    }

    @Test
    void theMiddleOfSeveralRunsIsTaken() {
        Measured median = Measured.median(List.of(new Measured(0, 5, 1, 30, ""), new Measured(0, 1, 9, 10, ""),
                new Measured(0, 3, 2, 20, "last")));
        assertThat(median).isEqualTo(new Measured(0, 3, 2, 20, "last"));
        assertThat(Measured.middle(new double[]{4, 1, 3, 2})).isEqualTo(2.5);
    }

    @Test
    void optionsComeFromTheCommandLineBeforeTheEnvironment() {
        Options options = Options.parse(new String[]{"secrets", "--tree", folder.toString(), "--quick", "--rounds=5"}, 1,
                Map.of("GATEHOUSE_BENCH_ROUNDS", "9", "GATEHOUSE_BENCH_HISTORY_ROUNDS", "2"));
        assertThat(options.directory("tree")).contains(folder);
        assertThat(options.flag("quick")).isTrue();
        assertThat(options.number("rounds", 3)).isEqualTo(5);
        assertThat(options.number("history-rounds", 1)).isEqualTo(2);
        assertThat(options.directory("peers")).isEmpty();
        assertThatThrownBy(() -> Options.parse(new String[]{"--tree", "/no/such/folder"}, 0, Map.of()).directory("tree"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--tree");
    }

    @Test
    void theTableHasTheColumnsThatAreFilledAndSaysWhatWasNotRun() {
        Results results = new Results(what -> {});
        results.add("tree", "ours", Map.of(Results.Column.CPU_SECONDS, 1.5, Results.Column.FINDINGS, 12.0), "");
        results.notRun("tree", "theirs", "not installed");
        assertThat(Table.of(results)).isEqualTo("""
                measure  tool    CPU s  findings
                tree     ours     1.50        12
                         theirs                   not run: not installed
                """);
    }
}
