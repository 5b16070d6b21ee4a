package dev.gatehouse.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The training run whose loaded classes the start-up cache keeps: what users do most, in a folder made for it.
final class Training {
    private Training() {}

    static ExitCode run(Console console, String folder) {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var quiet = new Console(console.in(), silent, silent, false, false, console.width(), console.environment());
        Main.run(quiet, "--version");
        Main.run(quiet, "help");
        Main.run(quiet, "config", "show", "--root", folder);
        Main.run(quiet, "scan", "--no-cache", folder);
        return ExitCode.PASS;
    }
}
