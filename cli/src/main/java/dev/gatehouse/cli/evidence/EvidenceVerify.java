package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Whether evidence is what somebody signed.
@CommandLine.Command(name = "verify", sortOptions = false, description = {
    "Verify that a trusted key signed the evidence, and that the page and the JSON beside the signature are those that it signed.",
    ""}, footer = {"", "Example:", "  gatehouse evidence verify evidence-soc2.dsse.json --trust auditor.pub"})
final class EvidenceVerify implements Command {
    private static final long LARGEST = 1L << 20;
    private static final long LARGEST_FILE = 256L << 20;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "The signature, evidence-….dsse.json.")
    Path file = Path.of("");

    @CommandLine.Option(names = "--trust", paramLabel = "FILE", required = true, description = "Public key (PEM) that may sign. Repeatable.")
    List<Path> trust = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new UsageException(file + ": there is no such file, or it is no signature");
        }
        Statement statement;
        try {
            Envelope envelope = Envelope.read(file.toString(), Files.readAllBytes(file));
            if (envelope.signers(LedgerOptions.trusted(trust)).isEmpty()) {
                console.out().println("NOT verified: no trusted key signed it");
                return ExitCode.BLOCKED;
            }
            if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)) {
                console.out().println("NOT verified: it is signed, but it is no statement");
                return ExitCode.BLOCKED;
            }
            statement = Statement.read(file.toString(), envelope.payload());
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        if (!statement.predicateType().equals(SignedEvidence.PREDICATE_TYPE)) {
            console.out().println("NOT verified: it is signed, but it is no evidence");
            return ExitCode.BLOCKED;
        }
        boolean whole = true;
        for (Statement.Subject subject : statement.subjects()) {
            String wrong = wrong(subject);
            console.out().println(
                    (wrong == null ? "as signed  " : "NOT        ") + subject.name() + (wrong == null ? "" : ": " + wrong));
            whole &= wrong == null;
        }
        console.out().println(whole ? "verified: a trusted key signed it, and nothing was changed" : "NOT verified");
        return whole ? ExitCode.PASS : ExitCode.BLOCKED;
    }

    /// What is wrong with the file that a subject names, beside the signature; null if nothing is.
    private @Nullable String wrong(Statement.Subject subject) throws IOException {
        String name = subject.name();
        // A name that leads elsewhere is none of ours, whoever signed it.
        if (name == null || !name.matches("evidence-[a-z0-9-]{1,64}\\.(json|html)")) {
            return "it is no file of evidence";
        }
        Path beside = file.toAbsolutePath().resolveSibling(name);
        if (!Files.isRegularFile(beside) || Files.size(beside) > LARGEST_FILE) {
            return "it does not lie beside the signature";
        }
        return SignedEvidence.sha256(Files.readAllBytes(beside)).equals(subject.digests().get("sha256"))
                ? null
                : "it was changed";
    }
}
