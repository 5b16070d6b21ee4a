package dev.gatehouse.cli.demo;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Shows what the product does, on an example.
@CommandLine.Command(name = "demo", sortOptions = false, description = {
    "Show what Gatehouse does, on an example that ships with it.",
    ""}, footer = {"", "Example:", "  gatehouse demo loop"}, subcommands = DemoCommand.Loop.class)
public final class DemoCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to show: gatehouse demo loop");
    }

    /// The loop.
    @CommandLine.Command(name = "loop", sortOptions = false, description = {
        "Take a small service once around: plan, code, build, test, release, deploy, operate, monitor, and back to plan. Every step is an ordinary command, shown as you would type it.",
        "Works in a temporary folder; reaches no network but this machine's own.", ""}, footer = {"", "Example:",
            "  gatehouse demo loop --keep /tmp/loop     look around afterwards",
            "Exit codes: 0 everything came out as expected, 1 something did not."})
    static final class Loop implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Option(names = "--keep", paramLabel = "DIR", description = "Work in this folder, which must not exist, and leave it.")
        @Nullable
        Path keep;

        @CommandLine.Option(names = {"-v", "--verbose"}, description = "Show everything that the commands print.")
        boolean verbose;

        @CommandLine.Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never.")
        Style.Colour color = Style.Colour.AUTO;

        @Override
        public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
            Path folder;
            if (keep == null) {
                folder = Files.createTempDirectory("gatehouse-loop");
            } else {
                if (Files.exists(keep)) {
                    throw new UsageException("--keep " + keep + ": it exists already");
                }
                folder = Files.createDirectories(keep).toAbsolutePath().normalize();
            }
            Style style = Style.detect(console.environment(), color, console.outIsTerminal(), StandardCharsets.UTF_8,
                    console.width(), verbose);
            try {
                var story = new Story(console, style, folder);
                new LoopStory(story).tell();
                return story.end() ? ExitCode.PASS : ExitCode.BLOCKED;
            } finally {
                if (keep == null) {
                    delete(folder);
                } else {
                    console.out().println("kept in " + folder);
                }
            }
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
