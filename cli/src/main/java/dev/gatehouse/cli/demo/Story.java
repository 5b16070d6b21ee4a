package dev.gatehouse.cli.demo;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.Main;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.Style;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells what happens while it happens: headings, the commands as a user types them, what they print, and whether that was expected.
/// Commands run as processes of their own, through the same entry point as the user's.
final class Story {
    private static final int SHOWN = 14;
    /// Of them at the end, where commands say what follows from what they found.
    private static final int LAST = 6;
    private static final long PATIENCE_SECONDS = 60;
    private static final int MOST_PRINTED = 8 << 20;

    private final PrintStream out;
    private final Style style;
    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Duration> stages = new LinkedHashMap<>();
    private final List<String> surprises = new ArrayList<>();
    private @Nullable String stage;
    private long began;
    private int steps;
    private boolean whole;

    /// What a command printed, on both streams, and its exit code.
    record Ran(int code, String printed) {}

    /// @param folder where everything happens
    Story(Console console, Style style, Path folder) {
        this.out = console.out();
        this.style = style;
        this.folder = folder;
        for (String name : List.of("PATH", "TMPDIR", "JAVA_HOME", "SYSTEMROOT")) {
            String value = console.environment().get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("home/cache").toString());
        environment.put("GATEHOUSE_ADVISORIES", folder.resolve("advisories").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("LC_ALL", "C.UTF-8");
    }

    Path folder() {
        return folder;
    }

    /// Sets a variable for every command from now on.
    void with(String name, String value) {
        environment.put(name, value);
    }

    private String painted(String code, String text) {
        return style.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /// A new stage of the loop.
    ///
    /// @param what one sentence on what it shows
    void stage(String name, String what) {
        finishStage();
        stage = name;
        began = System.nanoTime();
        out.println();
        out.println(painted("1;36", "── " + name + " " + "─".repeat(Math.max(3, 70 - name.length()))));
        out.println(what);
    }

    private void finishStage() {
        if (stage != null) {
            stages.put(stage, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// Says something between commands.
    void say(String text) {
        out.println();
        out.println(painted("3", text));
    }

    /// Runs a command of Gatehouse in the repository.
    ///
    /// @param expected its exit code
    /// @param proves what that shows, one clause
    Ran gatehouse(int expected, String proves, String... arguments) throws UsageException, IOException, InterruptedException {
        steps++;
        out.println();
        out.println(painted("1", "$ gatehouse " + shown(arguments)));
        out.flush();
        List<String> command = new ArrayList<>(launcher());
        command.addAll(List.of(arguments));
        Ran ran = run(command);
        List<String> lines = ran.printed().lines().filter(line -> !line.isBlank()).toList();
        int most = style.verbose() || whole ? Integer.MAX_VALUE : SHOWN;
        whole = false;
        if (lines.size() <= most) {
            lines.forEach(line -> out.println("  " + line));
        } else {
            lines.stream().limit(most - LAST).forEach(line -> out.println("  " + line));
            out.println(painted("2", "  … " + (lines.size() - most) + " more lines (--verbose shows them)"));
            lines.stream().skip(lines.size() - LAST).forEach(line -> out.println("  " + line));
        }
        if (ran.code() == expected) {
            out.println(painted("32", "✓ exit code " + ran.code() + ", as expected: " + proves));
        } else {
            String surprise = "gatehouse " + shown(arguments) + ": exit code " + ran.code() + ", expected " + expected + ": "
                    + proves;
            surprises.add(surprise);
            out.println(painted("31", "✗ " + surprise));
            if (lines.size() > most) {
                lines.stream().skip(most - LAST).limit(lines.size() - most).forEach(line -> out.println("  " + line));
            }
        }
        return ran;
    }

    /// Shows everything that the next command prints.
    Story all() {
        whole = true;
        return this;
    }

    /// Runs git in the repository.
    Ran git(String... arguments) throws UsageException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Ran ran = run(command);
        if (ran.code() != 0) {
            throw new UsageException("git " + String.join(" ", arguments) + " failed: " + ran.printed().strip());
        }
        return ran;
    }

    /// Holds what must be true beside exit codes.
    void expect(boolean truth, String what) {
        if (truth) {
            out.println(painted("32", "✓ " + what));
        } else {
            surprises.add("not so: " + what);
            out.println(painted("31", "✗ not so: " + what));
        }
    }

    private static String shown(String... arguments) {
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            words.add(argument.isEmpty() || argument.matches(".*[\\s'\"$…].*")
                    ? "'" + argument.replace("'", "'\\''") + "'"
                    : argument);
        }
        return String.join(" ", words);
    }

    /// The same Java with the same settings and classes.
    private static List<String> launcher() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:") || argument.startsWith("-Xs")
                        || argument.startsWith("--enable-native")
                        || argument.startsWith("--sun-misc"))
                .forEach(command::add);
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    private Ran run(List<String> command) throws UsageException, IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.resolve("shop").toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UsageException("the demonstration needs " + command.getFirst() + ", and it cannot be started", e);
        }
        try {
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readNBytes(MOST_PRINTED), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(String.join(" ", command) + " does not end");
            }
            return new Ran(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }

    /// The end of the story.
    ///
    /// @return whether everything came out as expected
    boolean end() {
        finishStage();
        out.println();
        out.println(painted("1;36", "── Once around " + "─".repeat(57)));
        stages.forEach((name, time) -> out.printf("  %-12s %5.1f s%n", name, time.toMillis() / 1000.0));
        surprises.forEach(surprise -> out.println(painted("31", "✗ " + surprise)));
        out.println(surprises.isEmpty()
                ? painted("32", "✓ " + steps + " commands, each ended as expected")
                : painted("31", surprises.size() + " of what was expected did not happen"));
        return surprises.isEmpty();
    }
}
