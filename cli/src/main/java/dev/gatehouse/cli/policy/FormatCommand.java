package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.syntax.Formatter;
import dev.gatehouse.rego.syntax.RegoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// Formats.
@CommandLine.Command(name = "fmt", sortOptions = false, description = "Format policies: to standard output, or in place with --write.", footer = {
    "",
    "Examples:", "  gatehouse policy fmt --write policy/",
    "  gatehouse policy fmt --list --fail policy/    in CI: which files are not formatted"})
final class FormatCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-w", "--write"}, description = "Write the files instead of standard output.")
    boolean write;

    @CommandLine.Option(names = {"-l", "--list"}, description = "Only list the files that are not formatted.")
    boolean list;

    @CommandLine.Option(names = {"-d", "--diff"}, description = "Only show what would change.")
    boolean diff;

    @CommandLine.Option(names = "--fail", description = "Exit with 1 when a file is not formatted.")
    boolean fail;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Parameters(paramLabel = "PATH", arity = "1..*", description = "Policy files, or folders of them.")
    List<Path> paths = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (write && (list || diff)) {
            throw new UsageException("--write does not go with --list and --diff, which change nothing");
        }
        Bundle bundle = PolicyFiles.read(paths);
        boolean changed = false;
        for (Map.Entry<String, String> module : bundle.modules().entrySet()) {
            String formatted;
            try {
                formatted = Formatter.format(module.getKey(), module.getValue(), PolicyFiles.version(v0));
            } catch (RegoException e) {
                throw new UsageException(String.valueOf(e.getMessage()), e);
            }
            boolean differs = !formatted.equals(module.getValue());
            changed |= differs;
            if (list) {
                if (differs) {
                    console.out().println(module.getKey());
                }
            } else if (diff) {
                if (differs) {
                    console.out().print(UnifiedDiff.of(module.getKey(), module.getValue(), formatted));
                }
            } else if (!write) {
                console.out().print(formatted);
            } else if (differs) {
                replace(Path.of(module.getKey()), formatted);
            }
        }
        return fail && changed ? ExitCode.BLOCKED : ExitCode.PASS;
    }

    /// Writes beside the file and renames: nobody sees half a policy.
    private static void replace(Path file, String content) throws IOException {
        Path target = file.toRealPath();
        Path temporary = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp");
        try {
            Files.writeString(temporary, content);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
