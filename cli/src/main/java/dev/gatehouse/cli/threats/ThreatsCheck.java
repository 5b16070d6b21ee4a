package dev.gatehouse.cli.threats;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.ReportOptions;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.ScanCommand;
import dev.gatehouse.cli.scan.WorkTree;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.report.format.ReportKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine;

/// Judges the model: `gatehouse scan --only threatmodel` at a gate, with the difference to what was reviewed before it.
@CommandLine.Command(name = "check", sortOptions = false, description = {
    "Hold the model against threats.yaml and decide: a way in or a data store that nobody reviewed fails, and so does a grave threat without an answer.",
    ""}, footer = {"", "Example:", "  gatehouse threats check --base origin/main --report markdown=threats.md"})
final class ThreatsCheck implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Mixin
    ScanArguments arguments = new ScanArguments();

    @CommandLine.Mixin
    ReportOptions reports = new ReportOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        arguments.only = List.of("threatmodel");
        if (arguments.stage == null) {
            arguments.stage = Stage.PULL_REQUEST;
        }
        reports.check(arguments.stage);
        if (reports.shows(ReportKind.TERMINAL)) {
            Path start = Path.of(arguments.paths.isEmpty() ? "" : arguments.paths.getFirst());
            List<String> diff = CurrentModel.quietly(console, start, LocalDate.now(ZoneOffset.UTC)).diff();
            if (!diff.isEmpty()) {
                console.out().println("--- reviewed in threats.yaml");
                console.out().println("+++ declared in the repository");
                diff.forEach(console.out()::println);
                console.out().println();
                if (CurrentModel.text(WorkTree.root(start)).isBlank()) {
                    console.out().println(
                            "There is no threats.yaml yet. Look at the picture (gatehouse threats diagram), answer the threats below,");
                    console.out().println("then say that you have looked: gatehouse threats review --by YOU");
                    console.out().println();
                }
            }
        }
        return ScanCommand.run(console, arguments, reports);
    }
}
