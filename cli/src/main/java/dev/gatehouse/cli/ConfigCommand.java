package dev.gatehouse.cli;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ConfigurationReader;
import dev.gatehouse.config.Effective;
import dev.gatehouse.config.Origins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Shows the effective configuration.
@CommandLine.Command(name = "config", sortOptions = false, description = "Show the effective configuration.", subcommands = ConfigCommand.Show.class)
final class ConfigCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do with the configuration: gatehouse config show");
    }

    /// Every key with its effective value.
    @CommandLine.Command(name = "show", sortOptions = false, description = "Print every key with its effective value.", footer = {
        "", "Example:", "  gatehouse config show --origin      which file and line each value comes from"})
    static final class Show implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Option(names = "--origin", description = "Say where each value comes from.")
        boolean origin;

        @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Root of the repository; the current folder by default.")
        Path root = Path.of("");

        @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml.")
        @Nullable
        Path config;

        @Override
        public ExitCode run(Console console) throws UsageException, IOException {
            ConfigurationReader.Result result = Workplace.configuration(console, root, config);
            Configuration configuration = result.configuration();
            Map<String, String> values = Effective.values(configuration);
            int widest = values.entrySet().stream().mapToInt(e -> e.getKey().length() + e.getValue().length() + 2).max()
                    .orElse(0);
            values.forEach((key, value) -> {
                String line = key + ": " + value;
                Origins.Value from = configuration.origins().byKey().get(key);
                String source = from == null ? "built-in" : from.source() + (from.locked() ? ", locked" : "");
                console.out().println(origin ? String.format("%-" + Math.min(widest, 60) + "s  # %s", line, source) : line);
            });
            result.notes().forEach(note -> console.err().println("gatehouse: " + note));
            return ExitCode.PASS;
        }
    }
}
