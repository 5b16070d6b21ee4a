package dev.gatehouse.cli.explain;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.RuleEntry;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Says why a finding is, is not, or does not block.
@CommandLine.Command(name = "explain", sortOptions = false, description = {
    "Say why something is found, or not, and what the gate makes of it: match, confidence, baseline, exception, policy, verdict.",
    ""}, footer = {"", "Examples:",
        "  gatehouse explain secret/1:root-1a2b3c4d.0123…   a finding, by fingerprint (a unique beginning is enough)",
        "  gatehouse explain src/app.yaml:12                 what is at a line, or why nothing was found there",
        "  gatehouse explain github-personal-access-token    a rule and what it finds here"})
public final class ExplainCommand implements Command {
    private static final Pattern PLACE = Pattern.compile("(.+):([0-9]{1,9})");

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", paramLabel = "WHAT", description = "Fingerprint, rule id or PATH:LINE.")
    String what = "";

    @CommandLine.Mixin
    Explained arguments = new Explained();

    /// The same arguments; paths come after what is to be explained.
    static final class Explained {
        @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Where to look; the current folder by default.")
        String root = "";

        @CommandLine.Option(names = "--history", description = "Look at every commit.")
        boolean history;

        @CommandLine.Option(names = "--base", paramLabel = "REF", description = "Judge as a change against REF.")
        @Nullable
        String base;

        @CommandLine.Option(names = "--stage", paramLabel = "STAGE", converter = ScanArguments.StageConverter.class, description = "The gate to judge at; pull-request by default.")
        Stage stage = Stage.PULL_REQUEST;
    }

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        ScanArguments scan = new ScanArguments();
        if (!arguments.root.isEmpty()) {
            scan.paths = List.of(arguments.root);
        }
        scan.history = arguments.history;
        scan.base = arguments.base;
        scan.stage = arguments.stage;
        try (Watched watched = new Watched(console, scan, false)) {
            Assessment assessment = watched.assessment();
            Assessment.Result result = watched.run();
            Report report = result.report();
            var chain = new Chain(assessment.gate(), arguments.stage, report.decision());
            if (what.contains("/") && what.matches("[a-z][a-z0-9-]*/[0-9]+:.*")) {
                return fingerprint(console, report.findings(), chain);
            }
            Matcher place = PLACE.matcher(what);
            if (place.matches()) {
                return place(console, report, place.group(1), Integer.parseInt(place.group(2)), assessment, chain);
            }
            return rule(console, report.findings(), assessment);
        }
    }

    private ExitCode fingerprint(Console console, List<Assessed> all, Chain chain) throws UsageException {
        List<Assessed> found = all.stream()
                .filter(one -> one.finding().identity().stream().anyMatch(each -> each.toString().startsWith(what))).toList();
        if (found.isEmpty()) {
            throw new UsageException(
                    "nothing here has the fingerprint " + what + "; it may be fixed, lie in another state (--history) or belong"
                            + " to another key (the part before the point names the key)");
        }
        if (found.size() > 1) {
            throw new UsageException(found.size() + " findings begin so; give more of the fingerprint");
        }
        chain.print(found.getFirst(), console.out());
        return ExitCode.PASS;
    }

    private static ExitCode place(Console console, Report report, String path, int line, Assessment assessment, Chain chain)
            throws UsageException, IOException, InterruptedException {
        List<Assessed> found = report.findings().stream()
                .filter(one -> one.finding().occurrences().stream().anyMatch(o -> covers(o, path, line))).toList();
        found.forEach(one -> chain.print(one, console.out()));
        if (found.isEmpty()) {
            console.out().println("nothing is found at " + path + ":" + line);
            new Nothing(assessment, report).at(path, line).forEach(reason -> console.out().println("  " + reason));
        }
        return ExitCode.PASS;
    }

    private static boolean covers(Occurrence occurrence, String path, int line) {
        return occurrence.location() instanceof Location.Text(var place, var region) && region != null
                && place.path().toString().equals(path)
                && region.startLine() <= line && line <= region.endLine();
    }

    private ExitCode rule(Console console, List<Assessed> all, Assessment assessment) throws UsageException, IOException {
        RuleEntry rule = RuleEntry.find(assessment.rules(), what);
        if (rule == null) {
            throw new UsageException(
                    "'" + what + "' is no fingerprint (scheme/version:value), no PATH:LINE and no rule that runs here");
        }
        RulesCommand.print(console, rule);
        List<Assessed> found = all.stream().filter(one -> one.finding().rule().id().equals(rule.rule().id())).toList();
        console.out().println();
        console.out().println(found.isEmpty() ? "it finds nothing here" : "it finds here:");
        found.forEach(one -> console.out()
                .println("  " + one.finding().fingerprint() + "  " + Chain.where(one.finding().occurrences().getFirst())));
        return ExitCode.PASS;
    }
}
