package dev.gatehouse.cli.advisories;

import dev.gatehouse.advisory.update.AdvisoryHome;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.LedgerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Imports.
@CommandLine.Command(name = "import", sortOptions = false, description = "Take over advisories from files, folders and archives (zip, tar, gz), without a network. The format is recognised.", footer = {
    "",
    "Formats: OSV, RustSec, rubysec, FriendsOfPHP, GitLab, Alpine secdb, Debian tracker, Retire.js, CISA KEV, EPSS, endoflife.date.",
    "What was imported under the same name before is replaced.", "", "Example:",
    "  gatehouse advisories import all.zip ruby-advisory-db/"})
final class ImportCommand extends OnAdvisories {
    @CommandLine.Parameters(paramLabel = "PATH", arity = "1..*", description = "File, folder or archive.")
    List<Path> paths = List.of();

    @CommandLine.Option(names = "--report", paramLabel = "KIND=FILE", description = "Write a report of what is known against the kept bills of materials of what is deployed; repeatable.")
    List<String> reports = new ArrayList<>();

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageException(path + ": there is no such file or folder");
            }
        }
        AdvisoryHome home = home(console);
        home.importFrom(paths).forEach((path, summary) -> report(console, String.valueOf(path.getFileName()), summary));
        reportMore(console);
        rematch(console, home, ledger, reports);
        return ExitCode.PASS;
    }
}
