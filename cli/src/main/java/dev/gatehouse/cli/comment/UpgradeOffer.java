package dev.gatehouse.cli.comment;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Where changes are offered as pull requests: options, and doing it.
public final class UpgradeOffer {
    private static final Duration TIME = Duration.ofMinutes(5);

    @CommandLine.Option(names = "--forge", paramLabel = "KIND", description = "For --pull-request: github, gitlab or gitea (also for Forgejo); in CI found in the environment.")
    @Nullable
    Forge forge;

    @CommandLine.Option(names = "--api", paramLabel = "URL", description = "For --pull-request: base of the interface, such as https://gitlab.example/api/v4.")
    @Nullable
    URI api;

    @CommandLine.Option(names = "--repository", paramLabel = "NAME", description = "For --pull-request: owner/name; on GitLab also a number.")
    @Nullable
    String repository;

    @CommandLine.Option(names = "--allow-http", description = "For --pull-request: send the token over plain http.")
    boolean allowHttp;

    /// Makes each change a pull request, or updates the one that it has.
    ///
    /// @throws UsageException
    ///             if it is not known where, or there is no token
    /// @throws IOException
    ///             if the forge refuses or cannot be reached
    public void put(Console console, List<UpgradeBranch> branches) throws UsageException, IOException, InterruptedException {
        CiJob job = CiJob.of(console.environment());
        PullRequest at = new ForgeAddress(forge, api, repository, allowHttp).pullRequest(job, 0);
        if (job.token().isEmpty()) {
            throw new UsageException("set GATEHOUSE_TOKEN to a token that may write branches and pull requests");
        }
        try (ForgeClient client = new ForgeClient(at.forge(), job.token(), TIME, Thread::sleep)) {
            UpgradeRequests requests = new UpgradeRequests(client, at);
            for (UpgradeBranch branch : branches) {
                UpgradeRequests.Done done = requests.put(branch);
                console.err().println("gatehouse: " + (done.opened() ? "opened" : done.committed() ? "updated" : "nothing new in")
                        + " pull request " + done.number() + " of " + at.repository() + ": " + branch.title());
            }
        }
    }
}
