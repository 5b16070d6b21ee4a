package dev.gatehouse.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
                "WARN - " + folder.resolve("app.yaml") + " - main - no owner",
                "4 tests, 2 passed, 1 warning, 1 failure, 0 exceptions");
        assertThat(run("verify", "--policy", policy, "--output", "json", folder.resolve("app.yaml")).out())
                .contains("\"msg\": \"runs as root\"", "\"level\": 2");
        assertThat(run("verify", "--policy", policy, "--fail-on-warn", "--exit-codes", "conftest", folder.resolve("app.yaml"))
                .code()).isEqualTo(2);
    }

    @Test
    void evalExplainsWhatItAnswers() throws IOException {
        Path input = Files.writeString(folder.resolve("input.json"), "{\"kind\": \"Deployment\", \"owner\": \"ada\"}");
        CommandLineRun run = run("eval", "-d", policy, "-i", input, "--explain", "--provenance", "--coverage", "--profile",
                "data.main");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("data.main.deny: holds", "data.main.warn: does not hold", "not input.owner",
                "/kind, /owner, /spec",
                "evaluated  expression", "together");
        assertThat(run("eval", "-d", policy, "-i", input, "--provenance", "--format", "json", "data.main.deny").out())
                .contains("\"/kind\"", "\"members\"");
    }

    @Test
    void testWritesWhatOtherProgramsRead() throws IOException {
        Files.writeString(policy.resolve("main_test.rego"), TESTS + "\ntodo_test_later := true\n");
        CommandLineRun junit = run("test", "--format", "junit", policy);
        assertThat(junit.code()).isEqualTo(1);
        assertThat(junit.out()).contains("<testsuite name=\"data.main\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"",
                "<failure message=", "count(deny) == wanted", "<skipped");
        CommandLineRun json = run("test", "--format", "json", "--exit-codes", "opa", policy);
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.out()).contains("\"fail\": true", "\"skip\": true", "\"wanted\": 2", "\"row\": 3");
        assertThat(run("test", "--parallel", "1", "--verbose", policy).out())
                .isEqualTo(run("test", "--parallel", "4", "--verbose", policy).out());
        assertThat(run("coverage", "--threshold", "99", policy)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).contains("main.rego, not reached: [9]");
        });
        assertThat(run("coverage", "--format", "json", policy).out()).contains("\"not_covered\"", "\"coverage\"");
    }

    @Test
    void fmtShowsTheDifference() throws IOException {
        Path untidy = Files.writeString(policy.resolve("untidy.rego"), "package a\n\np := 1\n\nq:=2\n");
        assertThat(run("fmt", "--diff", policy).out()).isEqualTo("--- " + untidy + "\n+++ " + untidy
                + "\n@@ -2,4 +2,4 @@\n \n p := 1\n \n-q:=2\n+q := 2\n");
        assertThat(untidy).hasContent("package a\n\np := 1\n\nq:=2\n");
    }

    @Test
    void verifyWritesTheFormatsOfConftest() throws IOException {
        Files.writeString(policy.resolve("more.rego"), """
                package main

                deny_lines contains "one\\ntwo ::error:: 100%"  if input.kind == "Deployment"

                deny_known contains "excused" if input.kind == "Deployment"

                exception contains ["known"] if true
                """);
        Path file = Files.writeString(folder.resolve("one.json"), "{\"kind\": \"Deployment\", \"owner\": \"ada\"}");
        assertThat(run("verify", "-p", policy, "-o", "stdout", file).out()).contains("EXCP - " + file,
                "4 tests, 1 passed, 0 warnings, 2 failures, 1 exception");
        assertThat(run("verify", "-p", policy, "-o", "tap", file).out()).contains("1..4", "not ok 1 - ", "# exceptions",
                "ok 4 - ");
        assertThat(run("verify", "-p", policy, "-o", "table", file).out()).contains("| failure   |", "| exception |",
                "| success   |");
        assertThat(run("verify", "-p", policy, "-o", "junit", file).out()).contains("tests=\"4\" failures=\"2\"", "one\ntwo");
        assertThat(run("verify", "-p", policy, "-o", "github", file).out())
                .contains("::group::", "one%0Atwo ::error:: 100%25", "::endgroup::")
                .doesNotContain("\ntwo");
        assertThat(run("verify", "-p", policy, "-o", "azuredevops", file).out())
                .contains("##vso[task.logissue type=error]", "one two")
                .doesNotContain("\ntwo");
        assertThat(run("verify", "-p", policy, "-o", "sarif", file).out()).contains("\"ruleId\": \"main/deny\"",
                "\"version\": \"2.1.0\"");
    }

    @Test
    void verifyReadsOtherFormats() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Path rules = Files.writeString(folder.resolve("any.rego"), """
                package main

                deny contains sprintf("%v", [input]) if true
                """);
        Path toml = Files.writeString(files.resolve("a.toml"), "x = 1\n[t]\ny = [1.5, true]\n");
        Path xml = Files.writeString(files.resolve("a.xml"), "<r a=\"1\"><b>t</b></r>");
        Path properties = Files.writeString(files.resolve("a.properties"), "k = v\n");
        Path env = Files.writeString(files.resolve(".env"), "export A=1 # one\nB=\"two words\"\nC='#3'\n");
        String out = run("verify", "-p", rules, toml, xml, properties, env).out();

        assertThat(out).contains("{\"t\": {\"y\": [1.5, true]}, \"x\": 1}", "{\"r\": {\"-a\": \"1\", \"b\": \"t\"}}",
                "{\"k\": \"v\"}",
                "{\"A\": \"1\", \"B\": \"two words\", \"C\": \"#3\"}");
        Path other = Files.writeString(files.resolve("build.cue"), "a: 1\n");
        assertThat(run("verify", "-p", rules, other)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("build.cue", "this version reads yaml, json, jsonc, toml");
        });
    }

    @Test
    void bundlesMustBeSignedWhenThereIsAKey() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "secret");
        assertThat(run("eval", "-b", policy, "data.main.deny").code()).isZero();
        CommandLineRun unsigned = run("eval", "-b", policy, "--verification-key", key, "--signing-alg", "HS256",
                "data.main.deny");
        assertThat(unsigned.code()).isEqualTo(2);
        assertThat(unsigned.err()).contains("policy: bundle missing .signatures.json file");
        for (String command : List.of("test", "check", "coverage")) {
            assertThat(run(command, "-b", policy).code()).as(command).isZero();
            assertThat(run(command, policy, "--verification-key", key, "--signing-alg", "HS256").err()).as(command)
                    .contains("missing .signatures.json");
        }
        assertThat(run("verify", folder.resolve("app.yaml"), "-p", policy, "--verification-key", key).err())
                .contains("failed to parse PEM block");
        assertThat(run("eval", "-d", policy, "--verification-key", key, "1").err()).contains("needs --bundle");
    }

    @Test
    void schemasAreCheckedAgainst() throws IOException {
        Path schema = Files.writeString(folder.resolve("schema.json"),
                "{\"type\": \"object\", \"properties\": {\"kind\": {\"type\": \"string\"}, \"owner\": {}}}");
        CommandLineRun check = run("check", "--schema", schema, policy);
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("main.rego:5").contains("undefined ref: input.spec.nonRoot");
        assertThat(run("eval", "-s", schema, "input.owner").code()).isZero();
        assertThat(run("eval", "-s", schema, "input.ower").err()).contains("undefined ref: input.ower");
        assertThat(run("test", "-s", folder.resolve("none.json"), policy).err()).contains("there is no such file");
    }

    @Test
    void policiesReachNamedHostsOnly() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String query = "http.send({\"method\": \"get\", \"url\": \"http://127.0.0.1:" + server.getAddress().getPort()
                    + "\"}).raw_body";
            assertThat(run("eval", query).err()).contains("http.send");
            assertThat(run("eval", "--allow-net", "other.example", "--strict-builtin-errors", query).err())
                    .contains("unallowed host: 127.0.0.1");
            assertThat(run("eval", "--allow-net", "other.example,127.0.0.1", "--format", "raw", query).out()).isEqualTo("hi\n");
            assertThat(run("eval", "--allow-net", "127.0.0.1", "net.lookup_ip_addr(\"127.0.0.1\")").out()).contains("127.0.0.1");
            assertThat(run("eval", "net.lookup_ip_addr(\"localhost\")").code()).isEqualTo(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void verifyReadsTerraformDockerfilesAndIni() throws IOException {
        Files.writeString(policy.resolve("main.rego"), """
                package main

                deny contains sprintf("bucket %s is public", [name]) if {
                	some name, bodies in input.resource.aws_s3_bucket
                	bodies[_].acl == "public-read"
                }

                deny contains sprintf("stage %d runs as root", [c.Stage]) if {
                	some c in input[0]
                	c.Cmd == "user"
                	c.Value == ["root"]
                }

                deny contains "debug" if input.server.debug == true
                """);
        Path terraform = Files.writeString(folder.resolve("main.tf"),
                "resource \"aws_s3_bucket\" \"b\" {\n  acl = \"public-read\"\n}\n");
        Path image = Files.writeString(folder.resolve("Dockerfile"),
                "# syntax=x\nFROM a AS b\nRUN <<E\nUSER root\nE\nFROM c\nUSER \\\n root\n");
        Path ini = Files.writeString(folder.resolve("app.ini"), "x = 1\n[server]\ndebug = true ; not in production\n");
        CommandLineRun run = run("verify", "-p", policy, terraform, image, ini);
        assertThat(run.out()).contains("main.tf - main - bucket b is public", "Dockerfile - main - stage 1 runs as root",
                "app.ini - main - debug", "3 failures");
        assertThat(run("verify", "-p", policy, Files.writeString(folder.resolve("bad.tf"), "a = \n")).err())
                .contains("bad.tf:1:5: expected an expression");
        assertThat(run("verify", "-p", policy, Files.writeString(folder.resolve("bad.dockerfile"), "FROM a\nRNU x\n")).err())
                .contains("bad.dockerfile:2: unknown instruction: RNU");
        assertThat(run("verify", "-p", policy, Files.writeString(folder.resolve("bad.ini"), "[a]\nb\n")).err())
                .contains("bad.ini:2: key-value delimiter not found");
    }
}
