package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// The `git` command in a directory, cut off from this machine's configuration. Tests that need it skip where it is absent,
/// and fail there under `GATEHOUSE_REQUIRE_TOOLS=1`.
final class GitTool {
    final Path directory;
    private long clock = 1_600_000_000;

    GitTool(Path directory) {
        this.directory = directory;
        boolean present = present();
        if (!present && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            throw new AssertionError("git is required but cannot be run");
        }
        Assumptions.assumeTrue(present, "git cannot be run");
    }

    private static boolean present() {
        try {
            return new ProcessBuilder("git", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A new repository in the directory.
    static GitTool init(Path directory, String... options) throws IOException {
        Files.createDirectories(directory);
        GitTool git = new GitTool(directory);
        List<String> arguments = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        arguments.addAll(List.of(options));
        git.run(arguments.toArray(String[]::new));
        return git;
    }

    GitTool in(Path other) {
        GitTool git = new GitTool(other);
        git.clock = clock + 100_000;
        return git;
    }

    /// Runs git; returns what it printed, fails if it fails.
    String run(String... arguments) {
        Result result = result(Map.of(), arguments);
        assertThat(result.exit).as("git %s: %s", String.join(" ", arguments), result.errors).isZero();
        return result.output;
    }

    /// Runs git and does not mind if it fails.
    void attempt(String... arguments) {
        result(Map.of(), arguments);
    }

    /// Whether git can do so.
    boolean succeeds(String... arguments) {
        return result(Map.of(), arguments).exit == 0;
    }

    String run(Map<String, String> environment, String... arguments) {
        Result result = result(environment, arguments);
        assertThat(result.exit).as("git %s: %s", String.join(" ", arguments), result.errors).isZero();
        return result.output;
    }

    private record Result(int exit, String output, String errors) {}

    private Result result(Map<String, String> more, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("HOME", directory.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("LC_ALL", "C");
        environment.put("GIT_AUTHOR_NAME", "Ann Author");
        environment.put("GIT_AUTHOR_EMAIL", "ann@example.com");
        environment.put("GIT_COMMITTER_NAME", "Carl Committer");
        environment.put("GIT_COMMITTER_EMAIL", "carl@example.com");
        clock += 60;
        environment.put("GIT_AUTHOR_DATE", clock + " +0100");
        environment.put("GIT_COMMITTER_DATE", clock + 7 + " +0100");
        environment.putAll(more);
        try {
            Path errors = Files.createTempFile("git", ".err");
            Process process = builder.redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            int exit = process.waitFor();
            String text = Files.readString(errors, StandardCharsets.ISO_8859_1);
            Files.delete(errors);
            return new Result(exit, output, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> lines(String... arguments) {
        return run(arguments).lines().toList();
    }

    GitTool write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /// Stages everything and commits it; returns the id.
    String commit(String message) {
        run("add", "-A");
        run("commit", "-q", "--allow-empty", "-m", message);
        return run("rev-parse", "HEAD").strip();
    }
}
