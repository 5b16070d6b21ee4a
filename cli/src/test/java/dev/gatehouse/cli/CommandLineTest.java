package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a user calls it, in this process.
class CommandLineTest {
    /// Assembled, so that this file holds no token.
    private static final String SECRET = "kWcrlUX5JEDGM/Ltm" + "EENI/aVmYvHNif5zB+d9+ct";
    private static final String KEY_ID = "AKIA" + "Q3EGRIBJ4TZL5V2N";

    @TempDir
    Path folder;

    @TempDir
    Path caches;

    private record Said(ExitCode code, String out, String err) {}

    private Said run(String... arguments) {
        return run("", arguments);
    }

    private Said run(String input, String[] arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), false,
                false, 100,
                Map.of("XDG_CACHE_HOME", caches.toString()));
        ExitCode code = Main.run(console, arguments);
        console.out().flush();
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void leak(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "aws_access_key_id = " + KEY_ID + "\naws_secret_access_key = " + SECRET + "\n");
    }

    private String root() {
        return folder.toString();
    }

    @Test
    void anAssessmentPassesWhateverItFinds() throws IOException {
        leak("deploy/credentials");
        Said said = run("scan", root());
        assertThat(said.code()).isEqualTo(ExitCode.PASS);
        assertThat(said.out()).contains("deploy/credentials:2:25").contains("aws-access-key-pair").doesNotContain(SECRET);
    }

    @Test
    void aGateBlocksANewSecretAndABaselineMakesItKnown() throws IOException {
        leak("deploy/credentials");
        assertThat(run("scan", "--stage", "commit", root()).code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(run("baseline", "create", root()).code()).isEqualTo(ExitCode.PASS);
        Path baseline = folder.resolve(".gatehouse-baseline");
        assertThat(baseline).content().contains("aws-access-key-pair deploy/credentials").doesNotContain(SECRET);
        assertThat(run("scan", "--stage", "commit", "--baseline", baseline.toString(), root()).code()).isEqualTo(ExitCode.PASS);
        leak("another/place");
        assertThat(run("scan", "--stage", "commit", "--baseline", baseline.toString(), root()).code()).as("one place more is new")
                .isEqualTo(ExitCode.BLOCKED);
    }

    @Test
    void everyReportAndTheDecisionAreWrittenAndNoneHoldsTheSecret() throws IOException {
        leak("src/main/app.properties");
        Path reports = Files.createDirectory(folder.resolve("reports"));
        List<String> kinds = List.of("json", "sarif", "html", "markdown", "junit", "csv", "gitlab-secrets", "gitlab-sast",
                "gitlab-code-quality", "github", "azure", "terminal");
        var arguments = new ArrayList<>(List.of("scan", "--stage", "commit", "--exclude", "reports", "--decision",
                reports.resolve("decision.json").toString()));
        kinds.forEach(kind -> arguments.addAll(List.of("--report", kind + "=" + reports.resolve(kind))));
        arguments.add(root());
        assertThat(run(arguments.toArray(String[]::new)).code()).isEqualTo(ExitCode.BLOCKED);
        for (String kind : kinds) {
            assertThat(reports.resolve(kind)).content().isNotEmpty().doesNotContain(SECRET);
        }
        assertThat(reports.resolve("decision.json")).content().contains("\"block\"").contains("gate.block");
    }

    @Test
    void theSameInputGivesTheSameDecision() throws IOException {
        leak("a/b");
        for (String name : List.of("one.json", "two.json")) {
            run("scan", "--no-cache", "--stage", "commit", "--as-of", "2026-01-01", "--decision", caches.resolve(name).toString(),
                    root());
        }
        assertThat(caches.resolve("two.json")).hasSameBinaryContentAs(caches.resolve("one.json"));
    }

    @Test
    void readsStandardInput() {
        Said said = run("aws_access_key_id = " + KEY_ID + "\naws_secret_access_key = " + SECRET + "\n",
                new String[]{"scan", "-"});
        assertThat(said.out()).contains("<stdin>:2:25").doesNotContain(SECRET);
    }

    @Test
    void aMarkerOnTheLineSuppressesItAndTheDecisionSaysSo() throws IOException {
        Files.writeString(folder.resolve("x.env"), "AWS_ACCESS_KEY_ID=" + KEY_ID + " # gatehouse:allow -- revoked long ago\n");
        Said said = run("scan", "--stage", "commit", "--format", "json", root());
        assertThat(said.code()).isEqualTo(ExitCode.PASS);
        assertThat(said.out()).contains("suppressed inline (gatehouse:allow)").contains("revoked long ago");
    }

    @Test
    void aFileThatIsTooLargeLeavesAPassUnproven() throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), "limits:\n  file-size: 1KiB\n");
        Files.writeString(folder.resolve("large.txt"), "harmless words\n".repeat(1000));
        Said said = run("scan", "--stage", "commit", root());
        assertThat(said.code()).isEqualTo(ExitCode.UNPROVEN);
        assertThat(said.out()).contains("large.txt").contains("limits.file-size");
    }

    @Test
    void aMistakeInTheConfigurationNamesFileLineAndRemedy() throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), "gate:\n  blok: high\n");
        Said said = run("scan", root());
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("gatehouse.yaml:2").contains("did you mean 'block'");
    }

    @Test
    void aWrongRuleFileNamesTheLine() throws IOException {
        Files.writeString(folder.resolve(".gitleaks.toml"), "[[rules]]\nid = \"x\"\nregex = \"(\"\n");
        Said said = run("scan", root());
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(".gitleaks.toml:3");
    }

    @Test
    void usersOwnGitleaksRulesRunBesideTheCatalogue() throws IOException {
        Files.writeString(folder.resolve(".gitleaks.toml"), "[extend]\nuseDefault = true\n[[rules]]\nid = \"shop-ticket\"\n"
                + "description = \"Shop ticket\"\nregex = \"shop-[0-9]{6}\"\n");
        Files.writeString(folder.resolve("notes.txt"), "see shop-482915 for more\n");
        leak("deploy/credentials");
        Said said = run("scan", root());
        assertThat(said.out()).contains("shop-ticket").contains("aws-access-key-pair");
    }

    @Test
    void mistakesOnTheCommandLineSayWhatToDo() {
        assertThat(run("scna").err()).contains("did you mean scan");
        assertThat(run("scan", "--stge", "commit").err()).contains("--stage");
        assertThat(run("scan", "no/such/folder").err()).contains("there is no such file or folder");
        assertThat(run("scan", "--report", "pdf=x").err()).contains("kinds: terminal, json, sarif");
        assertThat(run("scan", "--history", "--staged").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("scan", "--decision", "x").err()).contains("--stage");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : Commands.all().keySet()) {
            Said said = run("help", command);
            assertThat(said.code()).as(command).isEqualTo(ExitCode.PASS);
            assertThat(said.out()).contains("Usage: gatehouse " + command);
        }
    }

    @Test
    void completionKnowsEveryCommand() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Said said = run("completion", shell);
            assertThat(said.code()).isEqualTo(ExitCode.PASS);
            assertThat(said.out()).contains("scan").contains("baseline").contains("explain");
        }
    }

    @Test
    void explainsAFindingALineAndARule() throws IOException {
        leak("deploy/credentials");
        assertThat(run("explain", "deploy/credentials:2", "--root", root()).out()).contains("verdict     block")
                .contains("gatehouse:allow")
                .doesNotContain(SECRET);
        assertThat(run("explain", "deploy/credentials:9", "--root", root()).out()).contains("nothing is found at");
        assertThat(run("explain", "aws-access-key-pair", "--root", root()).out()).contains("it finds here:");
        assertThat(run("explain", "no-such-rule", "--root", root()).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void showsWhereConfigurationComesFrom() throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), "gate:\n  block: medium\n");
        Said said = run("config", "show", "--origin", "--root", root());
        assertThat(said.out()).containsPattern("gate.block: medium +# gatehouse.yaml:2")
                .containsPattern("gate.warn: medium +# built-in");
    }
}
