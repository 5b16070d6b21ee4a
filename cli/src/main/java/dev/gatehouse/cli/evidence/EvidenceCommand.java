package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.compliance.Answer;
import dev.gatehouse.compliance.Deployments;
import dev.gatehouse.compliance.Evidence;
import dev.gatehouse.compliance.EvidenceJson;
import dev.gatehouse.compliance.EvidencePage;
import dev.gatehouse.compliance.Facts;
import dev.gatehouse.compliance.Framework;
import dev.gatehouse.compliance.Period;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.ledger.Verification;
import dev.gatehouse.ledger.record.Deployed;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Controls of a framework and the proof of them.
@CommandLine.Command(name = "evidence", sortOptions = false, description = {
    "Say for ten controls of a framework what the ledger proves of them in a period: satisfied, not satisfied or unknown, with the entries behind it and the gaps. Writes a page, JSON, and with --key a signature over both.",
    ""}, footer = {"", "Examples:",
        "  gatehouse evidence --framework soc2 --from 2026-01-01 --to 2026-04-01 --deployments deployed.jsonl",
        "  gatehouse evidence --framework pci-dss --from 2026-01-01 --to 2026-04-01 --key auditor.key --trust ledger.pub --checkpoint kept.txt",
        "  gatehouse evidence verify evidence-soc2.dsse.json --trust auditor.pub"}, subcommands = EvidenceVerify.class)
public final class EvidenceCommand implements Command {
    private static final long LARGEST = 64 << 20;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--framework", paramLabel = "ID", description = "soc2 or pci-dss.")
    @Nullable
    String framework;

    @CommandLine.Option(names = "--from", paramLabel = "TIME", description = "Begin of the period: a date or time, ISO 8601.")
    @Nullable
    String from;

    @CommandLine.Option(names = "--to", paramLabel = "TIME", description = "End of the period, not in it.")
    @Nullable
    String to;

    @CommandLine.Option(names = "--deployments", paramLabel = "FILE", description = "What was deployed, JSON lines of time, environment, digest. Without it, and without deployments in the ledger, controls about deployments are unknown.")
    @Nullable
    Path deployments;

    @CommandLine.Option(names = "--as-of", paramLabel = "TIME", description = "The moment for which the answers hold; now by default. Later entries do not count.")
    @Nullable
    String asOf;

    @CommandLine.Option(names = "--trust", paramLabel = "FILE", description = "Public key (PEM) that may sign the ledger. Repeatable.")
    List<Path> trust = new ArrayList<>();

    @CommandLine.Option(names = "--checkpoint", paramLabel = "FILE", description = "A signed checkpoint that was kept elsewhere, or a decision.json that carries one.")
    @Nullable
    Path checkpoint;

    @CommandLine.Option(names = "--output", paramLabel = "DIR", description = "Folder for the files; the current folder by default.")
    Path output = Path.of("");

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (framework == null || from == null || to == null) {
            throw new UsageException("evidence needs --framework, --from and --to");
        }
        Framework asked;
        Period period;
        try {
            asked = Framework.of(framework);
            period = new Period(time("--from", from), time("--to", to));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        if (!ledger.exists(console)) {
            throw new UsageException("there is no ledger in " + ledger.folder(console) + "; name one with --ledger");
        }
        // Keys first: half of the files would be worse than none.
        SigningKey key = ledger.signingKey(console);
        Verification verified = Verification.of(ledger.folder(console), LedgerOptions.trusted(trust),
                LedgerVerify.kept(checkpoint));
        if (!verified.sound()) {
            verified.problems().forEach(problem -> console.err().println("gatehouse: ledger: " + problem));
        }
        List<Recorded> records = ledger.book(console).records();
        Instant moment = asOf == null ? Instant.now() : time("--as-of", asOf);
        Evidence evidence = Evidence.of(asked,
                new Facts(period, records, MainLine.changes(period), deployed(period, records), verified, moment));
        write(console, evidence, key);
        show(console, evidence);
        return ExitCode.PASS;
    }

    private void write(Console console, Evidence evidence, @Nullable SigningKey key) throws IOException {
        Files.createDirectories(output.toAbsolutePath());
        String name = "evidence-" + evidence.framework().id();
        byte[] json = EvidenceJson.of(evidence);
        byte[] page = EvidencePage.of(evidence);
        ReportFile.write(output.resolve(name + ".json"), out -> out.write(json));
        ReportFile.write(output.resolve(name + ".html"), out -> out.write(page));
        if (key != null) {
            byte[] envelope = SignedEvidence.envelope(name, json, page, key);
            ReportFile.write(output.resolve(name + ".dsse.json"), out -> out.write(envelope));
        }
        console.err().println("written: " + output.resolve(name + ".html") + ", .json"
                + (key == null ? "; not signed (--key)" : ", .dsse.json"));
    }

    private static void show(Console console, Evidence evidence) {
        for (Evidence.Answered each : evidence.controls()) {
            console.out().println("%-13s  %-8s %s".formatted(each.answer().state().label().replace('-', ' '), each.control().id(),
                    each.control().title()));
            each.answer().gaps().stream().limit(5).forEach(gap -> console.out().println(" ".repeat(24) + "gap "
                    + gap.time().toString().substring(0, 10) + "  " + gap.what()));
            if (each.answer().gaps().size() > 5) {
                console.out().println(" ".repeat(24) + "and " + (each.answer().gaps().size() - 5) + " more gaps");
            }
        }
        console.out().println(evidence.count(Answer.State.SATISFIED) + " satisfied, "
                + evidence.count(Answer.State.NOT_SATISFIED) + " not satisfied, " + evidence.count(Answer.State.UNKNOWN)
                + " unknown");
    }

    /// Those of the file, and those that the ledger itself records; null if neither says anything.
    private @Nullable List<Facts.Deployment> deployed(Period period, List<Recorded> records) throws UsageException, IOException {
        List<Facts.Deployment> all = new ArrayList<>();
        for (Recorded each : records) {
            if (each.record() instanceof Deployed deployed) {
                all.add(new Facts.Deployment(deployed.time(), deployed.environment(), deployed.subject()));
            }
        }
        if (deployments == null && all.isEmpty()) {
            return null;
        }
        if (deployments != null) {
            if (!Files.isRegularFile(deployments) || Files.size(deployments) > LARGEST) {
                throw new UsageException("--deployments " + deployments + ": there is no such file, or it is too large");
            }
            try {
                all.addAll(Deployments.read(deployments.toString(), Files.readAllBytes(deployments)));
            } catch (DocumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()), e);
            }
        }
        return all.stream().filter(each -> period.holds(each.time())).distinct().toList();
    }

    private static Instant time(String option, String text) throws UsageException {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(option + " takes a date or time such as 2026-03-31 or 2026-03-31T12:00:00Z", e);
        }
    }
}
