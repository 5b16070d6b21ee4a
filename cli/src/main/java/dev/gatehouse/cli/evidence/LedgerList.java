package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.Deployed;
import dev.gatehouse.ledger.record.FindingClosed;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.ledger.record.SbomKept;
import dev.gatehouse.ledger.record.Scanned;
import dev.gatehouse.ledger.record.Unrecognised;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What the ledger holds.
@CommandLine.Command(name = "list", sortOptions = false, description = {"List the entries, oldest first.", ""}, footer = {"",
    "Example:", "  gatehouse ledger list --kind incident"})
final class LedgerList implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @CommandLine.Option(names = "--kind", paramLabel = "KIND", description = "Only entries of this kind: scan, sbom, decision, approval, release, deployment, finding-opened, finding-closed, incident.")
    @Nullable
    String kind;

    @CommandLine.Option(names = "--verbose", description = "Show the bodies too.")
    boolean verbose;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (!ledger.exists(console)) {
            throw new UsageException("there is no ledger in " + ledger.folder(console) + " yet; name one with --ledger");
        }
        try {
            ledger.open(console).entries(entry -> {
                Event event = entry.event();
                if (kind == null || kind.equals(event.kind())) {
                    console.out()
                            .println(entry.index() + "  " + event.time().truncatedTo(ChronoUnit.SECONDS) + "  " + event.kind()
                                    + told(event) + "  " + (event.subject() == null ? "-" : event.subject())
                                    + (event.actor() == null ? "" : "  by " + event.actor()));
                    if (verbose) {
                        console.out().println("    " + event.body());
                    }
                }
            });
        } catch (LedgerException e) {
            throw new UsageException(e.getMessage() + "; see: gatehouse ledger verify", e);
        }
        return ExitCode.PASS;
    }

    /// What an entry says, in few words; nothing where it cannot be read.
    private static String told(Event event) {
        try {
            return switch (LedgerRecord.of(event)) {
                case Scanned scanned -> " of " + scanned.coverage().places() + " files: " + scanned.findings() + " open";
                case SbomKept bill -> " of " + bill.packages() + (bill.packages() == 1 ? " package" : " packages");
                case Decided decided -> " at " + decided.stage() + ": " + decided.verdict()
                        + (decided.unproven() ? ", unproven" : "");
                case Approved approved -> " of " + approved.what() + " by " + approved.approver() + " until "
                        + approved.expires().truncatedTo(ChronoUnit.DAYS).minusSeconds(1).toString().substring(0, 10);
                case Released released -> ": " + released.verdict();
                case Deployed deployed -> " to " + deployed.environment()
                        + (deployed.workload() == null ? "" : ": " + deployed.workload());
                case FindingOpened opened -> ": " + opened.severity() + (opened.exploited() ? ", exploited" : "");
                case FindingClosed _ -> "";
                case IncidentState incident -> (incident.open() ? " opened: " : " resolved: ") + incident.title();
                case Unrecognised _ -> "";
            };
        } catch (LedgerException e) {
            return " (unreadable)";
        }
    }
}
