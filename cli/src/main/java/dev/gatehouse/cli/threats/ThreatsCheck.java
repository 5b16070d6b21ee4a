package dev.gatehouse.cli.threats;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.ThreatWatch;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.Remembered;
import dev.gatehouse.cli.scan.ReportOptions;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.cli.scan.WorkTree;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.report.format.ReportKind;
import dev.gatehouse.threatmodel.Assessment;
import dev.gatehouse.threatmodel.Reopening;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;

/// Judges the model: `gatehouse scan --only threatmodel` at a gate, with the difference to what was reviewed before it.
@CommandLine.Command(name = "check", sortOptions = false, description = {
    "Hold the model against threats.yaml and decide: a way in or a data store that nobody reviewed fails, and so does a grave threat without an answer, or with one that an open incident in the ledger shows not to hold.",
    ""}, footer = {"", "Example:", "  gatehouse threats check --base origin/main --report markdown=threats.md"})
final class ThreatsCheck implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Mixin
    ScanArguments arguments = new ScanArguments();

    @CommandLine.Mixin
    ReportOptions reports = new ReportOptions();

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        arguments.only = List.of("threatmodel");
        if (arguments.stage == null) {
            arguments.stage = Stage.PULL_REQUEST;
        }
        reports.check(arguments.stage);
        var judged = new AtomicReference<Assessment>();
        List<Reopening> reopenings = ledger.exists(console) ? Reopenings.of(ledger.book(console).records()) : List.of();
        // The first is that of the state that is judged, the second that of the base.
        arguments.threats = new ThreatWatch(reopenings, model -> {
            if (judged.get() == null) {
                judged.set(model);
            }
        });
        dev.gatehouse.cli.scan.Assessment.Result result;
        try (Watched watched = new Watched(console, arguments, reports.quiet())) {
            result = watched.run();
        }
        Assessment assessment = judged.get();
        if (assessment != null && reports.shows(ReportKind.TERMINAL)) {
            show(console, assessment.diff());
        }
        reports.write(console, result, Remembered.in(ledger, console, result, null, false));
        return result.exitCode();
    }

    private void show(Console console, List<String> diff) throws UsageException, IOException {
        if (diff.isEmpty()) {
            return;
        }
        console.out().println("--- reviewed in threats.yaml");
        console.out().println("+++ declared in the repository");
        diff.forEach(console.out()::println);
        console.out().println();
        Path start = Path.of(arguments.paths.isEmpty() ? "" : arguments.paths.getFirst());
        if (CurrentModel.text(WorkTree.root(start)).isBlank()) {
            console.out().println(
                    "There is no threats.yaml yet. Look at the picture (gatehouse threats diagram), answer the threats below,");
            console.out().println("then say that you have looked: gatehouse threats review --by YOU");
            console.out().println();
        }
    }
}
