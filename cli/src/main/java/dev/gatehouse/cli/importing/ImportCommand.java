package dev.gatehouse.cli.importing;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.Remembered;
import dev.gatehouse.cli.scan.ReportOptions;
import dev.gatehouse.cli.scan.RepositoryTexts;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Verdicts;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.foreign.ForeignFindings;
import dev.gatehouse.foreign.ForeignReport;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Reads reports of other tools.
@CommandLine.Command(name = "import", sortOptions = false, description = {
    "Read reports of other tools into the same findings: the same identity, suppressions, exceptions, gate and report formats. Files that they name are looked up in this repository; secrets in them are masked.",
    ""}, footer = {"", "Examples:", "  gatehouse import sarif semgrep.sarif codeql.sarif --stage pull-request",
        "  gatehouse import zap zap.json --report html=zap.html",
        "  gatehouse import cyclonedx bom.vex.json --stage release --decision gatehouse-decision.json"})
public final class ImportCommand implements Command {
    /// The kind of which most files hold packages and no results at all.
    private static final String BILLS = "cyclonedx";

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", paramLabel = "KIND", description = "sarif, zap (JSON or XML), cyclonedx (JSON or XML).")
    String kind = "";

    @CommandLine.Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Reports of this kind.")
    List<Path> files = new ArrayList<>();

    @CommandLine.Option(names = "--stage", paramLabel = "STAGE", converter = ScanArguments.StageConverter.class, description = "Gate at this stage. Without it nothing is gated.")
    @Nullable
    Stage stage;

    @CommandLine.Option(names = "--baseline", paramLabel = "FILE", description = "Compare with a baseline file.")
    @Nullable
    Path baseline;

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @CommandLine.Mixin
    ReportOptions reports = new ReportOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        reports.check(stage);
        List<ForeignFormat> all = ForeignReport.formats();
        List<ForeignFormat> formats = all.stream().filter(format -> format.kind().equals(kind)).toList();
        if (formats.isEmpty()) {
            throw new UsageException("there is no kind of report '" + kind + "'; kinds: "
                    + String.join(", ", all.stream().map(ForeignFormat::kind).distinct().toList()));
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new UsageException(file + ": there is no such file");
            }
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        long results = 0;
        long skipped = 0;
        long bytes = 0;
        List<dev.gatehouse.core.finding.Finding> found;
        try (RepositoryTexts repository = RepositoryTexts.open(console)) {
            var findings = new ForeignFindings(repository);
            for (Path file : files) {
                ForeignReport.Extent extent = ForeignReport.read(formats, file, file.toString(),
                        result -> findings.add(result, file.toString()), diagnostics::add);
                if (kind.equals(BILLS) && extent.results() + extent.skipped() + extent.unreadable() == 0
                        && diagnostics.stream().noneMatch(each -> file.toString().equals(each.where()))) {
                    diagnostics.add(Diagnostic.of("report-empty", Diagnostic.Kind.DEGRADED, file.toString(),
                            "it names no vulnerability",
                            "to hold its packages against the advisories: gatehouse scan " + file));
                }
                results += extent.results();
                skipped += extent.skipped();
                bytes += Files.size(file);
            }
            found = findings.findings();
        }
        var coverage = new Coverage(results, files.size(), 0, bytes, skipped, diagnostics);
        String names = String.join(", ", files.stream().map(Path::toString).toList());
        Assessment.Result result = Verdicts.of(console, stage, kind + " report " + names, "import:" + kind, found, coverage,
                baseline);
        reports.write(console, result, Remembered.in(ledger, console, result, null, false));
        return result.exitCode();
    }
}
