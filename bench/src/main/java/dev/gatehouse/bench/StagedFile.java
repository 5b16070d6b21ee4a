package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small repository of two hundred files, with one of them changed and staged: what a commit hook is asked about.
final class StagedFile {
    private static final int FILES = 200;

    private StagedFile() {}

    /// Makes it; false if git cannot be run.
    static boolean prepare(Path repository) throws IOException, InterruptedException {
        for (int i = 0; i < FILES; i++) {
            Path folder = Files.createDirectories(repository.resolve("src").resolve("part" + i % 10));
            Files.writeString(folder.resolve("File" + i + ".java"), source(i));
        }
        Path changed = repository.resolve("src").resolve("part0").resolve("File0.java");
        return git(repository, "init", "-q", "-b", "main") && git(repository, "add", "-A")
                && git(repository, "-c", "user.name=Bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", "first")
                && Files.writeString(changed, source(FILES)).equals(changed) && git(repository, "add", "-A");
    }

    private static String source(int number) {
        return ("package part;\n\nfinal class File {\n" + "    int value() {\n        return " + number + ";\n    }\n".repeat(30)
                + "}\n");
    }

    private static boolean git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
