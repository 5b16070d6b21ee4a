package dev.gatehouse.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A real repository, a real git cut off from this machine's configuration, and a PATH on which `gatehouse` is what a test says.
final class ShellRepository {
    final Path root;
    private final Path home;
    private final Path bin;

    record Result(int exit, String output) {}

    private ShellRepository(Path root, Path home, Path bin) {
        this.root = root;
        this.home = home;
        this.bin = bin;
    }

    static ShellRepository create(Path temporary) throws Exception {
        var repository = new ShellRepository(Files.createDirectories(temporary.resolve("repository")),
                Files.createDirectories(temporary.resolve("home")), Files.createDirectories(temporary.resolve("bin")));
        boolean present;
        try {
            present = repository.run("git", "--version").exit() == 0;
        } catch (IOException e) {
            present = false;
        }
        if (!present && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            throw new AssertionError("git is required but cannot be run");
        }
        Assumptions.assumeTrue(present, "git cannot be run");
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    ShellRepository at(Path other) {
        return new ShellRepository(other, home, bin);
    }

    /// A `gatehouse` that writes down how it was called and ends with the code.
    void gatehouseExits(int code) throws IOException {
        script(bin.resolve("gatehouse"),
                "#!/bin/sh\necho \"$(git rev-parse HEAD 2>/dev/null) $*\" >>'" + calls() + "'\nexit " + code + "\n");
    }

    /// The real one.
    void realGatehouse() throws IOException {
        script(bin.resolve("gatehouse"), "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '" + System.getProperty("java.class.path")
                + "' dev.gatehouse.cli.Main \"$@\"\n");
    }

    private Path calls() {
        return home.resolve("calls");
    }

    List<String> called() throws IOException {
        return Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String git(String... arguments) throws Exception {
        Result result = tryGit(arguments);
        assertThat(result.exit()).as("git %s: %s", String.join(" ", arguments), result.output()).isZero();
        return result.output().strip();
    }

    Result tryGit(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    Result commit(String name, String text) throws Exception {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
        git("add", name);
        return tryGit("commit", "-q", "-m", "Change " + name);
    }

    private Result run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        var kept = new HashMap<>(environment);
        environment.clear();
        environment.put("PATH", bin + ":/usr/local/bin:/usr/bin:/bin");
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", kept.getOrDefault("TMPDIR", "/tmp"));
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("LC_ALL", "C.UTF-8");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Test");
            environment.put("GIT_" + who + "_EMAIL", "test@example.test");
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
