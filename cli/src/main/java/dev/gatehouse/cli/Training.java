package dev.gatehouse.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// The training run whose classes and profiles the start-up cache keeps: what users do most, over made-up source text.
final class Training {
    private static final int FILES = 60;
    private static final int LINES = 2_500;
    private static final String[] WORDS = {"request", "token", "server", "password", "value", "index", "secret", "buffer", "api",
        "key",
        "return", "public", "function", "import", "const", "result", "config", "user", "https://example.org/a/b", "auth",
        "private"};

    private Training() {}

    static ExitCode run(Console console, String folder) {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var quiet = new Console(console.in(), silent, silent, false, false, console.width(), console.environment());
        try {
            write(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Main.run(quiet, "--version");
        Main.run(quiet, "help");
        Main.run(quiet, "config", "show", "--root", folder);
        Main.run(quiet, "scan", "--no-cache", folder);
        Main.run(quiet, "scan", "--no-cache", "--stage", "commit", "--format", "json", folder);
        return ExitCode.PASS;
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
