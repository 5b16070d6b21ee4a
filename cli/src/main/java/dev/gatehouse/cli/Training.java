package dev.gatehouse.cli;

import dev.gatehouse.secrets.engine.Engines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The training run whose classes and profiles the start-up cache keeps: what users do most, over made-up source text.
final class Training {
    private static final int FILES = 60;
    private static final int LINES = 2_500;
    private static final String[] WORDS = {"request", "token", "server", "password", "value", "index", "secret", "buffer", "api",
        "key",
        "return", "public", "function", "import", "const", "result", "config", "user", "https://example.org/a/b", "auth",
        "private"};
    private static final String POLICY = """
            package main

            import rego.v1

            privileged contains c.name if {
                some c in input.spec.containers
                c.securityContext.privileged == true
            }

            deny contains msg if {
                some name in privileged
                msg := sprintf("%s is privileged", [name])
            }

            default allow := false

            allow if {
                count(deny) == 0
                every c in input.spec.containers { not endswith(c.image, ":latest") }
                regex.match(`^[a-z-]+$`, lower(input.metadata.name))
            }
            """;
    private static final String INPUT = """
            {"kind": "Pod", "metadata": {"name": "shop"}, "spec": {"containers": [
              {"name": "web", "image": "shop:1.2", "securityContext": {"privileged": true}}, {"name": "log", "image": "log:latest"}]}}
            """;

    private Training() {}

    static ExitCode run(Console console, String folder) {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        // Nothing of it stays in the user's cache.
        Map<String, String> environment = new HashMap<>(console.environment());
        environment.put("XDG_CACHE_HOME", Path.of(folder, ".cache").toString());
        var quiet = new Console(console.in(), silent, silent, false, false, console.width(), environment);
        Path sources = Path.of(folder, "sources");
        Path policy = Path.of(folder, "policy");
        boolean repository;
        try {
            installEngine();
            write(Files.createDirectories(sources));
            repository = commit(sources);
            Files.writeString(Files.createDirectories(policy).resolve("workload.rego"), POLICY);
            Files.writeString(Path.of(folder, "input.json"), INPUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        Main.run(quiet, "--version");
        Main.run(quiet, "help");
        Main.run(quiet, "config", "show", "--root", sources.toString());
        if (repository) {
            Main.run(quiet, "scan", "--staged", "--stage", "commit", sources.toString());
        }
        Main.run(quiet, "scan", "--format", "json", sources.toString());
        Main.run(quiet, "scan", sources.toString());
        Main.run(quiet, "policy", "eval", "--data", policy.toString(), "--input", Path.of(folder, "input.json").toString(),
                "data.main.deny");
        Main.run(quiet, "policy", "verify", "--policy", policy.toString(), Path.of(folder, "input.json").toString());
        return ExitCode.PASS;
    }

    /// What the search for secrets would otherwise make for each user anew.
    private static void installEngine() throws IOException {
        String folder = System.getProperty("gatehouse.native");
        if (folder != null) {
            Engines.install(Path.of(folder));
        }
    }

    /// Makes a repository of it, with one file staged; false where there is no git.
    private static boolean commit(Path folder) throws IOException, InterruptedException {
        boolean committed = git(folder, "init", "-q") && git(folder, "add", "Sample1.yaml", "Sample2.java")
                && git(folder, "-c", "user.name=Training", "-c", "user.email=training@example.com", "commit", "-q", "-m",
                        "first");
        return committed && git(folder, "add", "Sample3.yaml");
    }

    private static boolean git(Path folder, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Path folder) throws IOException {
        Random random = new Random(1);
        for (int file = 0; file < FILES; file++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                text.append("    ".repeat(random.nextInt(4)));
                for (int word = random.nextInt(9); word >= 0; word--) {
                    text.append(WORDS[random.nextInt(WORDS.length)]).append(" = ({.\"_".charAt(random.nextInt(8)));
                }
                if (random.nextInt(40) == 0) {
                    text.append("sample_token = \"").append(Long.toHexString(random.nextLong()))
                            .append(Long.toHexString(random.nextLong()))
                            .append('"');
                }
                text.append('\n');
            }
            Files.writeString(folder.resolve("Sample" + file + (file % 2 == 0 ? ".java" : ".yaml")), text);
        }
    }
}
