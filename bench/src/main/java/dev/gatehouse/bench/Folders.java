package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Small things about folders.
final class Folders {
    private Folders() {}

    /// A new folder that is gone when the process has ended, however it ends.
    static Path temporary(String prefix) throws IOException {
        Path folder = Files.createTempDirectory(prefix);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                delete(folder);
            } catch (IOException e) {
                System.err.println("cannot be removed: " + folder + " (" + e.getMessage() + ")");
            }
        }));
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    /// The last name of the path that says more than that it is a repository.
    static String speakingName(Path path) {
        Path at = path;
        while (at.getParent() != null && List.of(".git", "repo", "git").contains(at.getFileName().toString())) {
            at = at.getParent();
        }
        return String.valueOf(at.getFileName());
    }
}
