package dev.gatehouse.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final String POLICY = """
            package main

            deny contains msg if {
            	input.kind == "Deployment"
            	not input.spec.nonRoot
            	msg := "runs as root"
            }

            warn contains {"msg": "no owner", "level": 2} if not input.owner
            """;

    private static final String TESTS = """
            package main

            test_deny if count(deny) == 1 with input as {"kind": "Deployment"}

            test_fails if {
            	wanted := 2
            	count(deny) == wanted with input as {"kind": "Deployment"}
            }
            """;

    @TempDir
    Path folder;

    private Path policy;

    @BeforeEach
    void write() throws IOException {
        policy = Files.createDirectory(folder.resolve("policy"));
        Files.writeString(policy.resolve("main.rego"), POLICY);
        Files.writeString(folder.resolve("app.yaml"), "kind: Deployment\n---\nkind: Service\nowner: ada\n");
    }

    private static CommandLineRun run(Object... arguments) {
        List<String> words = new ArrayList<>(List.of("policy"));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return CommandLineRun.of(Map.of(), words.toArray(String[]::new));
    }

    @Test
    void evalPrintsValuesAndBindings() {
        assertThat(run("eval", "-d", policy, "-i", folder.resolve("app.yaml"), "data.main.deny").err())
                .contains("has 2 documents");
        assertThat(run("eval", "-d", policy, "--format", "raw", "data.main.deny with input.kind as \"Deployment\"").out())
                .isEqualTo("[\"runs as root\"]\n");
        assertThat(run("eval", "some x in [1, 2]").out()).contains("\"x\": 1").contains("\"x\": 2");
        assertThat(run("eval", "--fail", "data.nope").code()).isEqualTo(1);
        assertThat(run("eval", "x +").code()).isEqualTo(2);
    }

    @Test
    void testTellsWhatFailedAndWhy() throws IOException {
        Files.writeString(policy.resolve("main_test.rego"), TESTS);
        CommandLineRun run = run("test", policy);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("data.main.test_fails: failed", ":7: count(deny) == wanted", "wanted: 2",
                "1 passed, 1 failed, 0 errors, 0 skipped");
        assertThat(run("test", "--run", "test_deny", "--coverage", policy).out()).contains("main.rego, not reached: [9]");
    }

    @Test
    void checkReportsPlaces() throws IOException {
        assertThat(run("check", policy).code()).isZero();
        Path bad = Files.writeString(folder.resolve("bad.rego"), "package a\n\np if x > 1\n");
        CommandLineRun run = run("check", bad);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("bad.rego:3:6: rego_unsafe_var_error: var x is unsafe");
    }

    @Test
    void fmtWritesOnlyWhatItChanges() throws IOException {
        assertThat(run("fmt", "--list", "--fail", policy).code()).isZero();
        Path untidy = Files.writeString(policy.resolve("untidy.rego"), "package  a\n\np:=1\n");
        assertThat(run("fmt", "--list", "--fail", policy)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEqualTo(untidy + "\n");
        });
        run("fmt", "--write", policy);
        assertThat(untidy).hasContent("package a\n\np := 1\n");
        assertThat(policy.resolve("main.rego")).hasContent(POLICY);
    }

    @Test
    void verifySpeaksAsConftest() {
        CommandLineRun run = run("verify", "--policy", policy, folder.resolve("app.yaml"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL - " + folder.resolve("app.yaml") + " - main - runs as root",
                "WARN - " + folder.resolve("app.yaml") + " - main - no owner", "4 tests, 2 passed, 1 warnings, 1 failures");
        assertThat(run("verify", "--policy", policy, "--output", "json", folder.resolve("app.yaml")).out())
                .contains("\"msg\": \"runs as root\"", "\"level\": 2");
        assertThat(run("verify", "--policy", policy, "--fail-on-warn", "--exit-codes", "conftest", folder.resolve("app.yaml"))
                .code()).isEqualTo(2);
    }
}
