package dev.gatehouse.source.directory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The real git, run in a directory with a home of its own.
final class Git {
    private final Path directory;
    private final Path home;

    Git(Path directory, Path home) {
        this.directory = directory;
        this.home = home;
    }

    /// Skips the test where git is not installed; fails it where it has to be.
    static void required() {
        boolean present;
        try {
            present = new ProcessBuilder("git", "--version").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            present = false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (!present && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            throw new AssertionError("git is required here and not installed");
        }
        assumeTrue(present, "git is not installed: the comparison with it is skipped");
    }

    /// The environment under which both git and the walk read their configuration.
    Map<String, String> environment() {
        return Map.of("HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1", "PATH", System.getenv("PATH"), "LC_ALL", "C");
    }

    /// Runs git and returns what it printed.
    byte[] run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new AssertionError("git " + String.join(" ", arguments) + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs git and splits what it printed at NUL.
    List<String> paths(String... arguments) {
        String output = new String(run(arguments), StandardCharsets.UTF_8);
        return output.isEmpty() ? List.of() : List.of(output.split("\0"));
    }
}
