package dev.gatehouse.sca.remedy.npm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real npm, if there is one, with the registry on this machine.
final class NpmClient {
    private final Path folder;
    private final String registry;

    NpmClient(Path folder, String registry) {
        this.folder = folder;
        this.registry = registry;
    }

    static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("npm", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// What a run said.
    record Answer(int code, String text) {}

    Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--registry", registry, "--cache", folder.resolveSibling("npm-cache").toString(), "--no-audit",
                "--no-fund", "--ignore-scripts", "--loglevel", "error", "--omit-lockfile-registry-resolved=false"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("NPM_CONFIG_USERCONFIG", Files.createDirectories(folder.resolveSibling("npm-home"))
                .resolve("npmrc").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("npm does not come to an end");
        }
        return new Answer(process.exitValue(), text);
    }
}
