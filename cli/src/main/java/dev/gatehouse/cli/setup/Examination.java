package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.Failures;
import dev.gatehouse.cli.Main;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.comment.RequiredCheck;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.source.cache.CacheKey;
import dev.gatehouse.source.cache.ContentCache;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at one thing after the other that Gatehouse depends on. Changes nothing.
final class Examination {
    private static final int LARGEST_CI_FILE = 1 << 20;

    /// How it is.
    enum State {
        OK("ok"), WARNING("warning"), PROBLEM("problem"), NOT_LOOKED_AT("not looked at");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// One line.
    ///
    /// @param remedy what to do; null if nothing is needed
    record Result(State state, String subject, String what, @Nullable String remedy) {}

    private final Console console;
    private final Path root;
    private final boolean online;
    private final List<Result> results = new ArrayList<>();

    /// @param online whether the forge may be asked
    Examination(Console console, Path root, boolean online) {
        this.console = console;
        this.root = root;
        this.online = online;
    }

    /// Looks.
    List<Result> run() throws IOException, InterruptedException {
        installation();
        engine();
        cache();
        configuration();
        terminal();
        repository();
        return List.copyOf(results);
    }

    private void add(State state, String subject, String what, @Nullable String remedy) {
        results.add(new Result(state, subject, what, remedy));
    }

    private void installation() {
        add(State.OK, "gatehouse", Main.version(), null);
        add(State.OK, "java", System.getProperty("java.runtime.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch"), null);
        String home = System.getProperty("gatehouse.home", "");
        if (!home.isEmpty()) {
            boolean recorded = Files.isRegularFile(Path.of(home, "lib", "gatehouse.aot"));
            add(recorded ? State.OK : State.WARNING, "start-up cache",
                    recorded ? "recorded" : "not recorded, so every start takes longer",
                    recorded ? null : Path.of(home, "bin", "gatehouse") + " --record-start-up");
        }
    }

    private void engine() {
        Engines.vectorscanMissing(Workplace.cache(console)).ifPresentOrElse(
                why -> add(State.WARNING, "engine", "Java alone, because " + why,
                        "large scans take longer; their findings are the same"),
                () -> add(State.OK, "engine", "Vectorscan, and Java for small scans", null));
    }

    private void cache() throws IOException {
        Path folder = ContentCache.defaultFolder(console.environment());
        String elsewhere = "set XDG_CACHE_HOME to a folder that you can write to";
        if (folder == null) {
            add(State.WARNING, "cache", "there is no home folder for it, so nothing is remembered", elsewhere);
            return;
        }
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            add(State.WARNING, "cache", folder + " cannot be written to, so nothing is remembered", elsewhere);
            return;
        }
        if (!existing.equals(folder.toAbsolutePath())) {
            add(State.OK, "cache", folder + ", which the first scan makes", null);
            return;
        }
        try {
            if (Files.exists(folder.resolve("key")) || console.environment().containsKey(CacheKey.VARIABLE)) {
                CacheKey.of(folder, console.environment());
            }
            add(State.OK, "cache",
                    folder + ", " + mebibytes(folder) + " of at most " + (ContentCache.DEFAULT_CAPACITY >> 20) + " MiB",
                    null);
        } catch (IOException e) {
            add(State.WARNING, "cache", "is not used: " + Failures.describe(e), "remove " + folder.resolve("key") + " or set "
                    + CacheKey.VARIABLE);
        }
    }

    private static String mebibytes(Path folder) throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Another process tidies up at the same time.
                return FileVisitResult.CONTINUE;
            }
        });
        return String.format(Locale.ROOT, "%.1f MiB", bytes[0] / 1048576.0);
    }

    private void configuration() {
        try {
            var result = Workplace.configuration(console, root, null);
            boolean there = Files.isRegularFile(root.resolve("gatehouse.yaml"));
            add(State.OK, "configuration", there ? "gatehouse.yaml is valid" : "built-in; there is no gatehouse.yaml",
                    there ? null : "gatehouse init writes one");
            result.notes().forEach(note -> add(State.WARNING, "configuration", note, "gatehouse config show --origin"));
            results.addAll(
                    new AcceptanceExamination(console, root, result.configuration(), LocalDate.now(ZoneOffset.UTC)).results());
        } catch (UsageException e) {
            add(State.PROBLEM, "configuration", String.valueOf(e.getMessage()),
                    "mend that line; gatehouse config show checks it");
        } catch (IOException e) {
            add(State.PROBLEM, "configuration", Failures.describe(e), "make it readable");
        }
    }

    private void terminal() {
        String names = System.getProperty("sun.jnu.encoding", "");
        boolean utf = names.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8");
        add(utf ? State.OK : State.WARNING, "locale", "file names are read as " + names,
                utf ? null : "set LC_ALL=C.UTF-8, or files with other names cannot be opened");
        add(State.OK, "terminal", console.outIsTerminal() ? console.width() + " columns" : "none; output is plain", null);
    }

    private void repository() throws IOException, InterruptedException {
        GitRepository found;
        try {
            found = GitRepository.discover(root).orElse(null);
        } catch (IOException e) {
            add(State.PROBLEM, "git", Failures.describe(e), "git fsck says more");
            return;
        }
        if (found == null) {
            add(State.WARNING, "git", root + " is in no repository: history, staged changes and comparisons are not to be had",
                    "git init");
            return;
        }
        try (GitRepository repository = found) {
            if (repository.shallow()) {
                add(State.WARNING, "git",
                        "the clone is shallow: what lies before its first commits is not seen, and comparisons may have no base",
                        "git fetch --unshallow");
            } else if (repository.partial()) {
                add(State.WARNING, "git", "the clone is partial: contents that it lacks are not looked at, and never fetched",
                        "git fetch --refetch --no-filter");
            } else {
                add(State.OK, "git", "a whole clone" + (repository.head().isPresent() ? "" : " without commits yet"), null);
            }
            hooks();
            Path top = repository.workTree().orElse(root);
            ci(top);
            required(repository.remoteUrl().orElse(""));
        }
    }

    private void hooks() throws IOException, InterruptedException {
        try {
            HooksFolder folder = HooksFolder.of(root);
            if (!folder.usable()) {
                add(State.WARNING, "hooks", "core.hooksPath turns them off", "git config --unset core.hooksPath");
                return;
            }
            for (Hook hook : Hook.values()) {
                String said = HookCommand.describe(folder, hook);
                boolean on = said.startsWith("on");
                boolean broken = said.contains("not executable");
                boolean wanted = hook == Hook.PRE_COMMIT || broken;
                String install = "gatehouse hook install" + (hook == Hook.PRE_PUSH ? " --pre-push" : "");
                add(on || !wanted ? State.OK : broken ? State.PROBLEM : State.WARNING, hook.fileName(), said,
                        on ? null : install);
            }
        } catch (UsageException e) {
            add(State.PROBLEM, "hooks", String.valueOf(e.getMessage()), "git config core.hooksPath shows the folder");
        }
    }

    private void ci(Path top) throws IOException {
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Ci ci : Ci.values()) {
            List<Path> files = new ArrayList<>();
            for (String name : Stream.concat(ci.signs().stream(), ci.parts().stream().map(Ci.Part::path)).distinct().toList()) {
                Path path = top.resolve(name);
                if (Files.isDirectory(path)) {
                    try (Stream<Path> inside = Files.list(path)) {
                        inside.filter(Files::isRegularFile).sorted().limit(500).forEach(files::add);
                    }
                } else if (Files.isRegularFile(path)) {
                    files.add(path);
                }
            }
            if (!files.isEmpty()) {
                boolean mentioned = false;
                for (Path file : files) {
                    mentioned |= Files.size(file) <= LARGEST_CI_FILE
                            && new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)
                                    .contains("gatehouse");
                }
                (mentioned ? with : without).add(ci.label());
            }
        }
        if (with.isEmpty() && without.isEmpty()) {
            add(State.WARNING, "ci", "no CI files here", "gatehouse init --ci NAME");
        }
        with.forEach(name -> add(State.OK, "ci", name + " calls gatehouse", null));
        without.forEach(name -> add(State.WARNING, "ci", name + " does not call gatehouse", "gatehouse init"));
    }

    private void required(String remote) throws InterruptedException {
        if (!online) {
            add(State.NOT_LOOKED_AT, "required check", "nothing was asked over the network",
                    "gatehouse doctor --online, with a token in GATEHOUSE_TOKEN");
            return;
        }
        try {
            RequiredCheck check = RequiredCheck.ask(console.environment(), remote);
            if (check == null) {
                add(State.NOT_LOOKED_AT, "required check", "no token, or a server that is not known",
                        "set GATEHOUSE_TOKEN to a token that reads the repository");
                return;
            }
            boolean on = check.names().stream().anyMatch(
                    name -> name.toLowerCase(Locale.ROOT).contains("gatehouse") || name.equals(RequiredCheck.PIPELINE));
            String names = check.names().isEmpty() ? "nothing" : printable(String.join(", ", check.names()));
            add(on ? State.OK : State.WARNING, "required check", printable(check.branch()) + " requires " + names,
                    on ? null : "require the job of gatehouse in the protection of that branch, or its verdict is advice only");
        } catch (IOException e) {
            add(State.WARNING, "required check", "cannot be read: " + Failures.describe(e), "check the token and the network");
        }
    }

    private static String printable(String text) {
        String shown = text.replaceAll("[^\\x20-\\x7e]", "?");
        return shown.substring(0, Math.min(200, shown.length()));
    }
}
