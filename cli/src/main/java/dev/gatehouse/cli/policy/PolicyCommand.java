package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Rego policies.
@CommandLine.Command(name = "policy", sortOptions = false, description = "Evaluate, test, check and format Rego policies.", footer = {
    "", "Examples:", "  gatehouse policy test policy/",
    "  gatehouse policy eval -d policy/ -i input.json data.authz.allow",
    "  gatehouse policy verify deployment.yaml --policy policy/"})
public final class PolicyCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public SequencedMap<String, Supplier<Command>> subcommands() {
        SequencedMap<String, Supplier<Command>> commands = new LinkedHashMap<>();
        commands.put("eval", EvalCommand::new);
        commands.put("test", TestCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("fmt", FormatCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("coverage", CoverageCommand::new);
        return commands;
    }

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException(
                "say what to do with the policy: gatehouse policy eval, test, check, fmt, verify, coverage or bench");
    }
}
