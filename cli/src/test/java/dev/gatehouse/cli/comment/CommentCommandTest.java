package dev.gatehouse.cli.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.report.format.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CommentCommandTest {
    @TempDir
    Path folder;

    private final List<Duration> waits = new ArrayList<>();

    private Path markdown(String text) throws IOException {
        return Files.writeString(folder.resolve("report.md"), Reports.COMMENT_MARKER + "\n" + text);
    }

    /// The environment that a job of a pull request has there.
    private Map<String, String> environment(LoopbackForge server, Forge forge) throws IOException {
        var environment = new HashMap<String, String>();
        if (forge == Forge.GITLAB) {
            environment.putAll(Map.of("GITLAB_CI", "true", "CI_API_V4_URL", server.api(), "CI_PROJECT_ID", "12",
                    "CI_MERGE_REQUEST_PROJECT_ID", "11", "CI_MERGE_REQUEST_IID", "7", "GITLAB_TOKEN", LoopbackForge.TOKEN));
            return environment;
        }
        Path event = Files.writeString(folder.resolve("event.json"), "{\"pull_request\":{\"number\":7}}");
        environment
                .putAll(Map.of("GITHUB_ACTIONS", "true", "GITHUB_REPOSITORY", "acme/shop", "GITHUB_EVENT_PATH", event.toString(),
                        "GITHUB_TOKEN", LoopbackForge.TOKEN, "GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString(),
                        "GITHUB_API_URL", server.api()));
        if (forge == Forge.GITEA) {
            environment.put("GITEA_ACTIONS", "true");
            environment.put("GITHUB_SERVER_URL", server.api().replace("/api/v1", ""));
        }
        return environment;
    }

    private CommandLineRun comment(Map<String, String> environment, Path file) {
        return CommandLineRun.of(environment, "comment", "--markdown", file.toString());
    }

    private CommentThread thread(LoopbackForge server, Forge forge) {
        var at = new PullRequest(forge, java.net.URI.create(server.api()), "acme/shop", 7);
        return new CommentThread(new ForgeClient(forge, LoopbackForge.TOKEN, Duration.ofSeconds(60), waits::add), at);
    }

    @ParameterizedTest
    @EnumSource(Forge.class)
    void thereIsOneCommentHoweverOftenItIsPosted(Forge forge) throws Exception {
        try (var server = new LoopbackForge(forge)) {
            server.comments.add(new LoopbackForge.Comment(1, "please rebase", 5, "User"));
            CommandLineRun first = comment(environment(server, forge), markdown("first \"quoted\" \\ \u00e9 \ud83d\ude00\n"));
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.out()).contains("posted");
            CommandLineRun second = comment(environment(server, forge), markdown("second\ttab\n"));
            assertThat(second.out()).as(second.err()).contains("updated");
            assertThat(server.comments).extracting(LoopbackForge.Comment::body).containsExactly("please rebase",
                    Reports.COMMENT_MARKER + "\nsecond\ttab\n");
            assertThat(first.out() + first.err() + second.out() + second.err()).doesNotContain(LoopbackForge.TOKEN);
            if (forge == Forge.GITLAB) {
                assertThat(server.requests).allMatch(request -> request.contains("/user") || request.contains("/projects/11/"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Forge.class)
    void theEarlierCommentIsFoundOnALaterPage(Forge forge) throws Exception {
        try (var server = new LoopbackForge(forge)) {
            server.pageSize = forge == Forge.GITEA ? 50 : 100;
            for (int i = 1; i <= 230; i++) {
                server.comments.add(new LoopbackForge.Comment(i, "talk " + i, 5, "User"));
            }
            server.comments.add(new LoopbackForge.Comment(500, Reports.COMMENT_MARKER + "\nold", LoopbackForge.SELF, "Bot"));
            assertThat(thread(server, forge).put(Reports.COMMENT_MARKER + "\nnew")).isEqualTo(CommentThread.Done.UPDATED);
            assertThat(server.comments).hasSize(231);
            assertThat(server.comments.getLast().body()).endsWith("new");
        }
    }

    @Test
    void aGiteaThatGivesEverythingOnEveryPageEndsToo() throws Exception {
        try (var server = new LoopbackForge(Forge.GITEA)) {
            for (int i = 1; i <= 60; i++) {
                server.comments.add(new LoopbackForge.Comment(7, "the same again", 5, "User"));
            }
            server.pageSize = 60;
            assertThat(thread(server, Forge.GITEA).put("x")).isEqualTo(CommentThread.Done.POSTED);
            assertThat(server.requests.size()).isLessThan(6);
        }
    }

    @ParameterizedTest
    @EnumSource(Forge.class)
    void aCommentOfSomebodyElseWithOurMarkerIsLeftAlone(Forge forge) throws Exception {
        try (var server = new LoopbackForge(forge)) {
            server.comments.add(new LoopbackForge.Comment(1, Reports.COMMENT_MARKER + "\nall is well", 5, "User"));
            assertThat(thread(server, forge).put(Reports.COMMENT_MARKER + "\nblocked")).isEqualTo(CommentThread.Done.POSTED);
            assertThat(server.comments.getFirst().body()).endsWith("all is well");
            server.knowsItself = false;
            if (forge == Forge.GITHUB) {
                assertThat(thread(server, forge).put(Reports.COMMENT_MARKER + "\nagain")).isEqualTo(CommentThread.Done.UPDATED);
                assertThat(server.comments.getFirst().body()).endsWith("all is well");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Forge.class)
    void aReadOnlyTokenGetsTheSummaryAndTheJobPasses(Forge forge) throws Exception {
        try (var server = new LoopbackForge(forge)) {
            server.readOnly = true;
            server.knowsItself = forge != Forge.GITHUB;
            CommandLineRun run = comment(environment(server, forge), markdown("the report\n"));
            assertThat(run.code()).isZero();
            assertThat(run.err()).contains("may not comment");
            assertThat(server.comments).isEmpty();
            if (forge != Forge.GITLAB) {
                assertThat(Files.readString(folder.resolve("summary.md"))).contains("the report");
            }
        }
    }

    @Test
    void withoutTokenOrPullRequestTheJobPasses() throws Exception {
        try (var server = new LoopbackForge(Forge.GITHUB)) {
            Map<String, String> environment = environment(server, Forge.GITHUB);
            environment.remove("GITHUB_TOKEN");
            assertThat(comment(environment, markdown("a")).code()).isZero();
            environment = environment(server, Forge.GITHUB);
            environment.remove("GITHUB_EVENT_PATH");
            environment.put("GITHUB_REF", "refs/heads/main");
            CommandLineRun run = comment(environment, markdown("a"));
            assertThat(run.code()).isZero();
            assertThat(run.err()).contains("no pull request");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aServerInTroubleIsAskedAgainWhenItSays() throws Exception {
        try (var server = new LoopbackForge(Forge.GITHUB)) {
            server.readTroubles.add(new LoopbackForge.Trouble(502, "", false));
            server.readTroubles.add(new LoopbackForge.Trouble(429, "7", false));
            server.writeTroubles.add(new LoopbackForge.Trouble(403, "3", false));
            assertThat(thread(server, Forge.GITHUB).put("x")).isEqualTo(CommentThread.Done.POSTED);
            assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofSeconds(3));
        }
    }

    @Test
    void aCommentWhoseAnswerWasLostIsNotPostedTwice() throws Exception {
        try (var server = new LoopbackForge(Forge.GITHUB)) {
            server.writeTroubles.add(new LoopbackForge.Trouble(504, "", true));
            assertThat(thread(server, Forge.GITHUB).put(Reports.COMMENT_MARKER + "\nx")).isEqualTo(CommentThread.Done.UPDATED);
            assertThat(server.comments).hasSize(1);
        }
    }

    @Test
    void aServerThatStaysInTroubleOrWantsMuchTimeEndsInOneLine() throws Exception {
        try (var server = new LoopbackForge(Forge.GITHUB)) {
            server.readTroubles.add(new LoopbackForge.Trouble(503, "3600", false));
            CommandLineRun run = comment(environment(server, Forge.GITHUB), markdown("a"));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("503").doesNotContain(LoopbackForge.TOKEN);
        }
    }

    @Test
    void theTokenFollowsNoRedirect() throws Exception {
        try (var server = new LoopbackForge(Forge.GITHUB)) {
            server.readTroubles.add(new LoopbackForge.Trouble(302, "", false));
            CommandLineRun run = comment(environment(server, Forge.GITHUB), markdown("a"));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("redirect").contains("--api");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aWrongTokenSaysSo() throws Exception {
        try (var server = new LoopbackForge(Forge.GITEA)) {
            Map<String, String> environment = environment(server, Forge.GITEA);
            environment.put("GITHUB_TOKEN", "expired");
            CommandLineRun run = comment(environment, markdown("a"));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("token is not valid").doesNotContain("expired");
        }
    }

    @Test
    void plainHttpAwayFromThisMachineIsRefused() throws Exception {
        CommandLineRun run = CommandLineRun.of(Map.of("GATEHOUSE_TOKEN", LoopbackForge.TOKEN), "comment", "--markdown",
                markdown("a").toString(), "--forge", "gitlab", "--api", "http://gitlab.example.test/api/v4", "--repository",
                "a/b",
                "--number", "1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--allow-http");
    }

    @Test
    void aReportIsRenderedAndAForeignTextMarked() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("a.txt"), "nothing here\n");
        Path json = folder.resolve("report.json");
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
        CommandLineRun scan = CommandLineRun.of(environment, "scan", "--report", "json=" + json, tree.toString());
        assertThat(scan.code()).as(scan.err()).isZero();
        CommandLineRun shown = CommandLineRun.of(environment, "comment", "--report", json.toString(), "--dry-run");
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).startsWith(Reports.COMMENT_MARKER);
        Path own = Files.writeString(folder.resolve("own.md"), "hello");
        assertThat(CommandLineRun.of(environment, "comment", "--markdown", own.toString(), "--dry-run").out())
                .isEqualTo(Reports.COMMENT_MARKER + "\nhello");
        Path damaged = Files.writeString(folder.resolve("damaged.json"), Files.readString(json).replace("report/1", "report/9"));
        assertThat(CommandLineRun.of(environment, "comment", "--report", damaged.toString(), "--dry-run").code()).isEqualTo(2);
    }
}
