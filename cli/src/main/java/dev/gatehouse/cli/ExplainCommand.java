package dev.gatehouse.cli;

import dev.gatehouse.cli.engine.RuleEntry;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/// Says why a finding is, is not, or does not block.
@CommandLine.Command(name = "explain", sortOptions = false, description = {
    "Say why something is found, or not, and what the gate makes of it: match, confidence, baseline, exception, policy, verdict.",
    ""}, footer = {"", "Examples:",
        "  gatehouse explain secret/1:root-1a2b3c4d.0123…   a finding, by fingerprint (a unique beginning is enough)",
        "  gatehouse explain src/app.yaml:12                 what is at a line, or why nothing was found there",
        "  gatehouse explain github-personal-access-token    a rule and what it finds here"})
final class ExplainCommand implements Command {
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
        @org.jspecify.annotations.Nullable
        String base;

        @CommandLine.Option(names = "--stage", paramLabel = "STAGE", converter = ScanArguments.StageConverter.class, description = "The gate to judge at; pull-request by default.")
        dev.gatehouse.core.decision.Stage stage = dev.gatehouse.core.decision.Stage.PULL_REQUEST;
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
            List<Assessed> all = result.report().findings();
            if (what.contains("/") && what.matches("[a-z][a-z0-9-]*/[0-9]+:.*")) {
                return fingerprint(console, all, assessment);
            }
            Matcher place = PLACE.matcher(what);
            if (place.matches()) {
                return place(console, all, place.group(1), Integer.parseInt(place.group(2)), result, assessment);
            }
            return rule(console, all, assessment);
        }
    }

    private ExitCode fingerprint(Console console, List<Assessed> all, Assessment assessment) throws UsageException {
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
        explain(console, found.getFirst(), assessment);
        return ExitCode.PASS;
    }

    private static ExitCode place(Console console, List<Assessed> all, String path, int line, Assessment.Result result,
            Assessment assessment) {
        List<Assessed> found = all.stream()
                .filter(one -> one.finding().occurrences().stream().anyMatch(o -> covers(o, path, line))).toList();
        found.forEach(one -> explain(console, one, assessment));
        if (!found.isEmpty()) {
            return ExitCode.PASS;
        }
        console.out().println("nothing is found at " + path + ":" + line);
        List<Diagnostic> told = result.report().coverage().diagnostics().stream()
                .filter(diagnostic -> diagnostic.where() != null && diagnostic.where().contains(path)).toList();
        told.forEach(diagnostic -> console.out()
                .println("  " + diagnostic.kind().name().toLowerCase(Locale.ROOT) + ": " + diagnostic));
        if (told.isEmpty()) {
            console.out().println("  either no rule matches the line, or the file is ignored (git check-ignore -v " + path
                    + "), excluded (gatehouse config show --origin) or binary");
            console.out().println(
                    "  a value of your own format is found by a rule of your own: .gitleaks.toml, see docs/rule-format.md");
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
                .println("  " + one.finding().fingerprint() + "  " + where(one.finding().occurrences().getFirst())));
        return ExitCode.PASS;
    }

    private static void explain(Console console, Assessed one, Assessment assessment) {
        var out = console.out();
        var finding = one.finding();
        out.println(finding.rule().title() + "  " + finding.fingerprint());
        out.println("match       rule " + finding.rule().id() + " (" + finding.severity().label() + "); "
                + finding.occurrences().size()
                + (finding.occurrences().size() == 1 ? " place" : " places"));
        finding.evidence().forEach((key, value) -> out.println("            " + key + ": " + value));
        for (Occurrence occurrence : finding.occurrences().stream().limit(5).toList()) {
            out.println("            " + where(occurrence) + "  " + occurrence.confidence().label() + context(occurrence)
                    + (occurrence.suppression() == null ? "" : "  suppressed by " + occurrence.suppression().form()));
        }
        out.println("confidence  " + finding.confidence().label() + "; the rule begins at " + finding.rule().confidence().label()
                + " and context lowers it");
        out.println("baseline    " + switch (one.newness()) {
            case NEW -> "new: " + one.newPlaces() + " more " + (one.newPlaces() == 1 ? "place" : "places") + " than before";
            case KNOWN -> "known: it was there before, in as many places";
            case UNCOMPARED -> "nothing to compare with (--base, gate.baseline), so it counts as new";
        });
        Acceptance acceptance = one.acceptance();
        out.println("exception   " + (acceptance == null
                ? "none in force"
                : acceptance.id() + " until " + acceptance.expires() + ": " + acceptance.reason()));
        out.println("policy      " + one.policy());
        out.println("verdict     " + one.verdict().label());
        out.println("to flip it  " + flip(one, assessment));
        out.println();
    }

    private static String flip(Assessed one, Assessment assessment) {
        return switch (one.verdict()) {
            case BLOCK, WARN -> "remove and rotate it; if it is not true, put gatehouse:allow " + one.finding().rule().id()
                    + " -- REASON on the line; if it is true and must stay for a time: gatehouse except "
                    + one.finding().fingerprint();
            case ALLOW -> one.suppressed()
                    ? "remove the suppression"
                    : one.acceptance() != null
                            ? "let the exception expire, or remove it"
                            : one.newness() == Assessed.Newness.KNOWN
                                    ? "a stage from release on counts known findings too"
                                    : one.finding().confidence().compareTo(assessment.gate().confidence()) < 0
                                            ? "gate.confidence: " + Confidence.POSSIBLE.label() + " would count it"
                                            : "a lower gate.block or gate.warn would count it";
        };
    }

    private static String where(Occurrence occurrence) {
        String path = String.valueOf(occurrence.location().path());
        return occurrence.location() instanceof Location.Text(_, var region) && region != null
                ? path + ":" + region.startLine() + ":" + region.startColumn()
                : path;
    }

    private static String context(Occurrence occurrence) {
        if (!(occurrence.location() instanceof Location.Text(var place, _)) || place.traits().isEmpty()) {
            return "";
        }
        return " ("
                + String.join(", ",
                        place.traits().stream().map(Trait::name).map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList())
                + ")";
    }
}
