package dev.gatehouse.rego.conformance;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.outside.AddressResolver;
import dev.gatehouse.rego.outside.Outside;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs suites of [ConformanceCase]s and counts.
final class ConformanceRun {
    private final Rego compiler;
    private final boolean saved;
    private final Map<String, int[]> categories = new TreeMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private int passed;

    ConformanceRun(RegoVersion version) {
        this(version, false);
    }

    /// @param saved whether each policy is written and read again before it is evaluated
    ConformanceRun(RegoVersion version, boolean saved) {
        this.compiler = Rego.compiler().version(version);
        this.saved = saved;
    }

    int passed() {
        return passed;
    }

    /// Why cases failed, by a name that is unique.
    Map<String, String> failures() {
        return failures;
    }

    /// Passed and all cases of each category.
    String table() {
        var table = new StringBuilder();
        categories.forEach((name, counts) -> {
            if (counts[0] < counts[1]) {
                table.append(String.format("%-40s %d of %d%n", name, counts[0], counts[1]));
            }
        });
        return table.toString();
    }

    /// Runs every case of every suite below a folder.
    ConformanceRun folder(Path folder) throws IOException, JsonException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                suite(file.getParent().getFileName().toString(),
                        new JsonReader(ReadLimits.DEFAULT).read(Files.readAllBytes(file)));
            }
        }
        return this;
    }

    ConformanceRun suite(String category, Value suite) {
        int number = 0;
        for (ConformanceCase one : ConformanceCase.all(suite)) {
            int[] counts = categories.computeIfAbsent(category, c -> new int[2]);
            counts[1]++;
            String problem = problem(one);
            if (problem == null) {
                counts[0]++;
                passed++;
            } else {
                failures.put(category + "#" + failures.size() + "." + number + " " + one.note(), problem);
            }
            number++;
        }
        return this;
    }

    private @Nullable String problem(ConformanceCase one) {
        try {
            Value input = one.inputTerm() == null ? one.input() : term(one.inputTerm());
            Policy policy = compiler.compile(one.modules());
            if (saved) {
                policy = compiler.load(policy.save());
            }
            PreparedQuery query = policy.query(one.query());
            List<PreparedQuery.Solution> solutions = query
                    .evaluate(EvaluationRequest.of(input).withData(one.data()).withStrict(one.strictError())
                            .withOutside(new Outside(null, AddressResolver.system())));
            return one.wantResult() == null
                    ? one.wantErrorCode() == null && one.wantError() == null
                            ? null
                            : "wanted " + one.wantError() + ", got " + solutions
                    : compare(one, one.wantResult(), solutions);
        } catch (EvaluationException e) {
            boolean code = one.wantErrorCode() == null || one.wantErrorCode().equals(e.reason().code());
            boolean text = one.wantError() == null || e.describe().contains(one.wantError());
            boolean wanted = one.wantErrorCode() != null || one.wantError() != null;
            return wanted && code && text
                    ? null
                    : "wanted " + one.wantErrorCode() + " " + one.wantError() + " " + one.wantResult()
                            + ", got " + e.describe();
        } catch (IOException e) {
            return "cannot be saved: " + e;
        } catch (RegoException e) {
            return "does not compile: " + e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return "crash: " + e + (trace.length == 0 ? "" : " " + trace[0] + " " + (trace.length > 1 ? trace[1] : ""));
        }
    }

    static @Nullable Value term(String text) throws RegoException {
        return Rego.compiler().compile(Map.of()).query("x = " + text).evaluate((Value) null).getFirst().bindings().get("x");
    }

    private static @Nullable String compare(ConformanceCase one, ArrayValue want, List<PreparedQuery.Solution> solutions) {
        List<Value> got = new ArrayList<>();
        for (PreparedQuery.Solution solution : solutions) {
            ObjectValue.Builder bindings = ObjectValue.builder();
            solution.bindings().forEach((name, value) -> {
                Value json = json(value);
                bindings.put(name, one.sortBindings() && json instanceof ArrayValue array ? array.sorted() : json);
            });
            got.add(bindings.build());
        }
        SetValue wanted = SetValue.of(want.asList());
        SetValue found = SetValue.of(got);
        return wanted.equals(found) ? null : "wanted " + wanted + ", got " + found;
    }

    /// The value as JSON has it: sets are arrays, keys are strings.
    static Value json(Value value) {
        return switch (value) {
            case SetValue set -> {
                ArrayValue.Builder items = ArrayValue.builder();
                set.forEach(item -> items.add(json(item)));
                yield items.build();
            }
            case ArrayValue array -> {
                ArrayValue.Builder items = ArrayValue.builder();
                array.forEach(item -> items.add(json(item)));
                yield items.build();
            }
            case ObjectValue object -> {
                ObjectValue.Builder entries = ObjectValue.builder();
                object.forEach((key, item) -> entries.put(dev.gatehouse.rego.value.JsonWriter.keyName(key), json(item)));
                yield entries.build();
            }
            default -> value;
        };
    }

    /// Runs the suites of a folder and prints what failed: `FOLDER v0|v1 [FILTER]`.
    public static void main(String[] arguments) throws IOException, JsonException {
        ConformanceRun run = new ConformanceRun(arguments[1].equals("v0") ? RegoVersion.V0 : RegoVersion.V1, arguments.length > 2)
                .folder(Path.of(arguments[0]));
        run.failures()
                .forEach((name, why) -> System.out.println(name + "\n    " + (why.length() > 600 ? why.substring(0, 600) : why)));
        System.out.println(run.table());
        System.out.println(run.passed() + " passed, " + run.failures().size() + " failed");
    }
}
