package dev.gatehouse.rego.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Limits;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `shop-plan.json` is what OPA 1.14 made of `shop.rego` beside it.
class PlanTest {
    private static final String DATA = """
            {"catalogue": {"items": {"nut": {"price": 2, "kind": "food"}, "saw": {"price": 9, "kind": "tool"}}}}""";
    private static final String INPUT = """
            {"user": {"role": "clerk"}, "items": [{"id": "nut", "most": 3}, {"id": "saw", "most": 3}]}""";

    private static String resource(String name) throws IOException {
        try (InputStream in = PlanTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Value json(String text) throws JsonException {
        return new JsonReader(ReadLimits.DEFAULT).read(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny", "totals", "level", "rehearsal", "mocked"})
    void answersWhatThePolicyItselfAnswers(String rule) throws Exception {
        Plan plan = Plan.read(json(resource("shop-plan.json")), Builtins.standard());
        EvaluationRequest request = EvaluationRequest.of(json(INPUT)).withData(json(DATA));
        Value compiled = Rego.compiler().compile(Map.of("shop.rego", resource("shop.rego"))).query("data.shop." + rule)
                .value(request);

        List<Value> planned = plan.evaluate("shop/" + rule, request);

        assertThat(compiled).isNotNull();
        assertThat(planned).singleElement()
                .satisfies(result -> assertThat(text(result.get(json("\"result\"")))).isEqualTo(text(compiled)));
    }

    /// As JSON: a plan's results are the same values, sets included.
    private static String text(@org.jspecify.annotations.Nullable Value value) {
        return String.valueOf(value);
    }

    @Test
    void namesItsEntryPoints() throws Exception {
        Plan plan = Plan.read(json(resource("shop-plan.json")), Builtins.standard());

        assertThat(plan.entryPoints()).contains("shop/allow", "shop/deny");
        assertThatThrownBy(() -> plan.evaluate("shop/absent", EvaluationRequest.of(null))).hasMessageContaining("shop/absent");
    }

    @Test
    void stopsAtTheLimitOfSteps() throws Exception {
        Plan plan = Plan.read(json("""
                {"static": {"strings": []}, "plans": {"plans": [{"name": "spin", "blocks": [{"stmts": [
                  {"type": "ScanStmt", "stmt": {"source": 0, "key": 2, "value": 3, "block": {"stmts": [
                    {"type": "ScanStmt", "stmt": {"source": 0, "key": 4, "value": 5, "block": {"stmts": []}}}]}}}]}]}]}}
                """), Builtins.standard());
        Value input = json("[" + "1,".repeat(999) + "1]");
        EvaluationRequest request = EvaluationRequest.of(input)
                .withLimits(new Limits(100_000, 1 << 20, 100, Duration.ofSeconds(10)));

        assertThatThrownBy(() -> plan.evaluate("spin", request)).isInstanceOfSatisfying(EvaluationException.class,
                e -> assertThat(e.reason()).isEqualTo(EvaluationException.Reason.STEPS));
    }

    @Test
    void stopsAFunctionThatCallsItself() throws Exception {
        Plan plan = Plan.read(json("""
                {"static": {}, "plans": {"plans": [{"name": "loop", "blocks": [{"stmts": [
                  {"type": "CallStmt", "stmt": {"func": "f", "args": [{"type": "local", "value": 0}], "result": 2}}]}]}]},
                 "funcs": {"funcs": [{"name": "f", "params": [0], "return": 1, "blocks": [{"stmts": [
                  {"type": "CallStmt", "stmt": {"func": "f", "args": [{"type": "local", "value": 0}], "result": 2}}]}]}]}}
                """), Builtins.standard());

        assertThatThrownBy(() -> plan.evaluate("loop", EvaluationRequest.of(json("1")))).isInstanceOfSatisfying(
                EvaluationException.class, e -> assertThat(e.reason()).isEqualTo(EvaluationException.Reason.DEPTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"static\": 1}", "{\"static\": {}, \"plans\": {\"plans\": [1]}}",
        "{\"static\": {}, \"plans\": {\"plans\": [{\"name\": \"x\", \"blocks\": [{\"stmts\": [{\"type\": \"JumpStmt\", \"stmt\": {}}]}]}]}}",
        "{\"static\": {}, \"plans\": {\"plans\": [{\"name\": \"x\", \"blocks\": [{\"stmts\": [{\"type\": \"MakeNullStmt\", \"stmt\": {\"target\": 1000000000}}]}]}]}}",
        "{\"static\": {}, \"plans\": {\"plans\": [{\"name\": \"x\", \"blocks\": [{\"stmts\": [{\"type\": \"CallStmt\", \"stmt\": {\"func\": \"no.such\", \"args\": [], \"result\": 2, \"file\": 0, \"row\": 0, \"col\": 0}}]}]}]}}"})
    void refusesWhatIsNoPlan(String text) throws Exception {
        Value value = json(text);

        assertThatThrownBy(() -> Plan.read(value, Builtins.standard())).isInstanceOf(PlanException.class);
    }
}
