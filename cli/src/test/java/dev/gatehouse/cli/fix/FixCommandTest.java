package dev.gatehouse.cli.fix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixCommandTest {
    private static final String MANIFEST = "{\n  \"name\": \"harbour\",\n  \"dependencies\": {\n    \"rope\": \"~2.0.0\"\n  }\n}\n";
    private static final String OLD = "sha512-" + "A".repeat(86) + "==";
    private static final String NEW = "sha512-" + "B".repeat(86) + "==";

    @TempDir
    Path folder = Path.of("");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer registry;
    private Path project = Path.of("");

    FixCommandTest() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void open() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        registry.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = metadata().getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/rope") ? 200 : 404, 0);
                exchange.getResponseBody().write(body);
            }
        });
        registry.start();
        Files.writeString(folder.resolve("npmrc"), "registry=" + address() + "/\n//127.0.0.1:" + registry.getAddress().getPort()
                + "/:_authToken=${ROPE_TOKEN}\n");
        // The repository wants another registry to be asked.
        Files.writeString(project.resolve(".npmrc"), "registry=http://127.0.0.1:1/\n");
        Files.writeString(project.resolve("package.json"), MANIFEST);
        Files.writeString(project.resolve("package-lock.json"), """
                {
                  "name": "harbour",
                  "lockfileVersion": 3,
                  "requires": true,
                  "packages": {
                    "": {
                      "name": "harbour",
                      "dependencies": {
                        "rope": "~2.0.0"
                      }
                    },
                    "node_modules/rope": {
                      "version": "2.0.0",
                      "resolved": "%s/rope/-/rope-2.0.0.tgz",
                      "integrity": "%s"
                    }
                  }
                }
                """.formatted(address(), OLD));
        Path advisories = Files.createDirectories(folder.resolve("osv"));
        Files.writeString(advisories.resolve("GHSA-rope.json"), """
                {"id": "GHSA-rope", "modified": "2026-01-01T00:00:00Z", "aliases": ["CVE-2026-0001"], "summary": "Ropes break",
                 "affected": [{"package": {"ecosystem": "npm", "name": "rope"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.1.0"}]}]}],
                 "database_specific": {"severity": "HIGH"}}
                """);
        assertThat(run("advisories", "import", advisories.toString()).code()).isZero();
    }

    @AfterEach
    void close() {
        registry.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + registry.getAddress().getPort();
    }

    private String metadata() {
        String release = "\"%s\":{\"name\":\"rope\",\"version\":\"%s\",\"dist\":{\"tarball\":\"%s/rope/-/rope-%s.tgz\",\"integrity\":\"%s\"}}";
        return "{\"name\":\"rope\",\"versions\":{" + release.formatted("2.0.0", "2.0.0", address(), "2.0.0", OLD) + ","
                + release.formatted("2.1.0", "2.1.0", address(), "2.1.0", NEW) + "}}";
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("GATEHOUSE_ADVISORIES", folder.resolve("advisories").toString(), "NPM_CONFIG_USERCONFIG",
                folder.resolve("npmrc").toString(), "ROPE_TOKEN", "placeholder", "HOME", folder.toString()), arguments);
    }

    @Test
    void thePlanSaysWhatToDoWhatItRemovesAndWhatMayBreak() throws IOException {
        CommandLineRun run = run("fix", project.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                package-lock.json (npm): 1 finding
                  1. rope 2.0.0 -> 2.1.0
                     rope: the project's own requirement is raised; a minor version, should not break anything
                     this one upgrade removes 1 of 1: CVE-2026-0001 (high) in rope 2.0.0

                1 upgrade removes 1 of 1 finding.
                Carry it out: gatehouse fix --apply
                """);
        assertThat(Files.readString(project.resolve("package.json"))).isEqualTo(MANIFEST);
        assertThat(asked).containsExactly("/rope Bearer placeholder");
    }

    @Test
    void applyRewritesManifestAndLockFileAndIsDone() throws IOException {
        CommandLineRun run = run("fix", "--apply", project.toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("written: package.json", "written: package-lock.json");
        assertThat(Files.readString(project.resolve("package.json"))).isEqualTo(MANIFEST.replace("~2.0.0", "~2.1.0"));
        assertThat(Files.readString(project.resolve("package-lock.json"))).contains("\"rope\": \"~2.1.0\"")
                .contains("\"resolved\": \"" + address() + "/rope/-/rope-2.1.0.tgz\"").contains(NEW).doesNotContain(OLD);
        assertThat(run("fix", project.toString()).out()).isEqualTo("No dependency has a known weakness; nothing to do.\n");
    }

    @Test
    void theJsonHasWhatTheTextHas() {
        assertThat(run("fix", "--format", "json", project.toString()).out()).contains("\"format\":\"fix-plan/1\"")
                .contains("\"upgrades\":[{\"package\":\"rope\",\"from\":\"2.0.0\",\"to\":\"2.1.0\",\"how\":\"requirement\"}]")
                .contains("\"weakness\":\"CVE-2026-0001\",\"severity\":\"high\"");
    }

    @Test
    void aRegistryThatDoesNotAnswerLeavesThePlanUnproven() {
        registry.stop(0);
        CommandLineRun run = run("fix", project.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("127.0.0.1").contains("cannot be reached");
        assertThat(run.out()).contains("No upgrade removes any of the 1 finding.");
    }

    @Test
    void withoutAdvisoriesNobodyKnowsWhatToRepair() {
        CommandLineRun run = CommandLineRun.of(Map.of("GATEHOUSE_ADVISORIES", folder.resolve("none").toString(), "HOME",
                folder.toString()), "fix", project.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("gatehouse advisories update");
    }
}
