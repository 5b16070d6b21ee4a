package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Another evaluator of Rego, as `bench/peers/install` installs it.
enum RegoPeer {
    OPA("opa") {
        @Override
        Figures evaluate(Path program, RegoCase of, double seconds) throws IOException, InterruptedException {
            // It chooses itself how often it evaluates: for about a second, after finding out how often that is.
            String said = output(
                    List.of(program.toString(), "bench", "--format", "json", "--benchmem=false", "--metrics=false", "-d",
                            of.policy().toString(), "-d", of.data().toString(), "-i", of.input().toString(), of.query()));
            Matcher count = Pattern.compile("\"N\":\\s*(\\d+)").matcher(said);
            Matcher nanos = Pattern.compile("\"T\":\\s*(\\d+)").matcher(said);
            if (!count.find() || !nanos.find()) {
                throw new IOException("opa bench said: " + said);
            }
            return new Figures(Double.parseDouble(nanos.group(1)) / Double.parseDouble(count.group(1)) / 1e3, Double.NaN,
                    Double.NaN,
                    Double.NaN, "opa bench");
        }
    },
    REGORUS("regorus-peer") {
        @Override
        Figures evaluate(Path program, RegoCase of, double seconds) throws IOException, InterruptedException {
            String[] said = output(List.of(program.toString(), of.query(), of.policy().toString(), of.data().toString(),
                    of.input().toString(), Double.toString(seconds), "2")).split(" ", 6);
            double walker = Double.parseDouble(said[0]) / 1e3;
            double registers = Double.parseDouble(said[1].toLowerCase(Locale.ROOT).equals("nan") ? "Infinity" : said[1]) / 1e3;
            return new Figures(Math.min(walker, registers), Double.parseDouble(said[2]), Double.parseDouble(said[3]),
                    Double.parseDouble(said[4]),
                    String.format(Locale.ROOT, "tree walker %.2f µs, register machine %.2f µs", walker, registers));
        }
    };

    private final String command;

    RegoPeer(String command) {
        this.command = command;
    }

    /// What a program said; NaN where it does not say.
    ///
    /// @param microseconds
    ///            of one prepared evaluation
    /// @param rate
    ///            evaluations a second of two threads
    record Figures(double microseconds, double rate, double readSeconds, double compileSeconds, String note) {}

    abstract Figures evaluate(Path program, RegoCase of, double seconds) throws IOException, InterruptedException;

    String title() {
        return this == OPA ? "opa" : "regorus";
    }

    /// The program below the folder of the peers, or null if it is not there.
    @org.jspecify.annotations.Nullable
    Path find(Path peers) {
        Path program = peers.resolve("bin").resolve(command);
        return Files.isExecutable(program) ? program : null;
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("bench", ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " failed: " + Files.readString(errors).strip() + said);
            }
            return said;
        } finally {
            Files.deleteIfExists(errors);
        }
    }
}
