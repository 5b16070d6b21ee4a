package dev.gatehouse.rego.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.builtin.Console;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static Policy policy(String... modules) throws RegoException {
        Map<String, String> texts = new java.util.TreeMap<>();
        for (int i = 0; i < modules.length; i++) {
            texts.put("m" + i + ".rego", modules[i]);
        }
        return Rego.compiler().print(true).compile(texts);
    }

    private static Value json(String text) throws JsonException {
        return new JsonReader(ReadLimits.DEFAULT).read(text);
    }

    private static EvaluationException.Reason stopped(String module, Limits limits) throws RegoException {
        PreparedQuery query = policy(module).query("data.m.p");
        EvaluationException e = catchThrowableOfType(EvaluationException.class,
                () -> query.evaluate(EvaluationRequest.of(null).withLimits(limits)));
        assertThat(e).isNotNull();
        return e.reason();
    }

    @Test
    void aBuiltInThatTheHostDoesNotAllowStopsTheEvaluationInsteadOfBeingUndefined() throws RegoException {
        String request = "{\"method\": \"get\", \"url\": \"http://192.0.2.1/\"}";
        for (String module : List.of("package m\n\np := http.send(" + request + ")\n",
                "package m\n\np if not http.send(" + request + ")\n",
                "package m\n\nf(_) := true\n\np if not f(" + request + ") with data.m.f as http.send\n")) {
            assertThat(stopped(module, Limits.DEFAULT)).as(module).isEqualTo(EvaluationException.Reason.BUILTIN);
        }
    }

    @Test
    void endlessWorkStopsAtTheLimitOfSteps() throws RegoException {
        String module = "package m\n\nn := numbers.range(1, 1000)\n\np if {\n\tsome a in n\n\tsome b in n\n\tsome c in n\n\ta + b + c < 0\n}";
        assertThat(stopped(module, new Limits(100_000, 1 << 30, 100, Duration.ofMinutes(1))))
                .isEqualTo(EvaluationException.Reason.STEPS);
    }

    @Test
    void endlessWorkStopsAtTheLimitOfTime() throws RegoException {
        String module = "package m\n\nn := numbers.range(1, 1000)\n\np if {\n\tsome a in n\n\tsome b in n\n\tsome c in n\n\ta + b + c < 0\n}";
        assertThat(stopped(module, new Limits(Long.MAX_VALUE, 1 << 30, 100, Duration.ofMillis(50))))
                .isEqualTo(EvaluationException.Reason.CANCELLED);
    }

    @Test
    void growingResultsStopAtTheLimitOfMemory() throws RegoException {
        String module = "package m\n\nn := numbers.range(1, 1000)\n\np := {[a, b] | some a in n; some b in n}";
        assertThat(stopped(module, new Limits(Long.MAX_VALUE, 1 << 20, 100, Duration.ofMinutes(1))))
                .isEqualTo(EvaluationException.Reason.MEMORY);
    }

    @Test
    void deepRulesStopAtTheLimitOfDepth() throws RegoException {
        StringBuilder module = new StringBuilder("package m\n\np := r0\n\nr2000 := 1\n");
        for (int i = 0; i < 2000; i++) {
            module.append("\nr").append(i).append(" := r").append(i + 1).append('\n');
        }
        assertThat(stopped(module.toString(), Limits.DEFAULT)).isEqualTo(EvaluationException.Reason.DEPTH);
    }

    @Test
    void aCallerCanCancel() throws RegoException {
        PreparedQuery query = policy(
                "package m\n\np if {\n\tsome a in numbers.range(1, 10000)\n\tsome b in numbers.range(1, 10000)\n\ta + b < 0\n}")
                .query("data.m.p");
        EvaluationException e = catchThrowableOfType(EvaluationException.class,
                () -> query.evaluate(EvaluationRequest.of(null).withCancellation(() -> true)));
        assertThat(e.reason()).isEqualTo(EvaluationException.Reason.CANCELLED);
    }

    @Test
    void onePreparedQueryServesManyThreads() throws Exception {
        PreparedQuery query = policy("package m\n\np contains x if {\n\tsome x in input.xs\n\tx % 2 == 0\n}").query("data.m.p");
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int n = i;
            tasks.add(() -> String.valueOf(query.value(EvaluationRequest.of(json("{\"xs\": [" + n + ", 1]}"))))
                    .equals(n % 2 == 0 ? "{" + n + "}" : "set()"));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void printWritesUndefinedValuesToo() throws RegoException {
        List<String> lines = new ArrayList<>();
        Console console = new Console() {
            @Override
            public void print(String message) {
                lines.add(message);
            }

            @Override
            public void trace(String message) {
                lines.add("note " + message);
            }
        };
        Value value = policy("package m\n\np if {\n\tprint(\"value\", input.x, {1})\n}").query("data.m.p")
                .value(EvaluationRequest.of(null).withConsole(console));
        assertThat(value).isEqualTo(BooleanValue.TRUE);
        assertThat(lines).containsExactly("value <undefined> {1}");
    }

    @Test
    void rulesAreFoundByConstants() throws Exception {
        StringBuilder module = new StringBuilder("package m\n");
        for (int i = 0; i < 200; i++) {
            module.append("\np contains ").append(i).append(" if input.kind == \"k").append(i).append("\"\n");
        }
        module.append(
                "\np contains \"always\" if input.kind\n\nf(\"a\") := 1\n\nf(\"b\") := 2\n\nf(x) := 3 if startswith(x, \"c\")\n");
        Policy policy = policy(module.toString());
        assertThat(policy.query("data.m.p").value(EvaluationRequest.of(json("{\"kind\": \"k7\"}"))))
                .hasToString("{7, \"always\"}");
        assertThat(policy.query("data.m.p").value(EvaluationRequest.of(json("{\"kind\": \"none\"}"))))
                .hasToString("{\"always\"}");
        assertThat(policy.query("x := [data.m.f(\"b\"), data.m.f(\"cc\")]").evaluate((Value) null).getFirst().bindings().get("x"))
                .hasToString("[2, 3]");
    }

    @Test
    void aQueryGivesValuesAndBindings() throws RegoException {
        List<PreparedQuery.Solution> solutions = policy("package m\n\nq := {\"a\": 1, \"b\": false}").query("data.m.q[k]")
                .evaluate((Value) null);
        assertThat(solutions).extracting(s -> s.bindings().toString() + s.expressions()).containsExactly("{k=\"a\"}[1]",
                "{k=\"b\"}[false]");
    }
}
