package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// A second person agrees to an exception.
@CommandLine.Command(name = "approve", sortOptions = false, description = {
    "Sign an exception as an approver whom gatehouse.yaml lists, and write the signature into the entry.",
    "Who asked for it cannot approve it; a later edit of the entry makes the signature void.", ""}, footer = {"", "Example:",
        "  gatehouse approve ex-20261130-5f3a --key ~/.ssh/id_ed25519"})
public final class ApproveCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", paramLabel = "EXCEPTION", description = "Id of the exception; gatehouse except list shows them.")
    String id = "";

    @CommandLine.Option(names = "--key", required = true, paramLabel = "FILE", description = "SSH key of the approver; one with a passphrase or in an agent is used through ssh-keygen.")
    Path key = Path.of("");

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Root of the repository; the current folder by default.")
    Path root = Path.of("");

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @CommandLine.Option(names = {"-y", "--yes"}, description = "Do not ask once more.")
    boolean yes;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        Configuration configuration = Workplace.configuration(console, root, config).configuration();
        ExceptionEntry entry = configuration.exceptions().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new UsageException("there is no exception '" + id + "'; gatehouse except list shows them"));
        console.out().print(entry.statement());
        console.out().flush();
        if (!yes && console.inIsTerminal() && !new Question(console).agrees("sign this")) {
            console.err().println("gatehouse: nothing was signed");
            return ExitCode.PASS;
        }
        ExceptionEntry.Approval approval = Signing.approve(entry, key, configuration.approvers());
        ConfigurationFile file = ConfigurationFile.of(root, config);
        file.approve(id, approval);
        console.out().println("\n" + file.path() + ": " + approval.approver() + " approves exception " + id + " until "
                + entry.expires());
        console.out().println("next: commit it");
        return ExitCode.PASS;
    }
}
