package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Limits;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Evaluates a query.
@CommandLine.Command(name = "eval", sortOptions = false, description = "Evaluate a query against policies, data and an input.", footer = {
    "",
    "Examples:", "  gatehouse policy eval -d policy/ -i input.json data.authz.allow",
    "  gatehouse policy eval --format raw 'x := sum([1, 2, 3])'"})
final class EvalCommand implements Command {
    /// How results are written.
    enum Format {
        /// The value of the query, or a table of what its variables are bound to.
        PRETTY,
        /// OPA's JSON.
        JSON,
        /// Values alone; strings without quotes.
        RAW
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-d",
        "--data"}, paramLabel = "PATH", description = "A policy or data file, or a folder of them; may be repeated.")
    List<Path> data = new ArrayList<>();

    @CommandLine.Option(names = {"-i", "--input"}, paramLabel = "FILE", description = "The input, JSON or YAML.")
    @Nullable
    Path input;

    @CommandLine.Option(names = {"-I", "--stdin-input"}, description = "Read the input from standard input, JSON.")
    boolean stdin;

    @CommandLine.Option(names = {"-f", "--format"}, paramLabel = "FORMAT", description = "pretty (default), json or raw.")
    Format format = Format.PRETTY;

    @CommandLine.Option(names = "--strict", description = "Unused imports, variables and parameters are errors.")
    boolean strict;

    @CommandLine.Option(names = "--strict-builtin-errors", description = "The failure of a built-in ends the evaluation.")
    boolean strictBuiltins;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Option(names = "--fail", description = "Exit with 1 when the query is undefined.")
    boolean fail;

    @CommandLine.Option(names = "--fail-defined", description = "Exit with 1 when the query has a result.")
    boolean failDefined;

    @CommandLine.Option(names = "--timeout", paramLabel = "SECONDS", description = "How long the evaluation may take; 60 by default.")
    int timeout = 60;

    @CommandLine.Parameters(paramLabel = "QUERY", description = "What to evaluate, such as data.authz.allow.")
    String query = "";

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        Bundle bundle = PolicyFiles.read(data);
        PreparedQuery prepared = prepare(bundle);
        Limits limits = new Limits(Limits.DEFAULT.steps(), Limits.DEFAULT.bytes(), Limits.DEFAULT.depth(),
                Duration.ofSeconds(Math.max(1, timeout)));
        EvaluationRequest request = EvaluationRequest.of(given(console)).withData(bundle.data()).withLimits(limits)
                .withStrict(strictBuiltins)
                .withConsole(new StandardErrorConsole(console.err()));
        List<PreparedQuery.Solution> solutions;
        try {
            solutions = prepared.evaluate(request);
        } catch (EvaluationException e) {
            throw new UsageException(e.describe(), e);
        }
        switch (format) {
            case JSON -> console.out().println(JsonWriter.indented(true, "", "  ").write(json(solutions)));
            case RAW -> solutions.forEach(s -> s.expressions().forEach(v -> console.out().println(raw(v))));
            case PRETTY -> pretty(console, solutions);
        }
        boolean defined = !solutions.isEmpty();
        return (fail && !defined) || (failDefined && defined) ? ExitCode.BLOCKED : ExitCode.PASS;
    }

    private PreparedQuery prepare(Bundle bundle) throws UsageException {
        Rego compiler = Rego.compiler().version(PolicyFiles.version(v0)).strict(strict).print(true);
        try {
            return PolicyFiles.compile(compiler, bundle).query(query);
        } catch (RegoException e) {
            throw new UsageException("the query cannot be used: " + e.getMessage(), e);
        }
    }

    private @Nullable Value given(Console console) throws UsageException, IOException {
        if (stdin) {
            return PolicyFiles.document("standard input", console.in().readAllBytes());
        }
        return input == null ? null : PolicyFiles.document(input);
    }

    private static String raw(Value value) {
        return value instanceof StringValue s ? s.text() : JsonWriter.compact(false).write(value);
    }

    private static Value json(List<PreparedQuery.Solution> solutions) {
        if (solutions.isEmpty()) {
            return ObjectValue.EMPTY;
        }
        ArrayValue.Builder results = ArrayValue.builder();
        for (PreparedQuery.Solution solution : solutions) {
            ArrayValue.Builder expressions = ArrayValue.builder();
            solution.expressions().forEach(v -> expressions.add(ObjectValue.of(StringValue.of("value"), v)));
            ObjectValue.Builder result = ObjectValue.builder();
            result.put("expressions", expressions.build());
            if (!solution.bindings().isEmpty()) {
                result.put("bindings", bindings(solution));
            }
            results.add(result.build());
        }
        return ObjectValue.of(StringValue.of("result"), results.build());
    }

    private static ObjectValue bindings(PreparedQuery.Solution solution) {
        ObjectValue.Builder bindings = ObjectValue.builder();
        solution.bindings().forEach(bindings::put);
        return bindings.build();
    }

    private static void pretty(Console console, List<PreparedQuery.Solution> solutions) {
        JsonWriter writer = JsonWriter.indented(false, "", "  ");
        if (solutions.isEmpty()) {
            console.out().println("undefined");
        }
        for (PreparedQuery.Solution solution : solutions) {
            if (solution.bindings().isEmpty()) {
                solution.expressions().forEach(v -> console.out().println(writer.write(v)));
            } else {
                console.out().println(writer.write(bindings(solution)));
            }
        }
    }
}
