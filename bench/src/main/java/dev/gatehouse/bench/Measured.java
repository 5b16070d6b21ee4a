package dev.gatehouse.bench;

import dev.gatehouse.bench.Results.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the system counted for one process and its children.
///
/// @param exit
///            exit code; [#STOPPED] if it took too long
/// @param cpu
///            seconds, user and system
/// @param wall
///            seconds
/// @param peak
///            bytes of the greatest resident set
/// @param output
///            the last lines that it printed, for when it fails
record Measured(int exit, double cpu, double wall, long peak, String output) {
    /// In place of the exit code of a process that was stopped.
    static final int STOPPED = -1;
    /// How long it gets to end by itself when it is told to.
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Path TIME = Path.of("/usr/bin/time");
    private static final boolean BSD = System.getProperty("os.name", "").startsWith("Mac");
    private static final Pattern BSD_TIMES = Pattern.compile("([0-9.]+) real\\s+([0-9.]+) user\\s+([0-9.]+) sys");
    private static final Pattern BSD_PEAK = Pattern.compile("([0-9]+)\\s+maximum resident set size");

    /// Why nothing can be measured; empty if it can.
    static String missing() {
        return Files.isExecutable(TIME) ? "" : TIME + " is missing (Debian: apt-get install time)";
    }

    /// Runs the command to its end, or for a quarter of an hour at the most.
    static Measured of(List<String> command, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        return of(command, directory, environment, LONGEST);
    }

    /// Runs the command to its end, or until it has taken so long. What it used until then is counted all the same.
    ///
    /// @param environment
    ///            added to this process's own
    /// @param limit
    ///            wall-clock time
    static Measured of(List<String> command, Path directory, Map<String, String> environment, Duration limit)
            throws IOException, InterruptedException {
        Path times = Files.createTempFile("bench", ".time");
        Path printed = Files.createTempFile("bench", ".out");
        try {
            List<String> timed = new ArrayList<>(List.of(TIME.toString()));
            timed.addAll(BSD ? List.of("-l") : List.of("-f", "%e %U %S %M"));
            timed.addAll(List.of("-o", times.toString()));
            timed.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(timed).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(printed.toFile()).redirectInput(new java.io.File("/dev/null"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                stop(process);
            }
            int exit = process.waitFor();
            return parse(ended ? exit : STOPPED, Files.readString(times), tail(printed));
        } finally {
            Files.deleteIfExists(times);
            Files.deleteIfExists(printed);
        }
    }

    /// Stops what the program that counts has started, but not that itself: it has to say what it counted.
    private static void stop(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String tail(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int from = Math.max(0, bytes.length - 600);
        return new String(bytes, from, bytes.length - from, java.nio.charset.StandardCharsets.UTF_8).strip();
    }

    private static Measured parse(int exit, String times, String output) throws IOException {
        if (BSD) {
            Matcher seconds = BSD_TIMES.matcher(times);
            Matcher peak = BSD_PEAK.matcher(times);
            if (seconds.find() && peak.find()) {
                return new Measured(exit, Double.parseDouble(seconds.group(2)) + Double.parseDouble(seconds.group(3)),
                        Double.parseDouble(seconds.group(1)), Long.parseLong(peak.group(1)), output);
            }
        } else {
            // A command that fails has a line about that before.
            String[] figures = times.strip().lines().reduce("", (a, b) -> b).split(" ", -1);
            if (figures.length == 4) {
                return new Measured(exit, Double.parseDouble(figures[1]) + Double.parseDouble(figures[2]),
                        Double.parseDouble(figures[0]), Long.parseLong(figures[3]) << 10, output);
            }
        }
        throw new IOException(TIME + " said something else than its times: " + times);
    }

    /// The middle one of several runs, each figure for itself.
    static Measured median(List<Measured> runs) {
        return new Measured(runs.getLast().exit, middle(runs.stream().mapToDouble(Measured::cpu).toArray()),
                middle(runs.stream().mapToDouble(Measured::wall).toArray()),
                (long) middle(runs.stream().mapToDouble(Measured::peak).toArray()), runs.getLast().output);
    }

    /// The middle value; of an even number the mean of the two middle ones.
    static double middle(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    Map<Column, Double> columns() {
        Map<Column, Double> columns = new EnumMap<>(Column.class);
        columns.put(Column.CPU_SECONDS, cpu);
        columns.put(Column.WALL_SECONDS, wall);
        columns.put(Column.PEAK_MEBIBYTES, peak / (double) (1 << 20));
        return columns;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "exit %d, %.2f CPU-s, %.2f s, %d MiB", exit, cpu, wall, peak >> 20);
    }
}
