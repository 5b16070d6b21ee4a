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

/// The commands by name, in the order of help. A command's class is loaded only when it is called; help knows what it needs without.
final class Commands {
    /// What commands are for, in the order in which help tells them.
    enum Purpose {
        LOOK("Look"), DECIDE("Decide"), OPERATE("Plan, release, operate"), SET_UP("Set up");

        private final String heading;

        Purpose(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /// A command.
    ///
    /// @param summary what it is for, in one line of help
    record Entry(Purpose purpose, String summary, Supplier<Command> supplier) {}

    private Commands() {}

    static SequencedMap<String, Entry> all() {
        var commands = new LinkedHashMap<String, Entry>();
        commands.put("scan", new Entry(Purpose.LOOK, "look at a working tree, its history or an image; with --stage, decide",
                ScanCommand::new));
        commands.put("explain", new Entry(Purpose.LOOK, "why something is found, or not, and what would change the verdict",
                ExplainCommand::new));
        commands.put("fix",
                new Entry(Purpose.LOOK, "the fewest and smallest upgrades that remove the most risk", FixCommand::new));
        commands.put("diff",
                new Entry(Purpose.LOOK, "packages, vulnerabilities and licences that two states do not share", DiffCommand::new));
        commands.put("sbom", new Entry(Purpose.LOOK, "the bill of materials of a folder or image", SbomCommand::new));
        commands.put("import", new Entry(Purpose.LOOK, "take over the findings of other tools", ImportCommand::new));
        commands.put("baseline", new Entry(Purpose.DECIDE, "accept what is there as known, so that only new findings count",
                BaselineCommand::new));
        commands.put("except",
                new Entry(Purpose.DECIDE, "accept a true finding for a time, with a name and a reason", ExceptCommand::new));
        commands.put("approve",
                new Entry(Purpose.DECIDE, "sign an exception, or the warnings of a release", ApproveCommand::new));
        commands.put("comment", new Entry(Purpose.DECIDE, "the one comment on a pull request", CommentCommand::new));
        commands.put("policy", new Entry(Purpose.DECIDE, "evaluate, test, check and format Rego policies", PolicyCommand::new));
        commands.put("rules", new Entry(Purpose.DECIDE, "list the rules, or show one", RulesCommand::new));
        commands.put("threats",
                new Entry(Purpose.OPERATE, "the threat model, and what has drifted from it", ThreatsCommand::new));
        commands.put("release",
                new Entry(Purpose.OPERATE, "decide whether an image may go out, and sign that", ReleaseCommand::new));
        commands.put("gate",
                new Entry(Purpose.OPERATE, "decide whether an image may be deployed as manifests say", GateCommand::new));
        commands.put("detect",
                new Entry(Purpose.OPERATE, "run detection rules over events of Falco or Kubernetes", DetectCommand::new));
        commands.put("incident", new Entry(Purpose.OPERATE, "list and resolve what detection opened", IncidentCommand::new));
        commands.put("evidence",
                new Entry(Purpose.OPERATE, "what the ledger proves of a framework's controls", EvidenceCommand::new));
        commands.put("ledger", new Entry(Purpose.OPERATE, "list and verify the append-only record", LedgerCommand::new));
        commands.put("init", new Entry(Purpose.SET_UP, "write gatehouse.yaml and the files of your CI system", InitCommand::new));
        commands.put("hook", new Entry(Purpose.SET_UP, "look at every commit before it is made", HookCommand::new));
        commands.put("advisories",
                new Entry(Purpose.SET_UP, "download or import what packages are matched with", AdvisoriesCommand::new));
        commands.put("config", new Entry(Purpose.SET_UP, "show the effective configuration", ConfigCommand::new));
        commands.put("doctor",
                new Entry(Purpose.SET_UP, "what is installed, current and really switched on", DoctorCommand::new));
        commands.put("completion", new Entry(Purpose.SET_UP, "completion for bash, zsh or fish", CompletionCommand::new));
        commands.put("demo",
                new Entry(Purpose.SET_UP, "the whole loop on an example that ships with Gatehouse", DemoCommand::new));
        return commands;
    }
}
