package dev.gatehouse.cli;

import dev.gatehouse.cli.accept.ApproveCommand;
import dev.gatehouse.cli.accept.BaselineCommand;
import dev.gatehouse.cli.accept.ExceptCommand;
import dev.gatehouse.cli.advisories.AdvisoriesCommand;
import dev.gatehouse.cli.comment.CommentCommand;
import dev.gatehouse.cli.diff.DiffCommand;
import dev.gatehouse.cli.evidence.LedgerCommand;
import dev.gatehouse.cli.incident.DetectCommand;
import dev.gatehouse.cli.incident.IncidentCommand;
import dev.gatehouse.cli.explain.ExplainCommand;
import dev.gatehouse.cli.explain.RulesCommand;
import dev.gatehouse.cli.fix.FixCommand;
import dev.gatehouse.cli.scan.ScanCommand;
import dev.gatehouse.cli.policy.PolicyCommand;
import dev.gatehouse.cli.sbom.SbomCommand;
import dev.gatehouse.cli.setup.DoctorCommand;
import dev.gatehouse.cli.setup.HookCommand;
import dev.gatehouse.cli.setup.InitCommand;
import dev.gatehouse.cli.threats.ThreatsCommand;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// The commands by name. A command's class is loaded only when it is called or listed.
final class Commands {
    private Commands() {}

    static SequencedMap<String, Supplier<Command>> all() {
        var commands = new LinkedHashMap<String, Supplier<Command>>();
        commands.put("scan", ScanCommand::new);
        commands.put("baseline", BaselineCommand::new);
        commands.put("except", ExceptCommand::new);
        commands.put("approve", ApproveCommand::new);
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
        commands.put("detect", DetectCommand::new);
        commands.put("incident", IncidentCommand::new);
        commands.put("ledger", LedgerCommand::new);
        commands.put("comment", CommentCommand::new);
        commands.put("advisories", AdvisoriesCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }
}
