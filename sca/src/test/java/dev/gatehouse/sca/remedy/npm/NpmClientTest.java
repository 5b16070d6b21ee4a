package dev.gatehouse.sca.remedy.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.sca.remedy.FixPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real npm makes the lock file, takes the one that was written, and has nothing to add to it.
class NpmClientTest {
    @TempDir
    Path temporary = Path.of("");

    @BeforeAll
    static void needsNpm() throws InterruptedException {
        boolean there = NpmClient.isThere();
        if ("1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            assertThat(there).as("npm is there").isTrue();
        }
        Assumptions.assumeTrue(there, "npm is not installed");
    }

    @Test
    void npmTakesTheLockFilesOfRandomProjects() throws Exception {
        int first = Integer.getInteger("gatehouse.npm.seed", 1);
        int count = Integer.getInteger("gatehouse.npm.count", 3);
        for (int seed = first; seed < first + count; seed++) {
            take(seed);
        }
    }

    /// Lines that only one of two texts has.
    private static List<String> difference(String one, String other) {
        List<String> lines = new ArrayList<>();
        one.lines().filter(line -> other.lines().noneMatch(line::equals)).forEach(line -> lines.add("- " + line));
        other.lines().filter(line -> one.lines().noneMatch(line::equals)).forEach(line -> lines.add("+ " + line));
        if (lines.isEmpty() && !one.equals(other)) {
            lines.add("the order of lines, or how often one stands there");
            lines.addAll(other.lines().toList());
        }
        return lines;
    }

    private void take(int seed) throws Exception {
        try (NpmGround ground = new NpmGround(temporary.resolve("seed-" + seed))) {
            new RandomHarbour(seed, ground, 14).build();
            NpmClient npm = new NpmClient(ground.folder, ground.registry.address());
            NpmClient.Answer made = npm.run("install", "--package-lock-only", "--before=2021-01-01", "--lockfile-version",
                    seed % 3 == 0 ? "2" : "3");
            if (made.code() != 0) {
                // Some random projects cannot be installed at all.
                return;
            }
            NpmClient.Answer before = npm.run("ci");
            if (before.code() != 0) {
                // npm does not take what it wrote itself.
                return;
            }
            String old = ground.lock();
            FixPlan plan = ground.fix(true);
            String written = ground.lock();
            NpmClient.Answer ci = npm.run("ci");
            assertThat(ci.code()).as("npm ci, seed %s: %s%n%s%n%s", seed, ci.text(), old, written).isZero();
            assertThat(ground.lock()).isEqualTo(written);
            NpmClient.Answer again = npm.run("install", "--package-lock-only", "--before=2023-01-01");
            assertThat(again.code()).as("npm install, seed %s: %s", seed, again.text()).isZero();
            assertThat(difference(written, ground.lock())).as("what npm changes, seed %s", seed).isEmpty();
            assertThat(ground.fix(false).before()).as("seed %s", seed)
                    .isEqualTo(plan.outcome().weaknesses());
        }
    }
}
