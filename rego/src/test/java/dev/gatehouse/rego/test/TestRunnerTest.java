package dev.gatehouse.rego.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.RegoException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TestRunnerTest {
    private static final String POLICY = """
            package m

            default allow := false

            allow if input.user == "ada"

            allow if {
            	input.user == "bob"
            	input.admin
            }
            """;

    private static final String TESTS = """
            package m_test

            import data.m

            test_ada if m.allow with input as {"user": "ada"}

            test_bob if {
            	user := "bob"
            	given := {"user": user}
            	m.allow with input as given
            }

            todo_test_later if false

            test_conflict if two == 1

            two := x if some x in [1, 2]

            test_cases[name] if {
            	some name, user in {"one": "ada", "two": "eve"}
            	m.allow with input as {"user": user}
            }
            """;

    private static Policy policy() throws RegoException {
        return Rego.compiler().traced(true).print(true).compile(Map.of("m.rego", POLICY, "m_test.rego", TESTS));
    }

    @Test
    void everyTestHasItsOutcome() throws RegoException {
        List<TestResult> results = new TestRunner(policy(), EvaluationRequest.of(null), null).run(name -> true);
        assertThat(results).extracting(r -> r.name() + " " + r.outcome()).containsExactly("test_ada PASSED", "test_bob FAILED",
                "todo_test_later SKIPPED", "test_conflict ERROR", "test_cases/one PASSED");
    }

    @Test
    void aFailedTestSaysWhichExpressionAndValues() throws RegoException {
        TestResult failed = new TestRunner(policy(), EvaluationRequest.of(null), null).run(name -> name.endsWith("test_bob"))
                .getFirst();
        TestResult.Failure failure = Objects.requireNonNull(failed.failure());
        assertThat(failure.expression()).isEqualTo("m.allow with input as given");
        assertThat(failure.location().row()).isEqualTo(10);
        assertThat(failure.values()).hasToString("{given={\"user\": \"bob\"}}");
    }

    @Test
    void coverageTellsLinesThatWereNotReached() throws RegoException {
        Policy policy = policy();
        Coverage coverage = new Coverage();
        new TestRunner(policy, EvaluationRequest.of(null), coverage).run(name -> name.endsWith("test_ada"));
        Coverage.File file = Objects.requireNonNull(coverage.report(policy).get("m.rego"));
        assertThat(file.covered()).contains(5);
        assertThat(file.notCovered()).contains(9);
    }
}
