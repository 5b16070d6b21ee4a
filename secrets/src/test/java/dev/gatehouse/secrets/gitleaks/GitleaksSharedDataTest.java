package dev.gatehouse.secrets.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// gitleaks' own test configurations, where they are at hand: the valid ones load, the invalid ones are refused.
class GitleaksSharedDataTest {
    @TempDir
    private static Path folder;
    private static Path data = Path.of("");
    private static String absent = "";

    @BeforeAll
    static void unpack() throws InterruptedException {
        Path pack = Path.of(System.getProperty("gatehouse.shared", "absent"), "data/gitleaks/gitleaks-testdata.tar.zst");
        if (!Files.exists(pack)) {
            absent = "gitleaks' test data is not here";
            return;
        }
        try {
            Process tar = new ProcessBuilder("tar", "--zstd", "-xf", pack.toAbsolutePath().toString(), "-C", folder.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            absent = tar.waitFor(1, TimeUnit.MINUTES) && tar.exitValue() == 0 ? "" : "tar cannot read zstd here";
        } catch (IOException e) {
            absent = "tar is not here";
        }
        data = folder.resolve("testdata");
    }

    @BeforeEach
    void skipWithoutData() {
        Assumptions.assumeTrue(absent.isEmpty(), absent);
    }

    @Test
    void validConfigurationsLoad() throws IOException, DocumentException {
        List<Path> files = list("config/valid");
        assertThat(files).hasSizeGreaterThan(25);
        for (Path file : Stream.concat(files.stream(), list("config").stream()).toList()) {
            // These two only serve as bases at a depth where what they extend, a file that does not exist, is not followed.
            if (!file.endsWith("extend_base_1.toml") && !file.endsWith("extend_base_2.toml")) {
                load(file).apply(Catalogue.load());
            }
        }
    }

    @Test
    void invalidConfigurationsAreRefusedWithFileAndLine() throws IOException {
        List<Path> files = list("config/invalid");
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            assertThatThrownBy(() -> load(file)).as(file.getFileName().toString()).isInstanceOf(DocumentException.class)
                    .hasMessageMatching("(?s).*\\.toml:[0-9]+:[0-9]+: .*");
        }
    }

    @Test
    void basesAreMergedAsExpected() throws IOException, DocumentException {
        assertThat(rules("extend.toml")).extracting(SecretRule::id).containsExactlyInAnyOrder("aws-access-key", "aws-secret-key",
                "aws-secret-key-again");
        assertThat(rules("extend_disabled.toml")).extracting(SecretRule::id).containsExactlyInAnyOrder("aws-secret-key",
                "pypi-upload-token");
        assertThat(rule("extend_rule_override_description.toml").header().title()).isEqualTo("Puppy Doggy");
        assertThat(rule("extend_rule_override_entropy.toml").detection().entropy()).isEqualTo(999);
        assertThat(rule("extend_rule_override_keywords.toml").detection().keywords()).contains("puppy");
        assertThat(rule("extend_rule_override_path.toml").detection().path()).isEqualTo("(?:puppy)");
        assertThat(rule("extend_rule_override_regex.toml").detection().regex()).isEqualTo("(?:a)");
        assertThat(rule("extend_rule_override_secret_group.toml").detection().secretGroup()).isEqualTo(2);
        assertThat(rule("extend_rule_override_tags.toml").detection().tags()).contains("key", "AWS", "puppy");
        assertThat(rules("extend_rule_allowlist_and.toml").getFirst().detection().allowlists()).hasSize(2)
                .anyMatch(list -> list.all() && list.stopwords().equals(List.of("example")));
        assertThat(rules("allowlist_global_target_rules.toml")).filteredOn(rule -> !rule.detection().allowlists().isEmpty())
                .extracting(SecretRule::id).containsExactlyInAnyOrder("github-app-token", "github-pat");
    }

    @Test
    void ignoreFilesAndBaselinesAreRead() throws IOException, DocumentException {
        List<Diagnostic> told = new ArrayList<>();
        GitleaksIgnore ignore = GitleaksIgnore.read("ignore", Files.readAllBytes(data.resolve("gitleaksignore/.windowspaths")),
                told::add);
        GitleaksBaseline baseline = GitleaksBaseline.read("baseline", Files.readAllBytes(data.resolve("baseline/baseline.json")),
                s -> s);

        assertThat(told).isEmpty();
        assertThat(ignore.size()).isEqualTo(3);
        assertThat(ignore.ignores("b55d88dc151f7022901cda41a03d43e0e508f2b7", "test_data/test_local_repo_three_leaks.json",
                Set.of("aws-access-token"), 73)).isNotNull();
        assertThat(baseline.size()).isEqualTo(2);
        assertThat(baseline.contains("9326f35380636bcbe61e94b0584d1618c4b5c2c2", "detect/detect_test.go",
                Set.of("pypi-upload-token"),
                33, "anything")).isTrue();
    }

    private static SecretRule rule(String name) throws IOException, DocumentException {
        return rules(name).stream().filter(rule -> rule.id().equals("aws-access-key")).findFirst().orElseThrow();
    }

    private static List<SecretRule> rules(String name) throws IOException, DocumentException {
        return load(data.resolve("config/valid").resolve(name)).apply(new RuleSet(List.of(), List.of())).rules();
    }

    private static GitleaksConfig load(Path file) throws IOException, DocumentException {
        return GitleaksConfig.read(data.relativize(file).toString(), Files.readAllBytes(file), new Confined(data),
                diagnostic -> {});
    }

    private static List<Path> list(String name) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
        }
    }
}
