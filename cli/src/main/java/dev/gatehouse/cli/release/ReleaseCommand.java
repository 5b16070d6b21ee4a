package dev.gatehouse.cli.release;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.accept.Requester;
import dev.gatehouse.cli.attest.ImageAccess;
import dev.gatehouse.cli.attest.ReleasedImage;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.ReportOptions;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.policy.release.DigestApproval;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Decides whether an image may go out, and ties the decision to it.
@CommandLine.Command(name = "release", sortOptions = false, description = {
    "Decide whether an image may go out: resolve its digest once, look at it, write its bill of materials, judge it at stage release; then sign both and attach them to the digest, and write down in the ledger what was done.",
    "Doing it again changes nothing unless something has changed. A release with warnings needs the approval of a second person: gatehouse approve.",
    ""}, footer = {"", "Examples:", "  gatehouse release oci:build/image --key release.key",
        "  gatehouse release registry:registry.example/team/shop:1.4 --key release.key --commit $(git rev-parse HEAD)",
        "Exit codes: 0 it may go out, 1 it is blocked or waits for an approval, 3 a pass would be unproven."})
public final class ReleaseCommand implements Command {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", paramLabel = "IMAGE", description = "oci:DIR[:REF|@DIGEST] or registry:NAME[:TAG|@DIGEST].")
    String image = "";

    @CommandLine.Option(names = "--commit", paramLabel = "ID", description = "Full id of the commit that the image was built from; what the image's label org.opencontainers.image.revision says by default.")
    @Nullable
    String commit;

    @CommandLine.Option(names = "--repository", paramLabel = "URL", description = "Where that commit lies; the image's label org.opencontainers.image.source, else the remote of this repository by default.")
    @Nullable
    String repository;

    @CommandLine.Option(names = "--requester", paramLabel = "WHO", description = "Who asks for the release; the CI identity or git's user.email by default.")
    @Nullable
    String requester;

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @CommandLine.Mixin
    ImageAccess access = new ImageAccess();

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @CommandLine.Mixin
    ReportOptions reports = new ReportOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        reports.check(Stage.RELEASE);
        SigningKey key = ledger.signingKey(console);
        if (key == null) {
            throw new UsageException(
                    "a release is signed: name the key with --key (make one with: openssl genpkey -algorithm ed25519 -out release.key)");
        }
        try (ReleasedImage resolved = access.open(console, image)) {
            return run(console, resolved, key);
        }
    }

    private ExitCode run(Console console, ReleasedImage resolved, SigningKey key)
            throws UsageException, IOException, InterruptedException {
        String builtFrom = commit(resolved);
        ScanArguments arguments = access.arguments(resolved.name());
        arguments.stage = Stage.RELEASE;
        arguments.config = config;
        Assessment.Result result;
        Configuration judge;
        Origin origin;
        try (Watched watched = new Watched(console, arguments, reports.quiet())) {
            Assessment assessment = watched.assessment();
            judge = assessment.configuration();
            origin = new Origin(builtFrom, repository(resolved, assessment), requester(console, assessment, key),
                    assessment.owners());
            result = watched.run();
        }
        var release = new Release(resolved, image, origin, judge, key, ledger.book(console),
                Workplace.advisories(console));
        Release.Outcome outcome = release.of(result, Instant.now());
        reports.write(console, result.deciding(outcome.decision()), outcome.checkpoint());
        ExitCode code = exitCode(result.exitCode(), outcome);
        if (!reports.quiet()) {
            tell(console, resolved, outcome, code);
        }
        return code;
    }

    private @Nullable String commit(ReleasedImage resolved) throws UsageException {
        String labelled = resolved.commit();
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw new UsageException("--commit takes the full id of a commit, 40 or 64 hexadecimal digits");
        }
        if (commit != null && labelled != null && COMMIT.matcher(labelled).matches() && !labelled.equals(commit)) {
            throw new UsageException("the image says that it was built from " + labelled + ", --commit says " + commit);
        }
        return commit != null ? commit : labelled != null && COMMIT.matcher(labelled).matches() ? labelled : null;
    }

    private @Nullable String repository(ReleasedImage resolved, Assessment assessment) throws IOException {
        return repository != null ? repository : resolved.repository() != null ? resolved.repository() : assessment.remote();
    }

    /// The key itself where nobody has a name.
    private String requester(Console console, Assessment assessment, SigningKey key) throws InterruptedException {
        String here = requester != null ? requester : Requester.here(console, assessment.root());
        return here != null && !here.isBlank() ? here.strip() : key.verificationKey().id();
    }

    private static ExitCode exitCode(ExitCode judged, Release.Outcome outcome) {
        Decision decision = outcome.decision();
        boolean approved = decision.verdict() == Verdict.WARN && outcome.approval() != null;
        ExitCode policy = decision.verdict() == Verdict.ALLOW || approved ? ExitCode.PASS : ExitCode.BLOCKED;
        return ExitCode.gravest(judged == ExitCode.BLOCKED ? ExitCode.PASS : judged, policy,
                decision.unproven() ? ExitCode.UNPROVEN : ExitCode.PASS);
    }

    private static void tell(Console console, ReleasedImage resolved, Release.Outcome outcome, ExitCode code) {
        var out = console.out();
        out.println();
        out.println((outcome.added() ? "attached to " : "nothing new; already attached to ") + resolved.name() + ":");
        out.println("  the decision (" + outcome.decision().verdict().label() + ") and a bill of " + outcome.packages()
                + (outcome.packages() == 1 ? " package" : " packages") + ", signed by " + outcome.key());
        out.println("  ledger: " + outcome.checkpoint());
        DigestApproval approval = outcome.approval();
        if (approval != null) {
            out.println("approved by " + approval.approver() + " until " + approval.expires() + ": " + approval.reason());
        }
        outcome.notes().forEach(note -> console.err().println("gatehouse: " + note));
        if (code == ExitCode.PASS) {
            out.println("it may go out: gatehouse gate --stage deploy " + resolved.name() + " MANIFESTS");
        } else if (outcome.decision().verdict() == Verdict.WARN && approval == null) {
            out.println("it has warnings, so a second person must approve it: gatehouse approve " + resolved.name()
                    + " --key FILE --reason '…' --expires 30d");
        }
    }
}
