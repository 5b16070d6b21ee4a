package dev.gatehouse.cli;

import dev.gatehouse.cli.comment.CommentCommand;
import dev.gatehouse.cli.policy.PolicyCommand;
import dev.gatehouse.cli.setup.DoctorCommand;
import dev.gatehouse.cli.setup.HookCommand;
import dev.gatehouse.cli.setup.InitCommand;
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
        commands.put("explain", ExplainCommand::new);
        commands.put("rules", RulesCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("policy", PolicyCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("hook", HookCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("comment", CommentCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }
}
