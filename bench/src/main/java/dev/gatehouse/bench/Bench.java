package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `bench/run SUITE [OPTIONS]`: measures, prints one table, writes one JSON file.
public final class Bench {
    private static final List<Suite> SUITES = List.of(new SecretsSuite(), new RegoSuite());

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Optional<Suite> named = SUITES.stream().filter(each -> arguments.length > 0 && each.name().equals(arguments[0]))
                .findFirst();
        if (named.isEmpty()) {
            System.err.println("usage: bench/run SUITE [OPTIONS]\n");
            for (Suite each : SUITES) {
                System.err.println(each.name() + ": " + each.what() + "\n" + each.options().indent(2));
            }
            System.err.println(
                    "Every option can also be given as GATEHOUSE_BENCH_NAME. --json FILE names the file of the results.");
            System.exit(2);
            return;
        }
        Suite suite = named.get();
        Options options = Options.parse(arguments, 1, System.getenv());
        Results results = new Results(what -> System.err.println("  " + what));
        // Whoever stops a long run keeps what was measured until then.
        Thread stopped = new Thread(() -> System.out.print(Table.of(results)));
        Runtime.getRuntime().addShutdownHook(stopped);
        suite.run(options, results);
        Runtime.getRuntime().removeShutdownHook(stopped);
        Path file = Path.of(options.text("json").orElse("bench-" + suite.name() + ".json"));
        ResultsJson.write(suite.name(), results, file);
        System.out.print(Table.of(results));
        System.err.println("\nwritten: " + file);
    }
}
