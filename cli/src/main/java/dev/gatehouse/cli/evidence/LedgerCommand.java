package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import picocli.CommandLine;

/// The append-only record.
@CommandLine.Command(name = "ledger", sortOptions = false, description = {
    "The append-only record of decisions, approvals, deployments and incidents.", ""}, footer = {"", "Examples:",
        "  gatehouse ledger list",
        "  gatehouse ledger verify --trust ledger.pub --checkpoint kept-elsewhere.txt"}, subcommands = {
            LedgerList.class, LedgerVerify.class})
public final class LedgerCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do: gatehouse ledger list or verify");
    }
}
