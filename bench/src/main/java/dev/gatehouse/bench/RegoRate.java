package dev.gatehouse.bench;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Our own machine on one case, in this process.
final class RegoRate {
    private final PreparedQuery query;
    private final EvaluationRequest request;
    private final double readSeconds;

    private RegoRate(PreparedQuery query, EvaluationRequest request, double readSeconds) {
        this.query = query;
        this.request = request;
        this.readSeconds = readSeconds;
    }

    static RegoRate of(RegoCase of) throws IOException {
        try {
            Policy policy = Rego.compiler().compile(Map.of(of.policy().toString(), Files.readString(of.policy())));
            JsonReader reader = new JsonReader(ReadLimits.DEFAULT);
            Value input = reader.read(Files.readAllBytes(of.input()));
            long start = System.nanoTime();
            Value data = reader.read(Files.readAllBytes(of.data()));
            double seconds = (System.nanoTime() - start) / 1e9;
            return new RegoRate(policy.query(of.query()), EvaluationRequest.of(input).withData(data), seconds);
        } catch (RegoException | JsonException e) {
            throw new IOException(e);
        }
    }

    /// Seconds that reading the documents took, in a process that has read none yet.
    double readSeconds() {
        return readSeconds;
    }

    /// The answer as JSON.
    String answer() {
        Value value = query.value(request);
        return value == null ? "undefined" : JsonWriter.compact(true).write(value);
    }

    /// Microseconds of one evaluation: the median of batches that take about a millisecond, after as much warm-up.
    double microseconds(double seconds) {
        long calls = 0;
        long start = System.nanoTime();
        long warm = start + (long) (seconds * 1e9);
        while (System.nanoTime() < warm) {
            query.value(request);
            calls++;
        }
        long batch = Math.max(1, (long) (calls / (seconds * 1_000)));
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            long from = System.nanoTime();
            for (long i = 0; i < batch; i++) {
                query.value(request);
            }
            times.add((System.nanoTime() - from) / 1e3 / batch);
        } while (System.nanoTime() < end);
        return Measured.middle(times.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// Evaluations a second of some threads together, which share the policy.
    double rate(int threads, double seconds) throws InterruptedException {
        List<Future<Long>> counts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            for (int i = 0; i < threads; i++) {
                counts.add(pool.submit(() -> {
                    long count = 0;
                    while (System.nanoTime() < end) {
                        query.value(request);
                        count++;
                    }
                    return count;
                }));
            }
        }
        long total = 0;
        for (Future<Long> count : counts) {
            try {
                total += count.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return total / seconds;
    }
}
