package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.diagnostic.Diagnostic;
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
import picocli.CommandLine;

/// Looks at a working tree, history, index, range or standard input.
@CommandLine.Command(name = "scan", sortOptions = false, description = {
    "Look at a working tree (or other state) and report what is found. With --stage it also decides.", ""}, footer = {"",
        "Examples:", "  gatehouse scan                                   the working tree in this folder",
        "  gatehouse scan --history --report html=report.html   every commit, as a page",
        "  gatehouse scan --stage commit --staged           what the commit hook does",
        "  gatehouse scan --stage pull-request --base origin/main --report sarif=out.sarif",
        "  git diff | gatehouse scan -                      standard input"})
public final class ScanCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Mixin
    ScanArguments arguments = new ScanArguments();

    @CommandLine.Option(names = "--report", paramLabel = "KIND=FILE", description = "Write a report; repeatable. Kinds: json, sarif, html, markdown, junit, csv, gitlab-secrets, gitlab-sast, gitlab-code-quality, github, azure, terminal.")
    List<String> reports = new ArrayList<>();

    @CommandLine.Option(names = "--decision", paramLabel = "FILE", description = "Write decision.json; needs --stage.")
    @Nullable
    Path decision;

    @CommandLine.Option(names = "--format", paramLabel = "KIND", description = "What standard output shows; terminal by default.")
    String format = "terminal";

    @CommandLine.Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never.")
    Style.Colour color = Style.Colour.AUTO;

    @CommandLine.Option(names = {"-q", "--quiet"}, description = "Print nothing but errors.")
    boolean quiet;

    @CommandLine.Option(names = {"-v", "--verbose"}, description = "List suppressed and accepted findings too.")
    boolean verbose;

    @CommandLine.Option(names = "--debug", description = "Show stack traces of errors.")
    boolean debug;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        List<ReportRequest> requests = new ArrayList<>();
        for (String text : reports) {
            requests.add(ReportRequest.parse(text));
        }
        ReportKind shown = ReportRequest.kind(format);
        if (decision != null && arguments.stage == null) {
            throw new UsageException("--decision needs a gate to decide at, for example --stage pull-request");
        }
        Assessment.Result result;
        try (Watched watched = new Watched(console, arguments, quiet)) {
            result = watched.run();
        }
        for (ReportRequest request : requests) {
            ReportFile.write(request.kind(), result.report(), request.file());
        }
        Decision decided = result.report().decision();
        if (decision != null && decided != null) {
            ReportFile.write(decision, out -> DecisionJson.write(decided, out));
        }
        if (!quiet) {
            Reports.write(shown, result.report(), console.out(), style(console));
        } else {
            result.report().coverage().diagnostics().stream().filter(each -> each.kind() == Diagnostic.Kind.GAP)
                    .forEach(each -> console.err().println("gatehouse: " + each));
        }
        return result.exitCode();
    }

    private Style style(Console console) {
        return Style.detect(console.environment(), color, console.outIsTerminal(), StandardCharsets.UTF_8, console.width(),
                verbose);
    }
}
