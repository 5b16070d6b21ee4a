package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the package managers that the user has. Only those on absolute folders of the user's `PATH` that lie outside of the tree:
/// the repository must not bring the program that is run.
final class PackageManager {
    private static final long MINUTES = 5;
    private static final int MOST_OUTPUT = 256 << 10;
    private static final int LONGEST_REASON = 300;

    private final Map<String, String> environment;

    PackageManager(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The user's value of a list of flags, with one more behind it.
    String setting(String name, String flag) {
        return (environment.getOrDefault(name, "") + " " + flag).strip();
    }

    /// The program of that name; null if the user has none.
    ///
    /// @param tree
    ///            in which it must not lie
    @Nullable
    Path find(String program, Path tree) throws IOException {
        Path inside = tree.toRealPath();
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (file.isAbsolute() && Files.isExecutable(file) && Files.isRegularFile(file)
                    && !file.toRealPath().startsWith(inside)) {
                return file;
            }
        }
        return null;
    }

    /// Does something in a new folder, which is gone afterwards.
    <T> T aside(Work<T> work) throws UnresolvableException, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gatehouse-fix");
        try {
            return work.in(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(PackageManager::delete);
            }
        }
    }

    /// What is done in a folder.
    interface Work<T> {
        /// @param folder
        ///            empty at first
        T in(Path folder) throws UnresolvableException, IOException, InterruptedException;
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a program with the user's environment and waits for it.
    ///
    /// @param settings
    ///            variables beside and before the user's
    /// @throws UnresolvableException
    ///             if it fails; the message is what it said last
    void run(Path folder, List<String> command, Map<String, String> settings)
            throws UnresolvableException, IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(settings);
        builder.environment().clear();
        builder.environment().putAll(all);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new UnresolvableException(name(command) + " did not end within " + MINUTES + " minutes");
            }
            String said = output.join();
            if (process.exitValue() != 0) {
                throw new UnresolvableException(name(command) + ": " + reason(said));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String name(List<String> command) {
        return String.valueOf(Path.of(command.getFirst()).getFileName()) + (command.size() > 1 ? " " + command.get(1) : "");
    }

    /// The last part of what it says: tools end with the cause.
    private static String read(Process process) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            int read;
            while ((read = in.read(buffer)) >= 0) {
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                if (text.length() > MOST_OUTPUT) {
                    text.delete(0, text.length() - MOST_OUTPUT / 2);
                }
            }
        } catch (IOException _) {
            // It was ended.
        }
        return text.toString();
    }

    /// In one line, without what could steer a terminal and without names and passwords in addresses.
    private static String reason(String said) {
        List<String> lines = new ArrayList<>();
        for (String line : said.split("\n")) {
            String clean = line.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip()
                    .replaceAll("://[^/@\\s]+@", "://");
            if (!clean.isEmpty() && !clean.startsWith("go: downloading") && !clean.startsWith("Updating ")) {
                lines.add(clean);
            }
        }
        int error = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).toLowerCase(java.util.Locale.ROOT).startsWith("error")) {
                error = i;
                break;
            }
            error = Math.max(0, lines.size() - 3);
        }
        String reason = String.join("; ", lines.subList(error, Math.min(lines.size(), error + 4)));
        return reason.isEmpty()
                ? "failed and said nothing"
                : reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    }
}
