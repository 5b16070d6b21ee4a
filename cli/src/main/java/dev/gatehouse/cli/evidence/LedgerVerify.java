package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.ledger.Verification;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.report.json.ReportFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Whether the ledger can be believed.
@CommandLine.Command(name = "verify", sortOptions = false, description = {
    "Verify the ledger offline: that no entry was edited, removed, added or reordered; with a checkpoint that was kept elsewhere also that none was taken away at the end.",
    ""}, footer = {"", "Examples:", "  gatehouse ledger verify --trust ledger.pub",
        "  gatehouse ledger verify --trust ledger.pub --checkpoint kept-elsewhere.txt",
        "Exit codes: 0 sound, 1 something is wrong, 3 nothing is wrong but completeness was to be proven and is not."})
final class LedgerVerify implements Command {
    private static final long LARGEST = 64 << 20;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @CommandLine.Option(names = "--trust", paramLabel = "FILE", description = "Public key (PEM) that may sign checkpoints. Repeatable.")
    List<Path> trust = new ArrayList<>();

    @CommandLine.Option(names = "--checkpoint", paramLabel = "FILE", description = "A signed checkpoint that was kept elsewhere, or a decision.json that carries one; needs --trust.")
    @Nullable
    Path checkpoint;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (checkpoint != null && trust.isEmpty()) {
            throw new UsageException(
                    "--checkpoint proves something only if its signature is verified: name the key with --trust");
        }
        Verification result = Verification.of(ledger.folder(console), LedgerOptions.trusted(trust), kept());
        Checkpoint now = result.checkpoint();
        console.out().println((now == null ? "ledger" : now.origin()) + ": " + result.entries()
                + (result.entries() == 1 ? " entry" : " entries") + ", checkpoint "
                + (result.signed()
                        ? "signed by a trusted key"
                        : trust.isEmpty() ? "not verified against a key (--trust)" : "not signed by a trusted key"));
        result.problems().forEach(problem -> console.out().println("  " + problem));
        console.out().println(switch (result.completeness()) {
            case PROVEN -> "complete: everything that the kept checkpoint covers is there";
            case NOT_PROVEN ->
                "completeness is not proven: without a signed checkpoint that was kept elsewhere, newest entries may have been taken away";
            case REFUTED -> "NOT complete";
        });
        console.out().println(result.sound() ? "sound: nothing was edited, removed, added or reordered" : "NOT sound");
        if (!result.sound()) {
            return ExitCode.BLOCKED;
        }
        return checkpoint != null && result.completeness() != Verification.Completeness.PROVEN
                ? ExitCode.UNPROVEN
                : ExitCode.PASS;
    }

    private @Nullable Checkpoint kept() throws UsageException, IOException {
        if (checkpoint == null) {
            return null;
        }
        try {
            return Checkpoint.parse(note(checkpoint));
        } catch (LedgerException e) {
            throw new UsageException("--checkpoint " + checkpoint + ": " + e.getMessage(), e);
        }
    }

    /// The note in a file: the file itself, or what decision.json has in it.
    private static byte[] note(Path file) throws UsageException, IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new UsageException("--checkpoint " + file + ": there is no such file, or it is no checkpoint");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0 || bytes[0] != '{') {
            return bytes;
        }
        try {
            String note = DecisionJson.checkpoint(new ByteArrayInputStream(bytes));
            if (note == null) {
                throw new UsageException(
                        "--checkpoint " + file + ": this decision carries no checkpoint; it was made without --ledger");
            }
            return note.getBytes(StandardCharsets.UTF_8);
        } catch (ReportFormatException e) {
            throw new UsageException("--checkpoint " + file + ": " + e.getMessage(), e);
        }
    }
}
