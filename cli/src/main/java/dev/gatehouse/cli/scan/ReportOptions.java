package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.report.format.ReportKind;
import dev.gatehouse.report.format.Reports;
import dev.gatehouse.report.format.Style;
import dev.gatehouse.report.json.DecisionJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a result goes: the options that every command with findings shares.
public final class ReportOptions {
    @Option(names = "--report", paramLabel = "KIND=FILE", description = "Write a report; repeatable. Kinds: json, sarif, html, markdown, junit, csv, gitlab-secrets, gitlab-sast, gitlab-code-quality, github, azure, openvex, cyclonedx-vex, terminal.")
    List<String> reports = new ArrayList<>();

    @Option(names = "--decision", paramLabel = "FILE", description = "Write decision.json; needs --stage.")
    @Nullable
    Path decision;

    @Option(names = "--format", paramLabel = "KIND", description = "What standard output shows; terminal by default.")
    String format = "terminal";

    @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never.")
    Style.Colour color = Style.Colour.AUTO;

    @Option(names = {"-q", "--quiet"}, description = "Print nothing but errors.")
    boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "List suppressed and accepted findings too.")
    boolean verbose;

    @Option(names = "--debug", description = "Show stack traces of errors.")
    boolean debug;

    /// Refuses what cannot be written, before any work is done.
    ///
    /// @param stage the gate; null without one
    /// @throws UsageException if a kind of report is unknown, or a decision is wanted without a gate
    public void check(@Nullable Stage stage) throws UsageException {
        for (String text : reports) {
            ReportRequest.parse(text);
        }
        ReportRequest.kind(format);
        if (decision != null && stage == null) {
            throw new UsageException("--decision needs a gate to decide at, for example --stage pull-request");
        }
    }

    /// Whether progress and notes stay unsaid.
    public boolean quiet() {
        return quiet;
    }

    /// Whether this is what standard output will show.
    ///
    /// @throws UsageException if `--format` names no kind
    public boolean shows(ReportKind kind) throws UsageException {
        return !quiet && ReportRequest.kind(format) == kind;
    }

    /// Writes everything that was asked for.
    public void write(Console console, Assessment.Result result) throws UsageException, IOException {
        write(console, result, null);
    }

    /// Writes everything that was asked for.
    ///
    /// @param checkpoint of the ledger that remembers the result, which decision.json carries; null without a ledger
    public void write(Console console, Assessment.Result result, @Nullable Checkpoint checkpoint)
            throws UsageException, IOException {
        String note = checkpoint == null ? null : checkpoint.note();
        for (String text : reports) {
            ReportRequest request = ReportRequest.parse(text);
            ReportFile.write(request.kind(), result.report(), request.file());
        }
        Decision decided = result.report().decision();
        if (decision != null && decided != null) {
            ReportFile.write(decision, out -> DecisionJson.write(decided, note, out));
        }
        if (!quiet) {
            Style style = Style.detect(console.environment(), color, console.outIsTerminal(), StandardCharsets.UTF_8,
                    console.width(),
                    verbose);
            Reports.write(ReportRequest.kind(format), result.report(), console.out(), style);
        } else {
            result.report().coverage().diagnostics().stream().filter(each -> each.kind() == Diagnostic.Kind.GAP)
                    .forEach(each -> console.err().println("gatehouse: " + each));
        }
    }
}
