package dev.gatehouse.cli.advisories;

import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.update.AdvisoryHome;
import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.sbom.Disclosures;
import dev.gatehouse.cli.sbom.KeptBills;
import dev.gatehouse.cli.scan.ReportRequest;
import dev.gatehouse.report.format.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What every command on advisories takes.
abstract class OnAdvisories implements Command {
    private static final int MOST_SHOWN = 20;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--folder", paramLabel = "DIR", description = "Folder of the store; GATEHOUSE_ADVISORIES, else below the cache folder by default.")
    @Nullable
    Path folder;

    /// How many diagnostics have been shown.
    private int shown;

    AdvisoryHome home(Console console) {
        return new AdvisoryHome(folder == null ? Workplace.advisories(console) : folder, diagnostic -> {
            shown++;
            if (shown <= MOST_SHOWN) {
                console.err().println("gatehouse: " + diagnostic);
            }
        }, InstantSource.system());
    }

    /// Matches what is deployed with the advisories as they are now, if there is a ledger.
    ///
    /// @param reports `KIND=FILE` of each report that is wanted
    static void rematch(Console console, AdvisoryHome home, LedgerOptions ledger, List<String> reports)
            throws UsageException, IOException {
        for (String report : reports) {
            ReportRequest.parse(report);
        }
        Optional<AdvisoryStore> opened = home.open();
        if (!ledger.exists(console) || opened.isEmpty()) {
            if (!reports.isEmpty()) {
                throw new UsageException("--report shows the kept bills of materials, and there is no ledger that names any");
            }
            return;
        }
        try (AdvisoryStore store = opened.get()) {
            var bills = new KeptBills(ledger.open(console), ledger.signingKey(console));
            Disclosures disclosures = Disclosures.of(bills, store, console);
            for (String text : reports) {
                ReportRequest request = ReportRequest.parse(text);
                ReportFile.write(request.kind(), disclosures.report(), request.file());
            }
            if (disclosures.opened() + disclosures.closed() > 0) {
                console.err().println(disclosures.opened() + " opened, " + disclosures.closed()
                        + " closed on what is deployed; written to the ledger");
            }
        }
    }

    /// Says what was read and what was not, and why.
    void report(Console console, String name, FeedReader.Summary summary) {
        console.out().printf("%-24s%,10d records%s%n", name, summary.records(),
                summary.malformed() == 0 ? "" : ", " + summary.malformed() + " malformed");
        new TreeMap<>(summary.leftOut())
                .forEach((reason, count) -> console.out().printf("%-24s%,10d left out: %s%n", "", count, reason));
    }

    void reportMore(Console console) {
        if (shown > MOST_SHOWN) {
            console.err().println("gatehouse: and " + (shown - MOST_SHOWN) + " more files that could not be read");
        }
    }
}
