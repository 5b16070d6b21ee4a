package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.attest.ImageAccess;
import dev.gatehouse.cli.evidence.ExceptionApprovals;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// A second person agrees to an exception, or to the release of an image.
@CommandLine.Command(name = "approve", sortOptions = false, description = {
    "Sign an exception as an approver whom gatehouse.yaml lists, and write the signature into the entry; or sign the warnings of a release, and attach the signature to the image.",
    "Who asked for it cannot approve it; a later edit makes the signature void.", ""}, footer = {"", "Examples:",
        "  gatehouse approve ex-20261130-5f3a --key ~/.ssh/id_ed25519",
        "  gatehouse approve oci:build/image@sha256:… --key ~/.ssh/id_ed25519 --reason 'fix is planned' --expires 30d",
        "  gatehouse approve oci:build/image@sha256:… --accept iac/1:k8s-seccomp-off.3f2a --key ~/.ssh/id_ed25519 --reason 'old kernel' --expires 30d",
        "  gatehouse approve sha256:… --key ~/.ssh/id_ed25519 --reason 'fix is planned' --expires 30d    an image that the ledger knows"})
public final class ApproveCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", paramLabel = "EXCEPTION|IMAGE", description = "Id of an exception (gatehouse except list shows them), or an image by its digest: oci:DIR@DIGEST, registry:NAME@DIGEST, or DIGEST.")
    String id = "";

    @CommandLine.Option(names = "--key", required = true, paramLabel = "FILE", description = "SSH key of the approver; one with a passphrase or in an agent is used through ssh-keygen.")
    Path key = Path.of("");

    @CommandLine.Option(names = "--reason", paramLabel = "TEXT", description = "Why the image may go out with its warnings.")
    @Nullable
    String reason;

    @CommandLine.Option(names = "--expires", paramLabel = "WHEN", description = "Last day on which the approval of an image holds: 2026-12-31, 30d, 6w.")
    @Nullable
    String expires;

    @CommandLine.Option(names = "--accept", paramLabel = "FINGERPRINT", description = "A warning that only the gate before deployment gives, as it names it: fingerprint of the finding, or the text of a warning without one. Repeatable; the warnings of the release are always among them.")
    List<String> accepts = new ArrayList<>();

    @CommandLine.Option(names = "--trusted-key", paramLabel = "FILE", description = "Public key (PEM) that may sign releases: only a decision that it signed is shown and approved. Repeatable; those of release.trusted-keys by default.")
    List<Path> trusted = new ArrayList<>();

    @CommandLine.Option(names = "--ledger", paramLabel = "DIR", description = "Folder of the ledger in which approvals are written down; by default what GATEHOUSE_LEDGER names, else .gatehouse/ledger at the root of the repository.")
    @Nullable
    Path ledger;

    @CommandLine.Option(names = "--ledger-key", paramLabel = "FILE", description = "Private key (PEM) that signs the ledger; without it the next release, gate or scan with that ledger writes the approval down.")
    @Nullable
    Path ledgerKey;

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Root of the repository; the current folder by default.")
    Path root = Path.of("");

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @CommandLine.Option(names = {"-y", "--yes"}, description = "Do not ask once more.")
    boolean yes;

    @CommandLine.Mixin
    ImageAccess access = new ImageAccess();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        Configuration configuration = Workplace.configuration(console, root, config).configuration();
        if (id.contains(":")) {
            LedgerOptions options = LedgerOptions.of(ledger, ledgerKey);
            return new ImageApproval(console, configuration, key, options, access).run(id, this);
        }
        if (reason != null || expires != null || !accepts.isEmpty()) {
            throw new UsageException(
                    "an exception has its reason and its end already; --reason, --expires and --accept belong to an image");
        }
        ExceptionEntry entry = configuration.exceptions().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new UsageException("there is no exception '" + id + "'; gatehouse except list shows them"));
        console.out().print(entry.statement());
        console.out().flush();
        if (!agrees(console)) {
            return ExitCode.PASS;
        }
        ExceptionEntry.Approval approval = Signing.approve(entry, key, configuration.approvers());
        ConfigurationFile file = ConfigurationFile.of(root, config);
        file.approve(id, approval);
        console.out().println("\n" + file.path() + ": " + approval.approver() + " approves exception " + id + " until "
                + entry.expires());
        console.out().println("next: commit it");
        new ApprovalNote(console, LedgerOptions.of(ledger, ledgerKey)).write(ExceptionApprovals.of(entry, approval.approver()));
        return ExitCode.PASS;
    }

    /// Asks once more, where somebody can be asked.
    boolean agrees(Console console) throws UsageException, IOException {
        if (!yes && console.inIsTerminal() && !new Question(console).agrees("sign this")) {
            console.err().println("gatehouse: nothing was signed");
            return false;
        }
        return true;
    }
}
