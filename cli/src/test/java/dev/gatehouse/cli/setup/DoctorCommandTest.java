package dev.gatehouse.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.cli.CommandLineRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class DoctorCommandTest {
    @TempDir
    Path temporary;

    private ShellRepository repository;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void repository() throws Exception {
        repository = ShellRepository.create(temporary);
        environment.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    }

    private CommandLineRun doctor(Path root, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "doctor";
        all[1] = "--root";
        all[2] = root.toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return CommandLineRun.of(environment, all);
    }

    private static String line(CommandLineRun run, String subject) {
        return run.out().lines().filter(line -> line.contains("  " + subject + ": ")).reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void whatIsOffAndWhatIsOnAreTold() throws Exception {
        CommandLineRun before = doctor(repository.root);
        assertThat(before.code()).as(before.out()).isZero();
        assertThat(line(before, "pre-commit")).startsWith("warning").contains("off").contains("gatehouse hook install");
        assertThat(line(before, "ci")).startsWith("warning");
        assertThat(line(before, "required check")).startsWith("not looked at");
        assertThat(line(before, "git")).startsWith("ok");
        assertThat(line(before, "engine")).isNotEmpty();

        CommandLineRun.of(environment, "hook", "install", "--root", repository.root.toString());
        CommandLineRun.of(environment, "init", "--root", repository.root.toString(), "--ci", "jenkins", "--pin", "1.0.0",
                "--download-base", "https://example.test/");
        CommandLineRun after = doctor(repository.root);
        assertThat(line(after, "pre-commit")).startsWith("ok").contains("on");
        assertThat(line(after, "ci")).startsWith("ok").contains("Jenkins calls gatehouse");
        assertThat(line(after, "configuration")).startsWith("ok").contains("valid");
    }

    @Test
    void aConfigurationThatIsWrongIsAProblem() throws Exception {
        Files.writeString(repository.root.resolve("gatehouse.yaml"), "gat:\n  block: high\n");
        CommandLineRun run = doctor(repository.root);
        assertThat(run.code()).isEqualTo(2);
        assertThat(line(run, "configuration")).startsWith("problem").contains("gat");
    }

    @Test
    void whatIsAcceptedIsLookedAtToo() throws Exception {
        java.time.LocalDate today = java.time.LocalDate.now(java.time.ZoneOffset.UTC);
        Files.writeString(repository.root.resolve("gatehouse.yaml"), """
                gate: {baseline: .missing}
                approvers: [{name: alice, key: ssh-ed25519 AAAA}]
                exceptions:
                  - {id: old, fingerprint: secret/1:public.1, owner: shop, reason: r, expires: %s}
                  - {id: unsigned, fingerprint: secret/1:public.2, owner: shop, reason: r, expires: %s}
                """.formatted(today.minusDays(1), today.plusDays(100)));
        CommandLineRun run = doctor(repository.root);
        assertThat(line(run, "exceptions")).contains("old of shop ended", "unsigned of shop waits for a signature");
        assertThat(line(run, "approvers")).startsWith("problem").contains("alice");
        assertThat(line(run, "baseline")).startsWith("problem").contains(".missing does not exist");
    }

    @Test
    void aHookThatGitDoesNotRunIsAProblem() throws Exception {
        CommandLineRun.of(environment, "hook", "install", "--root", repository.root.toString());
        Files.setPosixFilePermissions(repository.root.resolve(".git/hooks/pre-commit"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        CommandLineRun run = doctor(repository.root);
        assertThat(run.code()).isEqualTo(2);
        assertThat(line(run, "pre-commit")).startsWith("problem");
    }

    @Test
    void aShallowCloneSaysWhatItLacks() throws Exception {
        repository.commit("a.txt", "a");
        repository.commit("a.txt", "b");
        Path clone = temporary.resolve("clone");
        repository.git("clone", "-q", "--depth", "1", "file://" + repository.root, clone.toString());
        assertThat(line(doctor(clone), "git")).startsWith("warning").contains("shallow").contains("--unshallow");
        assertThat(line(doctor(temporary), "git")).startsWith("warning").contains("no repository");
    }

    @Test
    void theRequiredCheckIsAskedForOnlyWhenToldTo() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var asked = new java.util.concurrent.CopyOnWriteArrayList<String>();
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String answer = switch (path) {
                case "/repos/acme/shop" -> "{\"default_branch\":\"main\"}";
                case "/repos/acme/shop/branches/main" ->
                    "{\"protection\":{\"required_status_checks\":{\"contexts\":[\"build\"]}}}";
                case "/repos/acme/shop/rules/branches/main" ->
                    "[{\"type\":\"required_status_checks\",\"parameters\":{\"required_status_checks\":[{\"context\":\"Gatehouse / change\"}]}}]";
                default -> "";
            };
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            environment.putAll(
                    Map.of("GITHUB_ACTIONS", "true", "GITHUB_API_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                            "GITHUB_REPOSITORY", "acme/shop", "GITHUB_TOKEN", "a-token-of-this-test"));
            doctor(repository.root);
            assertThat(asked).isEmpty();
            CommandLineRun run = doctor(repository.root, "--online");
            assertThat(line(run, "required check")).startsWith("ok").contains("Gatehouse / change").contains("build");
            environment.remove("GITHUB_TOKEN");
            assertThat(line(doctor(repository.root, "--online"), "required check")).startsWith("not looked at");
            environment.put("GITHUB_TOKEN", "a-token-of-this-test");
            environment.put("GITHUB_REPOSITORY", "acme/gone");
            assertThat(line(doctor(repository.root, "--online"), "required check")).startsWith("warning")
                    .contains("cannot be read");
        } finally {
            server.stop(0);
        }
    }
}
