package dev.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `bench/run SUITE [OPTIONS]`: measures, prints one table, writes one JSON file. `bench/run layout TAR DIR` makes an image to measure
/// with (`bench/fixtures/image` calls it).
public final class Bench {
    private static final List<Suite> SUITES = List.of(new SecretsSuite(), new ScaSuite(), new RegoSuite());

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3 && arguments[0].equals("layout")) {
            ImageFloor.build(Path.of(arguments[1]), Path.of(arguments[2]));
            return;
        }
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
        Path file = Path.of(options.text("json").orElse("bench-" + suite.name() + ".json"));
        // Whoever stops a long run keeps what was measured until then.
        Results results = new Results(what -> System.err.println("  " + what), so -> write(suite, so, file));
        Thread stopped = new Thread(() -> System.out.print(Table.of(results)));
        Runtime.getRuntime().addShutdownHook(stopped);
        try {
            suite.run(options, results);
        } catch (IllegalArgumentException e) {
            System.err.println("bench/run: " + e.getMessage());
            System.exit(2);
        }
        Runtime.getRuntime().removeShutdownHook(stopped);
        System.out.print(Table.of(results));
        System.err.println("\nwritten: " + file);
    }

    private static void write(Suite suite, Results results, Path file) {
        try {
            ResultsJson.write(suite.name(), results, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
