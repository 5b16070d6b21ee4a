package dev.gatehouse.cli.advisories;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import picocli.CommandLine;

/// The advisory store.
@CommandLine.Command(name = "advisories", sortOptions = false, description = "Keep the advisories that packages are matched with.", subcommands = {
    UpdateCommand.class, ImportCommand.class, StatusCommand.class}, footer = {"", "Examples:",
        "  gatehouse advisories update npm Maven       download these ecosystems, KEV and EPSS",
        "  gatehouse advisories update                 download again what is there, as far as it has changed",
        "  gatehouse advisories import advisories.zip  without a network",
        "  gatehouse advisories status"})
public final class AdvisoriesCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do with the advisories: gatehouse advisories update, import or status");
    }
}
