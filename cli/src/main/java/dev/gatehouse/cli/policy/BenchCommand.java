package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Times a query.
@CommandLine.Command(name = "bench", sortOptions = false, description = "Time the evaluation of a prepared query.", footer = {"",
    "Example:", "  gatehouse policy bench --data policy/ --input request.json data.authz.allow"})
final class BenchCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-d",
        "--data"}, paramLabel = "PATH", description = "A policy or data file, or a folder of them; may be repeated.")
    List<Path> data = new ArrayList<>();

    @CommandLine.Option(names = {"-i", "--input"}, paramLabel = "FILE", description = "The input, JSON or YAML.")
    @Nullable
    Path input;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Option(names = "--seconds", paramLabel = "N", description = "How long to measure, after as long a warm-up; 3 by default.")
    int seconds = 3;

    @CommandLine.Parameters(paramLabel = "QUERY", description = "What to evaluate, such as data.authz.allow.")
    String query = "";

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        Bundle bundle = PolicyFiles.read(data);
        Value given = input == null ? null : PolicyFiles.document(input);
        EvaluationRequest request = EvaluationRequest.of(given).withData(bundle.data());
        try {
            long start = System.nanoTime();
            PreparedQuery prepared = PolicyFiles.compile(Rego.compiler().version(PolicyFiles.version(v0)), bundle).query(query);
            long compiled = System.nanoTime() - start;
            measure(prepared, request);
            long[] times = measure(prepared, request);
            Arrays.sort(times);
            console.out().printf(Locale.ROOT,
                    "prepared in %.1f ms; %d evaluations: median %.2f µs, 90 %% below %.2f µs, 99 %% below %.2f µs%n",
                    compiled / 1e6, times.length, times[times.length / 2] / 1e3, times[times.length * 9 / 10] / 1e3,
                    times[(int) (times.length * 0.99)] / 1e3);
            return ExitCode.PASS;
        } catch (RegoException e) {
            throw new UsageException("the query cannot be used: " + e.getMessage(), e);
        } catch (EvaluationException e) {
            throw new UsageException(e.describe(), e);
        }
    }

    private long[] measure(PreparedQuery prepared, EvaluationRequest request) {
        long[] times = new long[1 << 20];
        int count = 0;
        long end = System.nanoTime() + Math.max(1, seconds) * 1_000_000_000L;
        do {
            long start = System.nanoTime();
            prepared.evaluate(request);
            times[count++] = System.nanoTime() - start;
        } while (count < times.length && System.nanoTime() < end);
        return Arrays.copyOf(times, count);
    }
}
