package dev.gatehouse.cli.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks the installed git what only it knows: configuration has layers, includes and conditions. Only questions that run nothing
/// which a repository names.
public final class GitCommand {
    private static final long SECONDS = 20;
    private static final int LONGEST_ANSWER = 64 << 10;

    private GitCommand() {}

    /// The answer without the line end; empty if git is absent, refuses or does not answer in time.
    public static Optional<String> ask(Path directory, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            process.getOutputStream().close();
            byte[] answer = process.getInputStream().readNBytes(LONGEST_ANSWER);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(new String(answer, StandardCharsets.UTF_8).stripTrailing());
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            process.destroy();
        }
    }
}
