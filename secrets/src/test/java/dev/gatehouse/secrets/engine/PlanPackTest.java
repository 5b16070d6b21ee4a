package dev.gatehouse.secrets.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.secrets.match.Scanner;
import dev.gatehouse.secrets.rule.Catalogue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanPackTest {
    @Test
    void the_build_has_packed_the_plan_of_every_pattern_of_the_catalogue() {
        PlanPack pack = PlanPack.builtIn();
        assertThat(pack.plans(Scanner.patterns(Catalogue.load()))).isNotEmpty().doesNotContainNull();
    }

    @Test
    void knows_nothing_of_a_pattern_that_differs_in_its_keywords() throws IOException {
        PlanPack pack = PlanPack.read(PlanPack.of(List.of(new EnginePattern("abcd[0-9]{3}", List.of("abcd"))), List.of()));
        assertThat(pack.plans(List.of(new EnginePattern("abcd[0-9]{3}", List.of("bcd")),
                new EnginePattern("abcd[0-9]{4}", List.of("abcd"))))).containsOnlyNulls();
        assertThat(pack.plans(List.of(new EnginePattern("x", List.of()), new EnginePattern("abcd[0-9]{3}", List.of("abcd"))))
                .getLast())
                .isNotNull();
    }

    @Test
    void gives_nodes_back_as_they_were() throws IOException {
        List<EnginePattern> patterns = List.of(
                new EnginePattern("(?i)\\bsecret(?:[^a-z\u00e9]{2,9}|$)(?:x|yy|)*z{3,}\\B", List.of()),
                new EnginePattern("\\A[a-f]{32}\\z", List.of()), new EnginePattern("[0-9a-f]{40}", List.of("sha")));
        PlanPack pack = PlanPack.read(PlanPack.of(patterns, List.of("key", "token")));
        List<SoughtPattern> fresh = SoughtPattern.of(patterns, PlanPack.NONE);
        for (SoughtPattern expected : fresh) {
            Plan plan = pack.plans(patterns).get(expected.index());
            assertThat(plan).isNotNull().satisfies(actual -> {
                assertThat(actual.language()).isNotNull();
                assertThat(actual.whole()).isEqualTo(expected.plan().whole());
                assertThat(actual.cuts()).hasSameSizeAs(expected.plan().cuts());
                for (int i = 0; i < actual.cuts().size(); i++) {
                    assertThat(actual.cuts().get(i).left()).isEqualTo(expected.plan().cuts().get(i).left());
                    assertThat(actual.cuts().get(i).right()).isEqualTo(expected.plan().cuts().get(i).right());
                }
            });
        }
    }

    @Test
    void refuses_what_is_no_pack() {
        assertThatThrownBy(() -> PlanPack.read(new byte[]{1, 2, 3, 4, 5, 6})).isInstanceOf(IOException.class);
    }
}
