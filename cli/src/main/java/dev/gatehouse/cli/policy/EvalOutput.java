package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.evaluate.Provenance;
import dev.gatehouse.rego.explain.Explanation;
import dev.gatehouse.rego.explain.Profile;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.test.Coverage;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the results of a query, and what is to be known about how they came about.
///
/// @param solutions of the query
/// @param provenance null when nobody asked; so the others
record EvalOutput(List<PreparedQuery.Solution> solutions, @Nullable Provenance provenance, @Nullable Explanation explanation,
        @Nullable Profile profile, @Nullable Map<String, Coverage.File> coverage) {
    private static final int LINES = 10;

    void write(EvalCommand.Format format, PrintStream out) {
        switch (format) {
            case JSON -> out.println(JsonWriter.indented(true, "", "  ").write(json()));
            case RAW -> solutions.forEach(s -> s.expressions().forEach(v -> out.println(raw(v))));
            case PRETTY -> pretty(out);
        }
    }

    private static String raw(Value value) {
        return value instanceof StringValue s ? s.text() : JsonWriter.compact(false).write(value);
    }

    private void pretty(PrintStream out) {
        JsonWriter writer = JsonWriter.indented(false, "", "  ");
        if (solutions.isEmpty()) {
            out.println("undefined");
        }
        for (int i = 0; i < solutions.size(); i++) {
            PreparedQuery.Solution solution = solutions.get(i);
            if (solution.bindings().isEmpty()) {
                solution.expressions().forEach(v -> out.println(writer.write(v)));
            } else {
                out.println(writer.write(bindings(solution)));
            }
            if (provenance != null) {
                provenance(provenance.solutions().get(i), out);
            }
        }
        if (provenance != null && solutions.isEmpty()) {
            out.println("\ndepends on " + pointers(provenance.read()));
        }
        explain(out);
        profile(out);
        if (coverage != null) {
            out.println();
            CoverageReport.write(coverage, out);
        }
    }

    private static String pointers(Collection<String> pointers) {
        return pointers.isEmpty()
                ? "nothing of the input"
                : String.join(", ", pointers.stream().map(p -> p.isEmpty() ? "(all)" : p).toList());
    }

    private static void provenance(Provenance.Dependencies dependencies, PrintStream out) {
        out.println("\ndepends on " + pointers(dependencies.pointers()));
        dependencies.byMember().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(e -> out.println("  " + raw(e.getKey()) + "\n    " + pointers(e.getValue())));
    }

    private void explain(PrintStream out) {
        if (explanation == null) {
            return;
        }
        out.println();
        for (Explanation.RuleBody body : explanation.bodies()) {
            Explanation.Failure failure = body.failure();
            if (failure == null) {
                out.println(body.location() + ": " + body.rule() + ": holds"
                        + (body.held() > 1 ? ", " + body.held() + " times" : ""));
            } else {
                out.println(body.location() + ": " + body.rule() + ": does not hold");
                out.println("  " + failure.location() + ": " + failure.expression().replace("\n", "\n    "));
                failure.values().forEach((name, value) -> out.println("    " + name + ": " + value));
            }
        }
    }

    private void profile(PrintStream out) {
        if (profile != null) {
            out.println("\n        µs  evaluated  expression");
            profile.lines().stream().limit(LINES)
                    .forEach(line -> out.printf(Locale.ROOT, "%10.1f %10d  %s%n", line.nanoseconds() / 1e3,
                            line.evaluations(), line.location()));
        }
    }

    private Value json() {
        ObjectValue.Builder all = ObjectValue.builder();
        if (!solutions.isEmpty()) {
            ArrayValue.Builder results = ArrayValue.builder();
            solutions.forEach(s -> results.add(json(s)));
            all.put("result", results.build());
        }
        if (provenance != null) {
            ArrayValue.Builder list = ArrayValue.builder();
            provenance.solutions().forEach(d -> list.add(json(d)));
            all.put("provenance", list.build());
            all.put("read", strings(provenance.read()));
        }
        if (explanation != null) {
            ArrayValue.Builder list = ArrayValue.builder();
            explanation.bodies().forEach(body -> list.add(json(body)));
            all.put("explanation", list.build());
        }
        if (profile != null) {
            ArrayValue.Builder list = ArrayValue.builder();
            for (Profile.Line line : profile.lines()) {
                list.add(ObjectValue.of(Map.of(StringValue.of("location"), json(line.location()), StringValue.of("num_eval"),
                        NumberValue.of(line.evaluations()), StringValue.of("total_time_ns"),
                        NumberValue.of(line.nanoseconds()))));
            }
            all.put("profile", list.build());
        }
        if (coverage != null) {
            all.put("coverage", CoverageReport.json(coverage));
        }
        return all.build();
    }

    private static Value json(PreparedQuery.Solution solution) {
        ArrayValue.Builder expressions = ArrayValue.builder();
        solution.expressions().forEach(v -> expressions.add(ObjectValue.of(StringValue.of("value"), v)));
        ObjectValue.Builder result = ObjectValue.builder();
        result.put("expressions", expressions.build());
        if (!solution.bindings().isEmpty()) {
            result.put("bindings", bindings(solution));
        }
        return result.build();
    }

    private static Value json(Provenance.Dependencies dependencies) {
        ArrayValue.Builder members = ArrayValue.builder();
        dependencies.byMember().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> members.add(
                ObjectValue.of(Map.of(StringValue.of("value"), e.getKey(), StringValue.of("pointers"), strings(e.getValue())))));
        return ObjectValue.of(Map.of(StringValue.of("pointers"), strings(dependencies.pointers()), StringValue.of("members"),
                members.build()));
    }

    private static Value json(Explanation.RuleBody body) {
        ObjectValue.Builder one = ObjectValue.builder();
        one.put("rule", StringValue.of(body.rule()));
        one.put("location", json(body.location()));
        one.put("solutions", NumberValue.of(body.held()));
        Explanation.Failure failure = body.failure();
        if (failure != null) {
            ObjectValue.Builder values = ObjectValue.builder();
            failure.values().forEach(values::put);
            one.put("failed_at", json(failure.location()));
            one.put("expression", StringValue.of(failure.expression()));
            one.put("values", values.build());
        }
        return one.build();
    }

    static Value json(Location location) {
        return ObjectValue.of(Map.of(StringValue.of("file"), StringValue.of(location.file()), StringValue.of("row"),
                NumberValue.of(location.row()), StringValue.of("col"), NumberValue.of(location.column())));
    }

    private static Value strings(Collection<String> texts) {
        ArrayValue.Builder list = ArrayValue.builder();
        texts.forEach(text -> list.add(StringValue.of(text)));
        return list.build();
    }

    private static ObjectValue bindings(PreparedQuery.Solution solution) {
        ObjectValue.Builder bindings = ObjectValue.builder();
        solution.bindings().forEach(bindings::put);
        return bindings.build();
    }
}
