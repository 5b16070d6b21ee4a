package dev.gatehouse.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People's own gitleaks files, unchanged: configuration, ignore file, inline markers, baseline.
class GitleaksFilesTest {
    private static final String BADGE = "badge-";
    private static final String OWN_RULES = """
            title = "ours"
            [extend]
            useDefault = true
            disabledRules = ["generic-api-key", "no-such-rule"]

            [[rules]]
            id = "acme-badge"
            description = "Acme badge"
            regex = '''\\bbadge-[a-z0-9]{16}\\b'''
            keywords = ["badge-"]
            entropy = 2.5
              [[rules.allowlists]]
              paths = ['''(^|/)manual/''']
              [[rules.allowlists]]
              regexTarget = "line"
              regexes = ['''only-a-sample''']
            """;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void files() throws IOException {
        environment.put("XDG_CACHE_HOME", elsewhere.resolve("cache").toString());
        write(".gitleaks.toml", OWN_RULES);
        write("a.txt", BADGE + "q7k2m9x4w1z8v3t6\n" + BADGE + "p5n8b1c4d7f0g3h6 only-a-sample\n" + BADGE
                + "j2l5r8s1u4y7a0e3 # gitleaks:allow\n");
        write("b.txt", "\n" + BADGE + "z9y2x5w8v1u4t7s0\n");
        write("manual/c.txt", BADGE + "m3n6b9v2c5x8z1l4\n");
        write("d.env", "AWS=" + "AKIA" + "Q3EGRIBJ4TZL5V2N" + "\n");
        write("e.py", "password = \"" + "Xk29fmLqz81p" + "\"\n");
        write(".gitleaksignore", "# known\nb.txt:acme-badge:2\nno fingerprint\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private CommandLineRun scan(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "scan";
        arguments[1] = "--only";
        arguments[2] = "secrets";
        System.arraycopy(more, 0, arguments, 3, more.length);
        arguments[more.length + 3] = folder.toString();
        return CommandLineRun.of(environment, arguments);
    }

    @Test
    void ownRulesRunBesideTheCatalogueAndWhatTheyPassOverIsPassedOver() {
        CommandLineRun run = scan("--stage", "commit");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("a.txt:1:1", "acme-badge", "d.env:1:5", "aws-access-key-id", "2 suppressed")
                .doesNotContain("a.txt:2", "a.txt:3", "b.txt:2", "manual/c.txt", "e.py:1");
    }

    @Test
    void whatCannotBeUsedIsNoted() {
        assertThat(scan("--verbose").out()).contains(".gitleaksignore:3", "secrets-ignore-entry-invalid")
                .contains("'no-such-rule'", "secrets-rule-unknown")
                .doesNotContain("'generic-api-key'");
    }

    @Test
    void suppressedFindingsAreListedOnDemand() {
        assertThat(scan("--verbose").out()).contains("a.txt:3:1", "b.txt:2:1", "[suppressed]");
    }

    @Test
    void aBaselineOfGitleaksSuppressesWhatItLists() throws IOException {
        write("gatehouse.yaml", "secrets: {gitleaks-baseline: leaks.json}\n");
        write("leaks.json", """
                [{"RuleID": "acme-badge", "Description": "Acme badge", "StartLine": 1, "EndLine": 1, "StartColumn": 1,
                  "EndColumn": 22, "Match": "REDACTED", "Secret": "REDACTED", "File": "a.txt", "Commit": "",
                  "Entropy": 4, "Author": "", "Email": "", "Date": "", "Message": "", "Tags": [],
                  "Fingerprint": "a.txt:acme-badge:1"}]
                """);

        assertThat(scan().out()).contains("d.env:1:5", "3 suppressed").doesNotContain("a.txt:1:1");
    }

    @Test
    void aBrokenConfigurationIsNamedWithItsLine() throws IOException {
        write(".gitleaks.toml", OWN_RULES + "[[rules]]\nid = \"broken\"\nregex = '''('''\n");

        CommandLineRun run = scan();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(".gitleaks.toml:");
    }
}
