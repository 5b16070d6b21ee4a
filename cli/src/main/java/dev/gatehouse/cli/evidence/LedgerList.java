package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.LedgerException;
import java.io.IOException;
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
                    console.out().println(entry.index() + "  " + event.time() + "  " + event.kind() + "  "
                            + (event.subject() == null ? "-" : event.subject())
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
}
