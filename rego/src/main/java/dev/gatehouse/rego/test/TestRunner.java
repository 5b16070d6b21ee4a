package dev.gatehouse.rego.test;

import dev.gatehouse.rego.builtin.Console;
import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.compile.ModuleUnit;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Runs tests, one after the other or several at once. Any number of runners may share a policy.
public final class TestRunner {
    private static final String PREFIX = "test_";
    private static final String SKIPPED_PREFIX = "todo_test_";

    private final Policy policy;
    private final EvaluationRequest request;
    private final @Nullable Coverage coverage;

    /// A runner of a policy's tests.
    ///
    /// @param policy compiled for tracing, so that it can be told where a test stopped
    /// @param request data, limits and strictness of every test
    /// @param coverage takes note of what was evaluated, null when nobody wants to know
    public TestRunner(Policy policy, EvaluationRequest request, @Nullable Coverage coverage) {
        this.policy = policy;
        this.request = request;
        this.coverage = coverage;
    }

    /// One test that is to be run.
    private record Chosen(ModuleUnit module, String name, Definition definition) {}

    /// Runs the tests whose full name, such as `data.authz.test_admin`, is chosen; results stand in the order of modules and rules.
    public List<TestResult> run(Predicate<String> chosen) {
        return run(chosen, 1);
    }

    /// Runs tests in several threads; results stand in the same order as with one.
    ///
    /// @param threads at least 1
    public List<TestResult> run(Predicate<String> chosen, int threads) {
        List<Chosen> tests = chosen(chosen);
        List<TestResult> results = new ArrayList<>();
        if (threads <= 1) {
            tests.forEach(test -> results.addAll(run(test.module(), test.name(), test.definition(), coverage)));
            return results;
        }
        List<Future<List<TestResult>>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Chosen test : tests) {
                running.add(pool.submit(() -> {
                    Coverage own = coverage == null ? null : new Coverage();
                    List<TestResult> done = run(test.module(), test.name(), test.definition(), own);
                    if (coverage != null && own != null) {
                        synchronized (coverage) {
                            coverage.add(own);
                        }
                    }
                    return done;
                }));
            }
        }
        for (Future<List<TestResult>> each : running) {
            results.addAll(each.resultNow());
        }
        return results;
    }

    private List<Chosen> chosen(Predicate<String> wanted) {
        List<Chosen> found = new ArrayList<>();
        for (ModuleUnit module : policy.compilation().modules()) {
            Map<String, Definition> tests = new LinkedHashMap<>();
            for (Definition definition : module.definitions()) {
                String name = name(definition);
                if (name.startsWith(PREFIX) || name.startsWith(SKIPPED_PREFIX)) {
                    tests.putIfAbsent(name, definition);
                }
            }
            tests.forEach((name, definition) -> {
                if (wanted.test(packagePath(module) + "." + name)) {
                    found.add(new Chosen(module, name, definition));
                }
            });
        }
        return found;
    }

    private static String packagePath(ModuleUnit module) {
        return module.module().packageDeclaration().path().toString();
    }

    /// The last word of a test's name: `test_x`, also in `a.b.test_x`; empty for what cannot be a test.
    private static String name(Definition definition) {
        if (definition.head().isFunction()) {
            return "";
        }
        List<Term> steps = definition.head().reference().parts();
        return steps.getFirst() instanceof Term.Var v ? v.name() : "";
    }

    private List<TestResult> run(ModuleUnit module, String name, Definition definition, @Nullable Coverage covered) {
        String path = packagePath(module);
        if (name.startsWith(SKIPPED_PREFIX)) {
            return List.of(new TestResult(definition.location(), path, name, TestResult.Outcome.SKIPPED, null, null, List.of(),
                    Duration.ZERO));
        }
        List<String> output = new ArrayList<>();
        Console console = new Console() {
            @Override
            public void print(String message) {
                output.add(message);
            }

            @Override
            public void trace(String message) {
                // Notes are for explanations, not for test output.
            }
        };
        FailureTracer tracer = new FailureTracer(definition.source(), covered);
        long start = System.nanoTime();
        try {
            PreparedQuery query = policy.query(path + "[" + StringValue.of(name) + "]");
            Value value = query.value(request.withConsole(console).withTracer(tracer));
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return results(module, name, definition, value, tracer, output, duration);
        } catch (EvaluationException e) {
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return List.of(
                    new TestResult(definition.location(), path, name, TestResult.Outcome.ERROR, null, e.describe(), output,
                            duration));
        } catch (RegoException e) {
            throw new IllegalStateException("the query of a test cannot be compiled", e);
        }
    }

    /// One result, or one for each case when the test is an object of cases.
    private List<TestResult> results(
            ModuleUnit module,
            String name,
            Definition definition,
            @Nullable Value value,
            FailureTracer tracer,
            List<String> output,
            Duration duration) {
        List<TestResult> results = new ArrayList<>();
        if (value instanceof ObjectValue cases && cases.size() > 0) {
            cases.forEach((key, result) -> {
                String caseName = name + "/" + (key instanceof StringValue s ? s.text() : key.toString());
                results.add(result(module, caseName, definition, result, tracer, output, duration));
            });
        } else {
            results.add(result(module, name, definition, value, tracer, output, duration));
        }
        return results;
    }

    private TestResult result(
            ModuleUnit module,
            String name,
            Definition definition,
            @Nullable Value value,
            FailureTracer tracer,
            List<String> output,
            Duration duration) {
        boolean passed = value != null && value != BooleanValue.FALSE;
        return new TestResult(
                definition.location(), packagePath(module), name, passed ? TestResult.Outcome.PASSED : TestResult.Outcome.FAILED,
                passed ? null : tracer.failure(module.module().text(), policy.compilation()), null, output, duration);
    }
}
