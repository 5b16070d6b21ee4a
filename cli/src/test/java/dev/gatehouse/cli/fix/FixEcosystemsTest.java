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
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command with projects of Maven and pip, whose registries are named by the user's own settings.
class FixEcosystemsTest {
    private static final String MODEL = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>acme</groupId><artifactId>harbour</artifactId><version>1</version>
              <properties><rope.version>2.0.0.Final</rope.version></properties>
              <!-- their own repository is never asked -->
              <repositories><repository><id>x</id><url>http://127.0.0.1:1/</url></repository></repositories>
              <dependencies>
                <dependency><groupId>knots</groupId><artifactId>rope</artifactId><version>${rope.version}</version></dependency>
              </dependencies>
            </project>
            """;
    private static final String REQUIREMENTS = "--index-url http://127.0.0.1:1/simple\nhook==1.0  # holds\n";

    @TempDir
    Path folder = Path.of("");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> sent = new LinkedHashMap<>();
    private final HttpServer server;
    private Path project = Path.of("");

    FixEcosystemsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void open() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        server.createContext("/", exchange -> {
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            asked.add(call + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!body.isEmpty()) {
                sent.merge(call, body, (one, other) -> one + "\n" + other);
            }
            String answer = switch (call) {
                case "GET /maven/knots/rope/maven-metadata.xml" ->
                    "<metadata><versioning><versions><version>2.0.0.Final</version>"
                            + "<version>2.1.0.Final</version><version>3.0.0.Beta1</version></versions></versioning></metadata>";
                case "GET /simple/hook/" -> """
                        {"files": [
                          {"filename": "hook-1.1-py3-none-any.whl", "yanked": "broken", "upload-time": "2020-01-01T00:00:00Z"},
                          {"filename": "hook-1.2.tar.gz", "yanked": false, "upload-time": "2020-01-01T00:00:00Z"},
                          {"filename": "hook-1.2.1.tar.gz", "yanked": false, "upload-time": "2999-01-01T00:00:00Z"}],
                         "versions": ["1.0", "1.1", "1.2", "1.2.1"]}
                        """;
                case "GET /repos/acme/shop/pulls" -> "[]";
                default -> call.startsWith("POST ") ? "{\"number\":7}" : "";
            };
            try (exchange) {
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, answer.isEmpty() ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(folder.resolve(".m2/settings.xml"),
                """
                        <settings><mirrors><mirror><id>harbour</id><mirrorOf>*</mirrorOf><url>%s/maven</url></mirror></mirrors>
                        <servers><server><id>harbour</id><username>who</username><password>placeholder</password></server></servers></settings>
                        """
                        .formatted(address()));
        Files.createDirectories(folder.resolve(".config/pip"));
        Files.writeString(folder.resolve(".config/pip/pip.conf"), "[global]\nindex-url = " + address() + "/simple/\n");
        Files.writeString(project.resolve("pom.xml"), MODEL);
        Files.writeString(project.resolve("requirements.txt"), REQUIREMENTS);
        Path advisories = Files.createDirectories(folder.resolve("osv"));
        advisory(advisories, "Maven", "knots:rope", "2.1.0");
        advisory(advisories, "PyPI", "hook", "1.1");
        assertThat(run("advisories", "import", advisories.toString()).code()).isZero();
    }

    private static void advisory(Path advisories, String ecosystem, String name, String fixed) throws IOException {
        Files.writeString(advisories.resolve("GHSA-" + ecosystem + ".json"), """
                {"id": "GHSA-%s", "modified": "2026-01-01T00:00:00Z", "summary": "It breaks",
                 "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}],
                 "database_specific": {"severity": "HIGH"}}
                """.formatted(ecosystem, ecosystem, name, fixed));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun
                .of(Map.of("GATEHOUSE_ADVISORIES", folder.resolve("advisories").toString(), "HOME", folder.toString(),
                        "GATEHOUSE_TOKEN", "placeholder"), arguments);
    }

    @Test
    void versionsComeFromTheUsersRegistriesAndOnlyTheyAreAsked() throws IOException {
        CommandLineRun run = run("fix", "--apply", project.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(
                """
                        pom.xml (Maven): 1 finding
                          1. rope.version of knots:rope 2.0.0.Final -> 2.1.0.Final
                             rope.version of knots:rope: the project's own requirement is raised; a minor version, should not break anything
                             this one upgrade removes 1 of 1: GHSA-Maven (high) in knots:rope 2.0.0.Final

                        requirements.txt (pip): 1 finding
                          1. hook 1.0 -> 1.2
                             hook: the project's own requirement is raised; a minor version, should not break anything
                             this one upgrade removes 1 of 1: GHSA-PyPI (high) in hook 1.0

                        2 upgrades remove 2 of 2 findings.
                        written: pom.xml
                        written: requirements.txt
                        """);
        assertThat(Files.readString(project.resolve("pom.xml"))).isEqualTo(MODEL.replace("2.0.0.Final", "2.1.0.Final"));
        assertThat(Files.readString(project.resolve("requirements.txt"))).isEqualTo(REQUIREMENTS.replace("1.0 ", "1.2 "));
        String basic = "Basic " + Base64.getEncoder().encodeToString("who:placeholder".getBytes(StandardCharsets.UTF_8));
        assertThat(asked).containsExactlyInAnyOrder("GET /maven/knots/rope/maven-metadata.xml " + basic,
                "GET /simple/hook/ null");
        assertThat(run("fix", project.toString()).out()).isEqualTo("No dependency has a known weakness; nothing to do.\n");
    }

    @Test
    void eachProjectBecomesOnePullRequest() throws Exception {
        for (List<String> command : List.of(List.of("init", "--quiet", "--initial-branch=main"), List.of("add", "-A"),
                List.of("commit", "--quiet", "-m", "begin"))) {
            List<String> git = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@harbour.example", "-c",
                    "commit.gpgsign=false"));
            git.addAll(command);
            assertThat(new ProcessBuilder(git).directory(project.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
        }
        CommandLineRun run = run("fix", project.toString(), "--pull-request", "--forge", "gitea", "--api", address(),
                "--repository",
                "acme/shop", "--target", "main");
        assertThat(run.err()).isEqualTo("""
                gatehouse: opened pull request 7 of acme/shop: Upgrade dependencies of pom.xml: 1 finding less
                gatehouse: opened pull request 7 of acme/shop: Upgrade dependencies of requirements.txt: 1 finding less
                """);
        assertThat(sent.get("POST /repos/acme/shop/contents")).contains("\"new_branch\":\"gatehouse/fix/pom-xml-")
                .contains("\"new_branch\":\"gatehouse/fix/requirements-txt-")
                .contains(Base64.getEncoder().encodeToString(
                        MODEL.replace("2.0.0.Final", "2.1.0.Final").getBytes(StandardCharsets.UTF_8)));
        assertThat(Files.readString(project.resolve("pom.xml"))).isEqualTo(MODEL);
    }
}
