package dev.gatehouse.rego.conformance;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.plan.Plan;
import dev.gatehouse.rego.plan.PlanException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Evaluates OPA's own plans of a suite's cases, so that the plan's machine is tested apart from the compiler.
final class PlanConformance {
    private final Builtins builtins = Builtins.standard();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private int passed;

    int passed() {
        return passed;
    }

    Map<String, String> failures() {
        return failures;
    }

    PlanConformance folder(Path folder) throws IOException, JsonException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                Value suite = new JsonReader(ReadLimits.DEFAULT).read(Files.readAllBytes(file));
                if (suite.get(StringValue.of("cases")) instanceof ArrayValue cases) {
                    List<ConformanceCase> read = ConformanceCase.all(suite);
                    for (int i = 0; i < cases.size(); i++) {
                        run(file.getParent().getFileName() + " " + read.get(i).note(), read.get(i), (ObjectValue) cases.get(i));
                    }
                }
            }
        }
        return this;
    }

    private void run(String name, ConformanceCase one, ObjectValue source) {
        Value json = source.get("plan");
        if (json == null) {
            return;
        }
        String problem = problem(one, json, source.get("want_plan_result"));
        if (problem == null) {
            passed++;
        } else {
            failures.put(name + " #" + failures.size(), problem);
        }
    }

    private @Nullable String problem(ConformanceCase one, Value json, @Nullable Value want) {
        try {
            Value input = one.inputTerm() == null ? one.input() : ConformanceRun.term(one.inputTerm());
            List<Value> results = Plan.read(json, builtins).evaluate("eval",
                    EvaluationRequest.of(input).withData(one.data()).withStrict(one.strictError()));
            if (one.wantResult() == null) {
                return one.wantErrorCode() == null && one.wantError() == null
                        ? null
                        : "wanted " + one.wantError() + ", got " + results;
            }
            List<Value> got = new ArrayList<>();
            for (Value result : results) {
                ObjectValue.Builder bindings = ObjectValue.builder();
                ((ObjectValue) result).forEach((key, value) -> {
                    Value plain = ConformanceRun.json(value);
                    bindings.put(key, one.sortBindings() && plain instanceof ArrayValue array ? array.sorted() : plain);
                });
                got.add(bindings.build());
            }
            ArrayValue wanted = want instanceof ArrayValue array ? array : one.wantResult();
            return SetValue.of(wanted.asList()).equals(SetValue.of(got)) ? null : "wanted " + wanted + ", got " + got;
        } catch (EvaluationException e) {
            boolean expected = one.wantErrorCode() != null || one.wantError() != null;
            boolean code = one.wantErrorCode() == null || one.wantErrorCode().equals(e.reason().code());
            return expected && code ? null : "wanted " + one.wantErrorCode() + " " + one.wantResult() + ", got " + e.describe();
        } catch (PlanException e) {
            return "no plan: " + e.getMessage();
        } catch (dev.gatehouse.rego.syntax.RegoException | RuntimeException e) {
            return "crash: " + e + " " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "");
        }
    }

    /// Runs the plans of a folder's suites and prints what failed: `FOLDER`.
    public static void main(String[] arguments) throws IOException, JsonException {
        PlanConformance run = new PlanConformance().folder(Path.of(arguments[0]));
        run.failures()
                .forEach((name, why) -> System.out.println(name + "\n    " + (why.length() > 600 ? why.substring(0, 600) : why)));
        System.out.println(run.passed() + " passed, " + run.failures().size() + " failed");
    }
}
