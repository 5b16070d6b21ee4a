package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.policy.Approvals;
import dev.gatehouse.policy.SignedApprovals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What is accepted, by whom, and for how long.
@CommandLine.Command(name = "list", sortOptions = false, description = "List what is accepted, the next to end first.", footer = {
    "",
    "Example:", "  gatehouse except list --root services/shop"})
final class ExceptList implements Command {
    /// How long before its end an exception is worth a word.
    private static final int NOTICE_DAYS = 14;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Root of the repository; the current folder by default.")
    Path root = Path.of("");

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @CommandLine.Option(names = "--as-of", paramLabel = "DATE", description = "The day against which expiries count; today by default.")
    @Nullable
    LocalDate asOf;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        Configuration configuration = Workplace.configuration(console, root, config).configuration();
        LocalDate today = asOf == null ? LocalDate.now(ZoneOffset.UTC) : asOf;
        List<ExceptionEntry> entries = configuration.exceptions().stream()
                .sorted(Comparator.comparing(ExceptionEntry::expires).thenComparing(ExceptionEntry::id)).toList();
        for (ExceptionEntry entry : entries) {
            console.out().println(entry.id() + "  " + remaining(today, entry.expires()) + "  " + entry.fingerprint() + ", "
                    + entry.places() + (entry.places() == 1 ? " place" : " places"));
            console.out().println("    owner " + entry.owner() + ", requested by "
                    + (entry.requester() == null ? "nobody named" : entry.requester()) + ", "
                    + approval(new SignedApprovals().check(entry, configuration.approvers()), configuration));
            console.out().println("    " + entry.reason().strip().replace('\n', ' ')
                    + (entry.compensatingControl() == null
                            ? ""
                            : "; meanwhile: " + entry.compensatingControl().strip().replace('\n', ' '))
                    + "  (" + entry.file() + ":" + entry.line() + ")");
        }
        long ending = entries.stream().filter(entry -> !entry.expires().isBefore(today)
                && ChronoUnit.DAYS.between(today, entry.expires()) <= NOTICE_DAYS).count();
        long over = entries.stream().filter(entry -> entry.expires().isBefore(today)).count();
        console.err().println((entries.size() == 1 ? "1 exception" : entries.size() + " exceptions")
                + (ending == 0 ? "" : "; " + ending + " within " + NOTICE_DAYS + " days of the end: fix or ask again")
                + (over == 0 ? "" : "; " + over + " expired: what they covered blocks again"));
        return ExitCode.PASS;
    }

    private static String remaining(LocalDate today, LocalDate expires) {
        long days = ChronoUnit.DAYS.between(today, expires);
        if (days < 0) {
            return "expired " + expires;
        }
        return (days == 0 ? "ends today" : days == 1 ? "1 day left" : days + " days left")
                + (days <= NOTICE_DAYS ? " (!)" : "");
    }

    private static String approval(Approvals.Outcome outcome, Configuration configuration) {
        return switch (outcome) {
            case Approvals.Outcome.Approved approved -> "approved by " + approved.approver();
            case Approvals.Outcome.Refused refused -> "approval refused: " + refused.why();
            case Approvals.Outcome.Unsigned _ -> configuration.approvers().isEmpty()
                    ? "not signed (no approvers: are listed)"
                    : "waits for an approver's signature";
        };
    }
}
