package dev.gatehouse.rego.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostilePolicyTest {
    private static final Limits SMALL = new Limits(2_000_000, 4 << 20, 100, Duration.ofSeconds(20));

    private static PreparedQuery query(String rules, String query) throws RegoException {
        return Rego.compiler().compile(Map.of("p.rego", "package p\n\n" + rules)).query(query);
    }

    private static void ends(String rules, Limits limits, EvaluationException.Reason reason) throws RegoException {
        PreparedQuery query = query(rules, "data.p.x");
        assertThatThrownBy(() -> query.evaluate(EvaluationRequest.of(numbers(1_000)).withLimits(limits)))
                .isInstanceOfSatisfying(EvaluationException.class,
                        e -> assertThat(e.reason()).as(e.describe()).isEqualTo(reason));
    }

    private static Value numbers(int count) {
        ArrayValue.Builder array = ArrayValue.builder();
        for (int i = 0; i < count; i++) {
            array.add(NumberValue.of(i));
        }
        return array.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x := count([1 | input[_] + input[_] + input[_] < 0])",
        "x if { some a in input; some b in input; some c in input; a + b + c < 0 }",
        "x if { every a in input { every b in input { every c in input { a + b + c >= 0 } } } }",
        "x := {a | a := input[_]; not b(a)}\nb(a) if { some c in input; some d in input; c + d + a < 0 }",
        "x := [y | y := input[_]; count([z | z := input[_]; sum(input) < 0]) < 0]"})
    void loopsEndAtTheLimitOfSteps(String rules) throws RegoException {
        ends(rules, SMALL, EvaluationException.Reason.STEPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x := [[a, b] | a := input[_]; b := input[_]]",
        "x := {sprintf(\"%d-%d\", [a, b]) | some a in input; some b in input}",
        "x contains [a, b] if { some a in input; some b in input }",
        "x[a * 1000 + b] := a if { some a in input; some b in input }",
        "x := concat(\",\", [s | s := sprintf(\"%v%v\", [input, input[_]])])"})
    void resultsEndAtTheLimitOfMemory(String rules) throws RegoException {
        ends(rules, new Limits(1_000_000_000, 1 << 20, 100, Duration.ofSeconds(20)), EvaluationException.Reason.MEMORY);
    }

    @Test
    void chainsOfRulesEndAtTheLimitOfDepth() throws RegoException {
        StringBuilder rules = new StringBuilder("x := r0\nr300 := 1\n");
        for (int i = 0; i < 300; i++) {
            rules.append("r").append(i).append(" := r").append(i + 1).append(" + 1\n");
        }
        ends(rules.toString(), SMALL, EvaluationException.Reason.DEPTH);
        assertThat(query(rules.toString(), "data.p.x").value(EvaluationRequest.of(null))).isEqualTo(NumberValue.of(301));
    }

    @Test
    void timeIsUp() throws RegoException {
        ends("x if { some a in input; some b in input; some c in input; some d in input; a + b + c + d < 0 }",
                new Limits(Long.MAX_VALUE, Long.MAX_VALUE, 100, Duration.ofMillis(50)), EvaluationException.Reason.CANCELLED);
    }

    @Test
    void theCallerMayCancel() throws RegoException {
        PreparedQuery query = query(
                "x if { some a in input; some b in input; some c in input; some d in input; a + b + c + d < 0 }", "data.p.x");
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> query.evaluate(
                EvaluationRequest.of(numbers(1_000)).withCancellation(() -> asked.incrementAndGet() > 5)))
                .isInstanceOfSatisfying(EvaluationException.class,
                        e -> assertThat(e.reason()).isEqualTo(EvaluationException.Reason.CANCELLED));
    }

    @Test
    void keysThatCollideInJavaCostNoMoreThanOthers() throws RegoException {
        ObjectValue.Builder object = ObjectValue.builder();
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            object.put(key.toString(), NumberValue.of(i));
        }
        PreparedQuery query = query("x := count({k | some k, _ in input})", "data.p.x");

        assertThat(query.value(EvaluationRequest.of(object.build()))).isEqualTo(NumberValue.of(1 << 16));
    }

    @Test
    void onePolicyServesManyThreads() throws Exception {
        PreparedQuery query = query("""
                x contains y if {
                	some y in data.words
                	startswith(y, input.prefix)
                	helper(y) > 1 with data.least as input.least
                }

                helper(y) := count(y) if count(y) > data.least

                memo := {w | some w in data.words}

                answer := {"x": x, "all": count(memo)}
                """, "data.p.answer");
        Value data = ObjectValue.of(StringValue.of("words"),
                ArrayValue.of(StringValue.of("apple"), StringValue.of("ant"), StringValue.of("bee"),
                        StringValue.of("bumblebee")));
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 2_000; i++) {
                int least = i % 9;
                String prefix = i % 2 == 0 ? "a" : "b";
                Value input = ObjectValue.of(
                        Map.of(StringValue.of("prefix"), StringValue.of(prefix), StringValue.of("least"), NumberValue.of(least)));
                answers.add(pool.submit(() -> String.valueOf(query.value(EvaluationRequest.of(input).withData(data)))));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            int least = Math.max(i % 9, 1);
            List<String> wanted = (i % 2 == 0 ? List.of("ant", "apple") : List.of("bee", "bumblebee")).stream()
                    .filter(word -> word.length() > least).map(word -> "\"" + word + "\"").toList();
            String set = wanted.isEmpty() ? "set()" : "{" + String.join(", ", wanted) + "}";
            assertThat(answers.get(i).get()).isEqualTo("{\"all\": 4, \"x\": " + set + "}");
        }
    }
}
