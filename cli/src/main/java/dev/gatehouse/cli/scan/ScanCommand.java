package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.LedgerOptions;
import java.io.IOException;
import picocli.CommandLine;

/// Looks at a working tree, history, index, range or standard input.
@CommandLine.Command(name = "scan", sortOptions = false, description = {
    "Look at a working tree (or other state) and report what is found. With --stage it also decides.", ""}, footer = {"",
        "Examples:", "  gatehouse scan                                   the working tree in this folder",
        "  gatehouse scan --history --report html=report.html   every commit, as a page",
        "  gatehouse scan --stage commit --staged           what the commit hook does",
        "  gatehouse scan --stage pull-request --base origin/main --report sarif=out.sarif",
        "  gatehouse scan registry:registry.example/team/shop:1.4   a container image; also oci:DIR, archive:FILE",
        "  git diff | gatehouse scan -                      standard input"})
public final class ScanCommand implements Command {
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
        return run(console, arguments, reports, ledger);
    }

    /// Looks, judges, remembers and reports.
    ///
    /// @param ledger what is remembered there, if somebody named one
    /// @throws UsageException if arguments or configuration are wrong
    /// @throws InterruptedException if the user stopped it
    public static ExitCode run(Console console, ScanArguments arguments, ReportOptions reports, LedgerOptions ledger)
            throws UsageException, IOException, InterruptedException {
        reports.check(arguments.stage);
        Assessment.Result result;
        String image;
        boolean partial;
        try (Watched watched = new Watched(console, arguments, reports.quiet())) {
            image = watched.assessment().imageDigest();
            partial = watched.assessment().partial();
            result = watched.run();
        }
        reports.write(console, result, Remembered.in(ledger, console, result, image, partial));
        return result.exitCode();
    }
}
