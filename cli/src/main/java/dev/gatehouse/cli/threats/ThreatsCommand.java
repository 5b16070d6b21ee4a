package dev.gatehouse.cli.threats;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import picocli.CommandLine;

/// The threat model of the repository.
@CommandLine.Command(name = "threats", sortOptions = false, description = {
    "The threat model that Kubernetes manifests, Compose files and OpenAPI descriptions tell, and what people answered in threats.yaml.",
    ""}, footer = {"", "Examples:",
        "  gatehouse threats check                   what nobody reviewed, and which threats have no answer",
        "  gatehouse threats diagram --output model.svg", "  gatehouse threats review --by kim@example.com"}, subcommands = {
            ThreatsCheck.class, ThreatsReview.class, ThreatsDiagram.class})
public final class ThreatsCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do: gatehouse threats check, review or diagram");
    }
}
