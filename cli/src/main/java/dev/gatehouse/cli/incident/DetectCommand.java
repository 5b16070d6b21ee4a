package dev.gatehouse.cli.incident;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.Actor;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.Ownership;
import dev.gatehouse.cli.scan.ReportOptions;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Verdicts;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.detection.AlertFindings;
import dev.gatehouse.detection.DetectionRules;
import dev.gatehouse.detection.Detector;
import dev.gatehouse.detection.sigma.SigmaReader;
import dev.gatehouse.detection.sigma.SigmaRule;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Runs detection rules over events.
@CommandLine.Command(name = "detect", sortOptions = false, description = {
    "Run detection rules (Sigma format) over events of Falco or the Kubernetes audit log. With --open-incidents what is found is kept in the ledger until somebody resolves it.",
    ""}, footer = {"", "Examples:", "  gatehouse detect --input falco.jsonl",
        "  kubectl logs -n falco ds/falco | gatehouse detect --input - --open-incidents",
        "  gatehouse detect --input audit.log --rules our-rules/ --report html=alerts.html"})
public final class DetectCommand implements Command {
    private static final int MOST_RULE_FILES = 10_000;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--input", paramLabel = "FILE", required = true, description = "Events, one JSON object a line; - reads standard input. Repeatable.")
    List<String> inputs = new ArrayList<>();

    @CommandLine.Option(names = "--rules", paramLabel = "PATH", description = "A rule file, or a folder of .yml files, beside our own rules. Repeatable.")
    List<Path> rules = new ArrayList<>();

    @CommandLine.Option(names = "--open-incidents", description = "Open an incident in the ledger for what is found, unless one is open already.")
    boolean openIncidents;

    @CommandLine.Option(names = "--stage", paramLabel = "STAGE", converter = ScanArguments.StageConverter.class, description = "Gate at this stage. Without it nothing is gated.")
    @Nullable
    Stage stage;

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @CommandLine.Mixin
    ReportOptions reports = new ReportOptions();

    private final Incidents.Gathered gathered = new Incidents.Gathered();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        reports.check(stage);
        List<SigmaRule> all = rules();
        var detector = new Detector(all);
        var findings = new AlertFindings();
        List<Diagnostic> diagnostics = new ArrayList<>();
        long events = 0;
        for (String input : inputs) {
            try (InputStream in = input.equals("-") ? console.in() : Files.newInputStream(Path.of(input))) {
                Detector.Extent extent = detector.run(input.equals("-") ? "<stdin>" : input, in, alert -> {
                    findings.add(alert);
                    gathered.add(alert);
                }, diagnostics::add);
                events += extent.events();
                if (extent.events() == 0 && diagnostics.stream().noneMatch(each -> input.equals(each.where()))) {
                    diagnostics.add(Diagnostic.of("no-events", Diagnostic.Kind.DEGRADED, input, "it holds no event",
                            "if the sensor should have seen something, look whether it runs"));
                }
                if (extent.unknown() > 0) {
                    diagnostics.add(Diagnostic.of("sensor-unknown", Diagnostic.Kind.NOTE, input, extent.unknown()
                            + " events come from a sensor that is not known here; only rules without a logsource were asked",
                            null));
                }
            }
        }
        var coverage = new Coverage(events, events, 0, 0, 0, diagnostics);
        Assessment.Result result = Verdicts.of(console, stage, "events of " + String.join(", ", inputs), digest(all),
                findings.findings(),
                coverage);
        reports.write(console, result);
        if (openIncidents && !findings.findings().isEmpty()) {
            open(console);
        }
        return result.exitCode();
    }

    private void open(Console console) throws UsageException, IOException {
        EvidenceBook book = ledger.book(console);
        List<Recorded> records = book.records();
        List<IncidentState> opened = gathered.toOpen(records, Ownership.ofService(console), Instant.now());
        if (opened.isEmpty()) {
            return;
        }
        book.append(opened, Actor.of(console.environment()));
        for (IncidentState incident : opened) {
            IncidentState.Origin origin = incident.origin();
            console.err().println("gatehouse: incident opened: " + incident.title() + " on " + incident.subject()
                    + (origin.commit() == null ? "" : ", built from " + origin.commit())
                    + (origin.owners().isEmpty() ? "" : ", owned by " + String.join(", ", origin.owners()))
                    + "; resolve it with: gatehouse incident resolve " + incident.id() + " --reason '…'");
        }
    }

    private List<SigmaRule> rules() throws UsageException, IOException {
        List<SigmaRule> all = new ArrayList<>(DetectionRules.builtIn());
        for (Path path : rules) {
            for (Path file : files(path)) {
                try {
                    all.addAll(SigmaReader.read(file.toString(), Files.readAllBytes(file)));
                } catch (DocumentException e) {
                    throw new UsageException(String.valueOf(e.getMessage()), e);
                }
            }
        }
        return all;
    }

    private static List<Path> files(Path path) throws UsageException, IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new UsageException("--rules " + path + ": there is no such file or folder");
        }
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .filter(Files::isRegularFile)
                    .sorted().limit(MOST_RULE_FILES).toList();
        }
    }

    private static String digest(List<SigmaRule> rules) {
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(rule.header()).append('\n'));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return "detection:" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
