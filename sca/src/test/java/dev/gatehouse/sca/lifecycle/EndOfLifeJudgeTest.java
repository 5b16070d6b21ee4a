package dev.gatehouse.sca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.sca.Tree;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndOfLifeJudgeTest {
    private static final List<Lifecycle> LIVES = List.of(
            new Lifecycle("nodejs", List.of("pkg:generic/node", "pkg:docker/library/node"),
                    List.of(cycle("22", "2027-04-30"), cycle("20", "2026-04-30"), cycle("18", "2025-04-30"),
                            cycle("2", "2015-01-01"))),
            new Lifecycle("debian", List.of(), List.of(cycle("13", "2028-08-09"), cycle("10", "2022-09-10"))),
            new Lifecycle("rope", List.of("pkg:npm/rope"), List.of(new Lifecycle.Cycle("1", null, null, true, "1.9.9"))));

    private static Lifecycle.Cycle cycle(String name, @Nullable String end) {
        return new Lifecycle.Cycle(name, null, end == null ? null : LocalDate.parse(end), false, name + ".1");
    }

    private static List<Finding> judge(Tree tree) {
        return new EndOfLifeJudge(LIVES, LocalDate.parse("2026-04-30")).judge(tree.inventory(), _ -> {});
    }

    @Test
    void aRuntimeIsOverTheDayAfterItsLastFixWhereverItIsNamed() {
        Tree tree = new Tree().add(".nvmrc", "v18.20.1\n")
                .add(".tool-versions", "nodejs 18.19.0 # as in production\nruby system\n")
                .add("Dockerfile", "FROM node:18-alpine\n");
        assertThat(judge(tree)).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("end-of-life");
            assertThat(finding.fingerprint().toString()).isEqualTo("lifecycle/1:nodejs|18");
            assertThat(finding.message()).isEqualTo("nodejs 18 has had no security fixes since 2025-04-30.");
            assertThat(finding.occurrences()).hasSize(3);
            assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(finding.remedy()).isNotNull()
                    .satisfies(remedy -> assertThat(remedy.text())
                            .isEqualTo("Move to nodejs 20, maintained until 2026-04-30, or newer."));
        });
        assertThat(judge(new Tree().add(".nvmrc", "20\n"))).as("its last day").isEmpty();
        assertThat(judge(new Tree().add(".nvmrc", "lts/iron\n"))).isEmpty();
        assertThat(judge(new Tree().add("Dockerfile", "FROM registry.example/library/node:18\n")))
                .as("another registry's image of the same name").isEmpty();
    }

    @Test
    void aDistributionIsGraverAndItsPackagesAreItsOwnToMaintain() {
        String status = "Package: rope\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n";
        Tree tree = new Tree().add("etc/os-release", "ID=debian\nVERSION_ID=\"10\"\nPRETTY_NAME=\"Debian 10\"\n")
                .add("usr/lib/os-release", "ID=debian\nVERSION_ID=\"10\"\n").add("var/lib/dpkg/status", status);
        assertThat(judge(tree)).singleElement().satisfies(finding -> {
            assertThat(finding.fingerprint().toString()).isEqualTo("lifecycle/1:debian|10");
            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
            assertThat(finding.occurrences()).hasSize(1);
        });
        assertThat(judge(new Tree().add("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n"))).isEmpty();
    }

    @Test
    void aFrameworkThatIsOverWithoutADayIsReportedWithItsUse() {
        String lock = "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/rope\": {\"version\": \"%s\", \"dev\": true}}}";
        assertThat(judge(new Tree().add("package-lock.json", lock.formatted("1.2.3")))).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo("rope 1 has had no security fixes any more.");
            assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.remedy()).isNotNull()
                    .satisfies(remedy -> assertThat(remedy.text()).startsWith("Replace rope"));
        });
        assertThat(judge(new Tree().add("package-lock.json", lock.formatted("12.0.0")))).isEmpty();
    }
}
