package dev.gatehouse.cli.threats;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.WorkTree;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.threatmodel.Assessment;
import dev.gatehouse.threatmodel.Register;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine;

/// Says that somebody has looked at the whole model.
@CommandLine.Command(name = "review", sortOptions = false, description = {
    "Write into threats.yaml that you have looked at every element of the model. What stands there stays as it is.",
    ""}, footer = {"",
        "Example:", "  gatehouse threats review --by kim@example.com --dry-run"})
final class ThreatsReview implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--by", paramLabel = "WHO", required = true, description = "Who looked.")
    String by = "";

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Where to look; the current folder by default.")
    Path root = Path.of("");

    @CommandLine.Option(names = "--dry-run", description = "Print the file and write nothing.")
    boolean dryRun;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Assessment assessment = CurrentModel.of(console, root, today);
        Path file = WorkTree.root(root).resolve(Register.FILE);
        String text = CurrentModel.text(WorkTree.root(root));
        String reviewed;
        try {
            reviewed = Register.reviewed(Register.FILE, text, assessment.model(), by, today);
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        if (dryRun) {
            console.out().print(reviewed);
            return ExitCode.PASS;
        }
        if (!reviewed.equals(text)) {
            ReportFile.write(file, out -> out.write(reviewed.getBytes(StandardCharsets.UTF_8)));
        }
        console.out().println(assessment.unreviewed().isEmpty()
                ? "Everything was reviewed already."
                : assessment.unreviewed().size() + (assessment.unreviewed().size() == 1 ? " element" : " elements")
                        + " reviewed in " + Register.FILE + "; commit it with the change that brought them.");
        if (!assessment.open().isEmpty()) {
            console.out().println("Threats without an answer: " + assessment.open().size() + ". See: gatehouse threats check");
        }
        return ExitCode.PASS;
    }
}
