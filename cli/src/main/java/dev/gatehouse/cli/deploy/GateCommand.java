package dev.gatehouse.cli.deploy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.attest.ImageAccess;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.ReportOptions;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.policy.release.DecisionStatement;
import dev.gatehouse.policy.release.ReleaseEvidence;
import dev.gatehouse.report.format.ReportKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Decides whether an image may be deployed as manifests say.
@CommandLine.Command(name = "gate", sortOptions = false, description = {
    "Decide whether an image may be deployed as manifests say: that every byte of it is what its digest names; that a trusted key signed its release and its bill of materials; that the release is not blocked, too old or superseded, and its warnings are approved; that no incident is open and nothing exploited has become known since; that the manifests deploy just this digest and give it no more than it needs.",
    ""}, footer = {"", "Examples:",
        "  gatehouse gate --stage deploy registry:registry.example/team/shop@sha256:… manifests/",
        "  gatehouse gate --stage deploy oci:build/image@sha256:… deploy.yaml --trusted-key release.pub --environment production",
        "Exit codes: 0 it may be deployed, 1 it may not, 3 it cannot be proven that it may."})
public final class GateCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--stage", required = true, paramLabel = "STAGE", converter = ScanArguments.StageConverter.class, description = "deploy. Earlier stages are gated by scan and release, which look themselves.")
    Stage stage = Stage.DEPLOY;

    @CommandLine.Parameters(index = "0", paramLabel = "IMAGE@DIGEST", description = "oci:DIR@sha256:… or registry:NAME@sha256:….")
    String image = "";

    @CommandLine.Parameters(index = "1..*", arity = "1..*", paramLabel = "MANIFEST", description = "Kubernetes manifests: files, or folders of them.")
    List<Path> manifests = new ArrayList<>();

    @CommandLine.Option(names = "--trusted-key", paramLabel = "FILE", description = "Public key (PEM) that may sign releases. Repeatable; those of release.trusted-keys in the configuration here by default.")
    List<Path> trusted = new ArrayList<>();

    @CommandLine.Option(names = "--policy", paramLabel = "PATH", description = "Rego policies besides the built-in gate: rules deny and warn of package gatehouse.deploy. Repeatable.")
    List<Path> policies = new ArrayList<>();

    @CommandLine.Option(names = "--environment", paramLabel = "NAME", description = "Where it will run: if it may, the deployment is written down in the ledger.")
    @Nullable
    String environment;

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @CommandLine.Option(names = "--as-of", paramLabel = "TIME", description = "The time against which expiries count, ISO 8601; now by default.")
    @Nullable
    String asOf;

    @CommandLine.Mixin
    ImageAccess access = new ImageAccess();

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @CommandLine.Mixin
    ReportOptions reports = new ReportOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        if (stage != Stage.DEPLOY) {
            throw new UsageException(
                    "this gate stands before deploy; gatehouse scan --stage and gatehouse release stand before the stages ahead of it");
        }
        if (!image.contains("@sha256:")) {
            throw new UsageException(image + ": tags move, so an image is deployed by its digest: " + image + "@sha256:…");
        }
        reports.check(stage);
        Manifests read = Manifests.read(manifests);
        ScanArguments arguments = arguments();
        Instant now = arguments.moment();
        Assessment.Result result;
        DeployGate.Outcome outcome;
        try (Watched watched = new Watched(console, arguments, reports.quiet())) {
            Assessment assessment = watched.assessment();
            var gate = new DeployGate(console, this, assessment.configuration(), assessment.root());
            result = watched.run();
            outcome = gate.decide(read, result.report(), now);
        }
        ExitCode code = ExitCode.gravest(result.exitCode() == ExitCode.BLOCKED ? ExitCode.PASS : result.exitCode(),
                exitCode(outcome.decision()));
        reports.write(console, result.deciding(outcome.decision()), outcome.record(console, code, now));
        if (reports.shows(ReportKind.TERMINAL)) {
            tell(console, outcome, code);
        }
        return code;
    }

    /// What a person asks next: what the pass stands on, or who can let it pass.
    private void tell(Console console, DeployGate.Outcome outcome, ExitCode code) throws UsageException, IOException {
        var out = console.out();
        ReleaseEvidence.Signed release = outcome.release();
        if (code == ExitCode.PASS && release != null) {
            var about = release.decision().subject();
            out.println("released " + release.decision().asOf() + " by " + about.get(DecisionStatement.REQUESTER)
                    + (about.get("commit") == null ? "" : " from commit " + about.get("commit")) + ", signed by "
                    + release.keys().getFirst());
            outcome.approvals().forEach(approval -> out.println("approved by " + approval.approver() + " until "
                    + approval.expires() + ": " + approval.reason()));
            out.println("bill of materials: signed, " + String.join(", ", outcome.bills()));
            if (outcome.book() != null) {
                out.println("ledger: " + outcome.book().checkpoint() + (environment == null
                        ? ""
                        : "; written down: " + String.join(", ", outcome.workloads()) + " in " + environment));
            }
        }
        List<String> warnings = ReleaseEvidence.warnings(outcome.decision());
        if (outcome.decision().verdict() == Verdict.WARN) {
            out.println(
                    "a second person can accept the " + (warnings.size() == 1 ? "warning" : "warnings") + ": gatehouse approve "
                            + image + warnings.stream().map(each -> " --accept " + quoted(each)).collect(Collectors.joining())
                            + " --key FILE --reason '…' --expires 30d");
        }
    }

    private static String quoted(String text) {
        return text.matches("[\\w.:/|@+=-]+") && !text.contains("|") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private ScanArguments arguments() {
        var arguments = new ScanArguments();
        arguments.paths = manifests.stream().map(Path::toString).toList();
        arguments.only = List.of("iac");
        arguments.stage = stage;
        arguments.config = config;
        arguments.asOf = asOf;
        return arguments;
    }

    private static ExitCode exitCode(Decision decision) {
        return decision.verdict() != Verdict.ALLOW
                ? ExitCode.BLOCKED
                : decision.unproven() ? ExitCode.UNPROVEN : ExitCode.PASS;
    }
}
