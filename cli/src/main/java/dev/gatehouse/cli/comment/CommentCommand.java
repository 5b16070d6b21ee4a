package dev.gatehouse.cli.comment;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.ReportKind;
import dev.gatehouse.report.format.Reports;
import dev.gatehouse.report.format.Style;
import dev.gatehouse.report.json.ReportFormatException;
import dev.gatehouse.report.json.ReportJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Posts or updates the one comment on a pull request.
@CommandLine.Command(name = "comment", sortOptions = false, description = {
    "Post the one comment on a pull request of GitHub, GitLab, Gitea or Forgejo, or update it in place.",
    "In CI everything but the report is found in the environment; the token in GATEHOUSE_TOKEN, GITHUB_TOKEN, GITLAB_TOKEN or GITEA_TOKEN. A token that may only read, as that of a fork, gets the job summary instead.",
    ""}, footer = {"", "Examples:", "  gatehouse comment --report gatehouse.json", "  gatehouse comment --markdown gatehouse.md",
        "  gatehouse comment --markdown out.md --forge gitlab --api https://gitlab.example/api/v4 --repository group/shop --number 7"})
public final class CommentCommand implements Command {
    /// What GitHub takes in one comment.
    private static final int LONGEST = 65_536;
    private static final Duration TIME = Duration.ofMinutes(2);

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--report", paramLabel = "FILE", description = "Report of the kind json.")
    @Nullable
    Path report;

    @CommandLine.Option(names = "--markdown", paramLabel = "FILE", description = "Report of the kind markdown.")
    @Nullable
    Path markdown;

    @CommandLine.Option(names = "--forge", paramLabel = "KIND", description = "github, gitlab or gitea (also for Forgejo).")
    @Nullable
    Forge forge;

    @CommandLine.Option(names = "--api", paramLabel = "URL", description = "Base of the interface, such as https://gitlab.example/api/v4.")
    @Nullable
    URI api;

    @CommandLine.Option(names = "--repository", paramLabel = "NAME", description = "owner/name; on GitLab also a number.")
    @Nullable
    String repository;

    @CommandLine.Option(names = "--number", paramLabel = "N", description = "Number of the pull request.")
    long number;

    @CommandLine.Option(names = "--allow-http", description = "Send the token over plain http.")
    boolean allowHttp;

    @CommandLine.Option(names = "--dry-run", description = "Print the comment; reach nothing.")
    boolean dryRun;

    private final ForgeClient.Pause pause;

    /// As the command line makes it.
    public CommentCommand() {
        this(Thread::sleep);
    }

    CommentCommand(ForgeClient.Pause pause) {
        this.pause = pause;
    }

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        String text = text();
        if (dryRun) {
            console.out().print(text);
            return ExitCode.PASS;
        }
        CiJob job = CiJob.of(console.environment());
        PullRequest at = pullRequest(job);
        if (at == null) {
            return instead(console, job, text, "this job is of no pull request");
        }
        if (job.token().isEmpty()) {
            if (job.forge() == null) {
                throw new UsageException("set GATEHOUSE_TOKEN to a token that may comment");
            }
            return instead(console, job, text, "this job has no token that may comment");
        }
        try (ForgeClient client = new ForgeClient(at.forge(), job.token(), TIME, pause)) {
            CommentThread.Done done = new CommentThread(client, at).put(text);
            console.out().println((done == CommentThread.Done.POSTED ? "posted" : "updated") + " the comment on "
                    + at.forge().label() + " " + at.repository() + " " + at.number());
            return ExitCode.PASS;
        } catch (ForgeException e) {
            if (e.forbidden()) {
                return instead(console, job, text, "the token may not comment, as is so for forks");
            }
            throw e;
        }
    }

    /// Never a failed job for want of a right to comment: what there is to say is said elsewhere.
    private static ExitCode instead(Console console, CiJob job, String text, String why) throws IOException {
        Path summary = job.summary();
        if (summary == null) {
            console.err().println("gatehouse: no comment: " + why);
            return ExitCode.PASS;
        }
        Files.writeString(summary, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        console.err().println("gatehouse: no comment: " + why + "; it is in the job summary instead");
        return ExitCode.PASS;
    }

    private String text() throws UsageException, IOException {
        Path from = markdown;
        String text;
        if (report != null && markdown == null) {
            text = rendered(report);
        } else if (from != null && report == null) {
            if (Files.size(from) > 4L * LONGEST) {
                throw new UsageException(from + ": too long for a comment");
            }
            text = Files.readString(from, StandardCharsets.UTF_8);
        } else {
            throw new UsageException("give either --report FILE or --markdown FILE, as gatehouse scan --report wrote it");
        }
        String marked = text.startsWith(Reports.COMMENT_MARKER) ? text : Reports.COMMENT_MARKER + "\n" + text;
        if (marked.length() > LONGEST) {
            throw new UsageException(
                    "the comment has more than " + LONGEST + " characters; take the report of the kind markdown as it is");
        }
        return marked;
    }

    private static String rendered(Path file) throws UsageException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var out = new ByteArrayOutputStream();
            Reports.write(ReportKind.MARKDOWN, ReportJson.read(in), out, Style.plain());
            return out.toString(StandardCharsets.UTF_8);
        } catch (ReportFormatException e) {
            throw new UsageException(file + ": " + e.getMessage(), e);
        }
    }

    /// Where to comment; null if this is no pull request's job.
    private @Nullable PullRequest pullRequest(CiJob job) throws UsageException {
        long which = number > 0 ? number : job.number();
        if (which == 0 && job.forge() != null) {
            return null;
        }
        PullRequest at = new ForgeAddress(forge, api, repository, allowHttp).pullRequest(job, which);
        if (which == 0) {
            throw new UsageException("pass --number too: the environment does not say which pull request");
        }
        return at;
    }
}
