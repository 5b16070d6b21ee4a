package dev.gatehouse.cli.incident;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.ledger.record.IncidentState;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What happened and is being dealt with.
@CommandLine.Command(name = "incident", sortOptions = false, description = {"Incidents that detection opened.", ""}, footer = {"",
    "Examples:", "  gatehouse incident list",
    "  gatehouse incident resolve detection/1:5f3a --reason 'image rebuilt, key rotated' --by kim@example.com"}, subcommands = {
        IncidentCommand.ListAll.class, IncidentCommand.Resolve.class})
public final class IncidentCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do: gatehouse incident list or resolve");
    }

    private static EvidenceBook book(Console console, LedgerOptions ledger) throws UsageException, IOException {
        if (!ledger.exists(console)) {
            throw new UsageException("there is no ledger in " + ledger.folder(console)
                    + " yet; gatehouse detect --open-incidents begins one, or name one with --ledger");
        }
        return ledger.book(console);
    }

    /// Lists them.
    @CommandLine.Command(name = "list", sortOptions = false, description = "List the incidents, oldest first. Exit code 1 if one is open.", footer = {
        "", "Example:", "  gatehouse incident list"})
    static final class ListAll implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Mixin
        LedgerOptions ledger = new LedgerOptions();

        @Override
        public ExitCode run(Console console) throws UsageException, IOException {
            List<IncidentState> all = Incidents.newest(book(console, ledger).records());
            for (IncidentState incident : all) {
                boolean open = incident.open();
                console.out().println(
                        (open ? "open      " : "resolved  ") + incident.opened() + "  " + incident.severity() + "  "
                                + incident.title());
                console.out().println("    " + incident.id() + " on " + incident.subject() + ", " + incident.events()
                        + (incident.events() == 1 ? " event" : " events") + origin(incident.origin())
                        + (incident.resolution() == null ? "" : "; " + incident.resolution()));
            }
            long open = all.stream().filter(IncidentState::open).count();
            console.err().println(all.size() + (all.size() == 1 ? " incident, " : " incidents, ") + open + " open");
            return open > 0 ? ExitCode.BLOCKED : ExitCode.PASS;
        }

        private static String origin(IncidentState.Origin origin) {
            return (origin.commit() == null ? "" : ", built from " + origin.commit())
                    + (origin.owners().isEmpty() ? "" : ", owned by " + String.join(", ", origin.owners()));
        }
    }

    /// Resolves one.
    @CommandLine.Command(name = "resolve", sortOptions = false, description = "Say that an incident is dealt with, and how.", footer = {
        "", "Example:", "  gatehouse incident resolve detection/1:5f3a --reason 'image rebuilt, key rotated'"})
    static final class Resolve implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Parameters(index = "0", paramLabel = "ID", description = "Id of the incident, or its beginning.")
        String id = "";

        @CommandLine.Option(names = "--reason", paramLabel = "TEXT", required = true, description = "What was found and done.")
        String reason = "";

        @CommandLine.Option(names = "--by", paramLabel = "WHO", description = "Who resolves it.")
        @Nullable
        String by;

        @CommandLine.Mixin
        LedgerOptions ledger = new LedgerOptions();

        @Override
        public ExitCode run(Console console) throws UsageException, IOException {
            EvidenceBook book = book(console, ledger);
            List<IncidentState> found = Incidents.newest(book.records()).stream()
                    .filter(incident -> incident.open() && incident.id().startsWith(id)).toList();
            if (found.size() != 1) {
                throw new UsageException(found.isEmpty()
                        ? "no open incident has the id " + id + "; see: gatehouse incident list"
                        : found.size() + " open incidents begin with " + id + "; write more of the id");
            }
            if (reason.isBlank()) {
                throw new UsageException("--reason is empty: say what was found and done");
            }
            book.append(List.of(found.getFirst().resolved(reason)), by);
            console.err().println("resolved: " + found.getFirst().title() + " on " + found.getFirst().subject());
            return ExitCode.PASS;
        }
    }
}
