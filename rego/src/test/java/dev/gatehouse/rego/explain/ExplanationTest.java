package dev.gatehouse.rego.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final String RULES = """
            package authz

            allow if {
            	some role in input.roles
            	role == "admin"
            }

            allow if {
            	owns(input.user)
            	input.action == "read"
            }

            owns(user) if user == "ada"

            level := 1 if {
            	input.user == "eve"
            } else := 2 if {
            	input.user == "ada"
            }
            """;

    private static Policy policy() throws RegoException {
        return Rego.compiler().traced(true).compile(Map.of("authz.rego", RULES));
    }

    private static Value json(String text) throws JsonException {
        return new JsonReader(ReadLimits.DEFAULT).read(text);
    }

    private static List<Explanation.RuleBody> explained(String query, String input) throws RegoException, JsonException {
        Policy policy = policy();
        Explanation explanation = new Explanation(policy);
        policy.query(query).evaluate(EvaluationRequest.of(json(input)).withTracer(explanation));
        return explanation.bodies();
    }

    @Test
    void saysWhichExpressionOfEachBodyDidNotHold() throws Exception {
        List<Explanation.RuleBody> bodies = explained("data.authz.allow",
                "{\"roles\": [\"guest\", \"clerk\"], \"user\": \"ada\", \"action\": \"write\"}");

        assertThat(bodies).extracting(Explanation.RuleBody::rule, b -> b.location().row(), Explanation.RuleBody::held)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("data.authz.allow", 3, 0),
                        org.assertj.core.groups.Tuple.tuple("data.authz.allow", 8, 0),
                        org.assertj.core.groups.Tuple.tuple("data.authz.owns", 13, 1));
        assertThat(bodies.get(0).failure()).isNotNull().satisfies(failure -> {
            assertThat(failure.expression()).isEqualTo("role == \"admin\"");
            assertThat(failure.values()).containsEntry("role", json("\"clerk\""));
        });
        assertThat(bodies.get(1).failure()).isNotNull()
                .satisfies(failure -> assertThat(failure.expression()).isEqualTo("input.action == \"read\""));
        assertThat(bodies.get(2).failure()).isNull();
    }

    @Test
    void tellsTheBranchesOfARuleApart() throws Exception {
        List<Explanation.RuleBody> bodies = explained("data.authz.level", "{\"user\": \"ada\"}");

        assertThat(bodies).extracting(b -> b.location().row(), Explanation.RuleBody::held).containsExactly(
                org.assertj.core.groups.Tuple.tuple(15, 0), org.assertj.core.groups.Tuple.tuple(17, 1));
    }

    @Test
    void profileCountsEvaluationsAndGivesEachItsOwnTime() throws Exception {
        AtomicLong clock = new AtomicLong();
        Profile profile = new Profile(() -> clock.addAndGet(10));
        policy().query("data.authz.allow")
                .evaluate(
                        EvaluationRequest.of(json("{\"roles\": [\"a\", \"b\", \"c\"], \"user\": \"eve\"}")).withTracer(profile));

        List<Profile.Line> lines = profile.lines();
        assertThat(lines).filteredOn(l -> l.location().row() == 5).singleElement()
                .satisfies(l -> assertThat(l.evaluations()).isEqualTo(3))
                .satisfies(l -> assertThat(l.nanoseconds()).isEqualTo(30));
        assertThat(lines).extracting(Profile.Line::nanoseconds).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }
}
