package dev.gatehouse.cli;

import dev.gatehouse.cli.accept.ApproveCommand;
import dev.gatehouse.cli.accept.BaselineCommand;
import dev.gatehouse.cli.accept.ExceptCommand;
import dev.gatehouse.cli.advisories.AdvisoriesCommand;
import dev.gatehouse.cli.comment.CommentCommand;
import dev.gatehouse.cli.demo.DemoCommand;
import dev.gatehouse.cli.deploy.GateCommand;
import dev.gatehouse.cli.diff.DiffCommand;
import dev.gatehouse.cli.evidence.EvidenceCommand;
import dev.gatehouse.cli.evidence.LedgerCommand;
import dev.gatehouse.cli.importing.ImportCommand;
import dev.gatehouse.cli.incident.DetectCommand;
import dev.gatehouse.cli.incident.IncidentCommand;
import dev.gatehouse.cli.explain.ExplainCommand;
import dev.gatehouse.cli.explain.RulesCommand;
import dev.gatehouse.cli.fix.FixCommand;
import dev.gatehouse.cli.scan.ScanCommand;
import dev.gatehouse.cli.policy.PolicyCommand;
import dev.gatehouse.cli.release.ReleaseCommand;
import dev.gatehouse.cli.sbom.SbomCommand;
import dev.gatehouse.cli.setup.DoctorCommand;
import dev.gatehouse.cli.setup.HookCommand;
import dev.gatehouse.cli.setup.InitCommand;
import dev.gatehouse.cli.threats.ThreatsCommand;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The commands by name. A command's class is loaded only when it is called or listed.
final class Commands {
    private Commands() {}

    static SequencedMap<String, Supplier<Command>> all() {
        var commands = new LinkedHashMap<String, Supplier<Command>>();
        commands.put("scan", ScanCommand::new);
        commands.put("baseline", BaselineCommand::new);
        commands.put("except", ExceptCommand::new);
        commands.put("approve", ApproveCommand::new);
        commands.put("gate", GateCommand::new);
        commands.put("release", ReleaseCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("rules", RulesCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("policy", PolicyCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("hook", HookCommand::new);
        commands.put("sbom", SbomCommand::new);
        commands.put("fix", FixCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("threats", ThreatsCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("detect", DetectCommand::new);
        commands.put("incident", IncidentCommand::new);
        commands.put("evidence", EvidenceCommand::new);
        commands.put("ledger", LedgerCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("comment", CommentCommand::new);
        commands.put("advisories", AdvisoriesCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /// Adds a command with the commands below it.
    ///
    /// @param only the one below it that is called; null for all
    static void add(CommandLine root, String name, Command command, @Nullable String only) {
        CommandLine line = new CommandLine(command);
        SequencedMap<String, Supplier<Command>> inner = command.subcommands();
        Supplier<Command> called = only == null ? null : inner.get(only);
        if (called != null && only != null) {
            line.addSubcommand(only, called.get());
        } else {
            inner.forEach((each, supplier) -> line.addSubcommand(each, supplier.get()));
        }
        root.addSubcommand(name, line);
    }
}
