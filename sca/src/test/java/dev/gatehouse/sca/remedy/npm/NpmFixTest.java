package dev.gatehouse.sca.remedy.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmFixTest {
    @TempDir
    Path temporary = Path.of("");

    private NpmGround ground;

    @BeforeEach
    void open() throws IOException {
        ground = new NpmGround(temporary);
    }

    @AfterEach
    void close() {
        ground.close();
    }

    private static String only(FixPlan plan) {
        assertThat(plan.steps()).hasSize(1);
        return plan.steps().getFirst().change().label();
    }

    @Test
    void whatTheRequirementsAllowIsRaisedInTheLockFileAlone() throws Exception {
        ground.publish("crane", "1.0.0", "\"rope\":\"^2.0.0\"").publish("rope", "2.0.0").publish("rope", "2.0.7")
                .publish("rope", "2.4.0").publish("rope", "3.0.0").weak("rope", "2.0.0", "2.0.7", "high")
                .manifest("{\n  \"name\": \"harbour\",\n  \"dependencies\": {\"crane\":   \"^1.0.0\"}\n}\n")
                .lock("{\"name\": \"harbour\", \"dependencies\": {\"crane\":   \"^1.0.0\"}}",
                        "node_modules/crane 1.0.0 \"dependencies\": {\"rope\":   \"^2.0.0\"}", "node_modules/rope 2.0.0");
        String manifest = ground.manifest();
        FixPlan plan = ground.fix(true);
        assertThat(only(plan)).isEqualTo("rope 2.0.0 -> 2.0.7");
        assertThat(plan.steps().getFirst().change().bumps()).extracting(Bump::how).containsExactly(Bump.How.LOCK);
        assertThat(plan.remaining()).isEmpty();
        assertThat(ground.manifest()).isEqualTo(manifest);
        assertThat(ground.lock()).contains("\"dependencies\": {\"rope\":   \"^2.0.0\"}").contains("""
                    "node_modules/rope": {
                      "version": "2.0.7",
                      "resolved": "%s",
                      "integrity": "%s"
                    }
                """.formatted(ground.registry.tarball("rope", "2.0.7"), ground.registry.integrity("rope", "2.0.7")));
    }

    @Test
    void aRequirementOfTheProjectIsRaisedInItsOwnManner() throws Exception {
        ground.publish("rope", "2.0.0").publish("rope", "3.1.0").weak("rope", "2.0.0", "3.0.0", "high")
                .manifest("{\n\t\"name\": \"harbour\",\n\t\"devDependencies\": { \"rope\" : \"~2.0.0\" }\n}\n")
                .lock("{\"name\": \"harbour\", \"devDependencies\": {\"rope\": \"~2.0.0\"}}",
                        "node_modules/rope 2.0.0 \"dev\": true");
        assertThat(ground.fix(true).steps().getFirst().change().bumps())
                .containsExactly(new Bump("rope", "2.0.0", "3.1.0", Bump.How.REQUIREMENT));
        assertThat(ground.manifest())
                .isEqualTo("{\n\t\"name\": \"harbour\",\n\t\"devDependencies\": { \"rope\" : \"~3.1.0\" }\n}\n");
        assertThat(ground.lock()).contains("\"rope\": \"~3.1.0\"").contains("\"version\": \"3.1.0\"").contains("\"dev\": true");
    }

    @Test
    void oneParentThatBringsEverythingIsBetterThanManyUpgrades() throws Exception {
        ground.publish("crane", "1.0.0", "\"rope\":\"2.0.0\"", "\"hook\":\"1.0.0\"")
                .publish("crane", "1.1.0", "\"rope\":\"2.0.7\"", "\"hook\":\"1.0.0\"")
                .publish("crane", "1.2.0", "\"rope\":\"2.0.7\"", "\"hook\":\"1.0.1\"").publish("rope", "2.0.0")
                .publish("rope", "2.0.7").publish("hook", "1.0.0").publish("hook", "1.0.1").weak("rope", "2.0.0", "2.0.7", "high")
                .weak("rope", "1.0.0", "2.0.5", "low").weak("hook", "1.0.0", "1.0.1", "critical")
                .manifest("{\"dependencies\": {\"crane\": \"^1.0.0\"}}").lock("{\"dependencies\": {\"crane\": \"^1.0.0\"}}",
                        "node_modules/crane 1.0.0 \"dependencies\": {\"rope\": \"2.0.0\", \"hook\": \"1.0.0\"}",
                        "node_modules/hook 1.0.0", "node_modules/rope 2.0.0");
        FixPlan plan = ground.fix(true);
        assertThat(only(plan)).isEqualTo("crane 1.0.0 -> 1.2.0");
        assertThat(plan.steps().getFirst().findings()).isEqualTo(3);
        assertThat(plan.steps().getFirst().moved()).extracting(Bump::toString).containsExactly("crane 1.0.0 -> 1.2.0",
                "hook 1.0.0 -> 1.0.1", "rope 2.0.0 -> 2.0.7");
    }

    @Test
    void anOverrideIsTheLastResort() throws Exception {
        ground.publish("crane", "1.0.0", "\"rope\":\"2.0.0\"").publish("rope", "2.0.0").publish("rope", "2.0.7")
                .weak("rope", "2.0.0", "2.0.7", "high").manifest("{\n  \"dependencies\": {\n    \"crane\": \"^1.0.0\"\n  }\n}\n")
                .lock("{\"dependencies\": {\"crane\": \"^1.0.0\"}}",
                        "node_modules/crane 1.0.0 \"dependencies\": {\"rope\": \"2.0.0\"}",
                        "node_modules/rope 2.0.0");
        assertThat(ground.fix(true).steps().getFirst().change().bumps())
                .containsExactly(new Bump("rope", "2.0.0", "2.0.7", Bump.How.OVERRIDE));
        assertThat(ground.manifest()).isEqualTo("""
                {
                  "dependencies": {
                    "crane": "^1.0.0"
                  },
                  "overrides": {
                    "rope": "^2.0.7"
                  }
                }
                """);
        FixPlan again = ground.fix(false);
        assertThat(again.before()).isEmpty();
    }

    @Test
    void whoNeedsTheOldVersionKeepsItBesideTheNewOne() throws Exception {
        ground.publish("crane", "1.0.0", "\"rope\":\"^2.0.0\"").publish("pulley", "1.0.0", "\"rope\":\"2.0.0\"")
                .publish("pulley", "2.0.0", "\"rope\":\"^1.0.0\"").publish("rope", "1.5.0").publish("rope", "2.0.0")
                .publish("rope", "2.0.7").weak("rope", "2.0.0", "2.0.7", "high")
                .manifest("{\"dependencies\": {\"crane\": \"1.0.0\", \"pulley\": \"1.0.0\"}}")
                .lock("{\"dependencies\": {\"crane\": \"1.0.0\", \"pulley\": \"1.0.0\"}}",
                        "node_modules/crane 1.0.0 \"dependencies\": {\"rope\": \"^2.0.0\"}",
                        "node_modules/pulley 1.0.0 \"dependencies\": {\"rope\": \"2.0.0\"}", "node_modules/rope 2.0.0");
        FixPlan plan = ground.fix(true);
        assertThat(plan.remaining()).isEmpty();
        assertThat(ground.fix(false).before()).isEmpty();
    }

    @Test
    void noVersionIsProposedThatIsYoungDeprecatedAPreReleaseOrWeakItself() throws Exception {
        ground.publish("rope", "2.0.0").publish("rope", "2.0.4").weak("rope", "2.0.0", "2.0.1", "high")
                .weak("rope", "2.0.4", "2.0.5", "low");
        ground.registry.publish("rope", "2.0.1", "\"deprecated\":\"broken\"").publish("rope", "2.0.2-beta.1", "")
                .publish("rope", "2.0.6", "", java.time.Instant.now().toString());
        ground.manifest("{\"dependencies\": {\"rope\": \"^2.0.0\"}}").lock("{\"dependencies\": {\"rope\": \"^2.0.0\"}}",
                "node_modules/rope 2.0.0");
        FixPlan plan = ground.fix(false);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.remaining()).singleElement()
                .satisfies(remaining -> assertThat(remaining.why()).startsWith("no version of rope after 2.0.0 is without it")
                        .contains("2.0.1 is deprecated", "2.0.2-beta.1 is a pre-release", "2.0.6 was published only on"));
    }

    @Test
    void aPackageThatIsSomebodyElsesInTheRegistryIsNotTouched() throws Exception {
        ground.publish("rope", "2.0.0").publish("rope", "2.0.7").weak("rope", "2.0.0", "2.0.7", "high")
                .manifest("{\"dependencies\": {\"rope\": \"^2.0.0\"}}")
                .lock("{\"dependencies\": {\"rope\": \"^2.0.0\"}}", "node_modules/rope 2.0.0");
        ground.registry.publish("rope", "2.0.0", "\"description\": \"a stranger's\"");
        FixPlan plan = ground.fix(false);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.remaining()).singleElement().satisfies(
                remaining -> assertThat(remaining.why())
                        .isEqualTo("the registry has another rope 2.0.0 than the one that is locked"));
    }

    @Test
    void aLockFileThatIsNotInStepIsRefused() throws Exception {
        ground.publish("rope", "2.0.0").manifest("{\"dependencies\": {\"rope\": \"^2.0.1\"}}")
                .lock("{\"dependencies\": {\"rope\": \"^2.0.0\"}}", "node_modules/rope 2.0.0");
        assertThatThrownBy(() -> ground.fix(false)).isInstanceOf(UnresolvableException.class)
                .hasMessageContaining("not in step with package.json (rope)");
    }

    @Test
    void peersThatWouldNotFitStandAgainstAnUpgrade() throws Exception {
        ground.publish("hull", "1.0.0").publish("hull", "2.0.0").publish("mast", "1.0.0").publish("mast", "2.0.0")
                .weak("mast", "1.0.0", "2.0.0", "high");
        ground.registry.publish("mast", "1.0.0", "\"peerDependencies\":{\"hull\":\"^1.0.0\"}").publish("mast", "2.0.0",
                "\"peerDependencies\":{\"hull\":\"^2.0.0\"}");
        ground.manifest("{\"dependencies\": {\"hull\": \"^1.0.0\", \"mast\": \"^1.0.0\"}}").lock(
                "{\"dependencies\": {\"hull\": \"^1.0.0\", \"mast\": \"^1.0.0\"}}", "node_modules/hull 1.0.0",
                "node_modules/mast 1.0.0 \"peerDependencies\": {\"hull\": \"^1.0.0\"}");
        assertThat(ground.fix(false).remaining()).singleElement().satisfies(remaining -> assertThat(remaining.why())
                .isEqualTo("mast 1.0.0 -> 2.0.0 is not possible: mast 2.0.0 asks for hull ^2.0.0 and would get 1.0.0"));
    }
}
