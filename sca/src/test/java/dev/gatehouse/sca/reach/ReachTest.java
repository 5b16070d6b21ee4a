package dev.gatehouse.sca.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.Tree;
import dev.gatehouse.sca.match.AdvisoryJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachTest {
    private static final String LOCK = """
            {"name": "harbour", "lockfileVersion": 3, "packages": {
              "": {"name": "harbour", "dependencies": {"crane": "1", "rope": "1", "@knots/hook": "1"}},
              "node_modules/crane": {"version": "1.0.0", "dependencies": {"mast": "1"}},
              "node_modules/rope": {"version": "1.0.0", "dependencies": {"sail": "1"}},
              "node_modules/@knots/hook": {"version": "1.0.0"},
              "node_modules/mast": {"version": "1.0.0"},
              "node_modules/sail": {"version": "1.0.0"}}}
            """;
    private static final String MANIFEST = """
            {"name": "harbour", "dependencies": {"crane": "1", "rope": "1", "@knots/hook": "1"}, "scripts": {"test": "node ."}}
            """;

    @TempDir
    Path folder = Path.of("");

    /// What is said of each package, every one of which is weak.
    private Map<String, String> answers(Tree tree, String ecosystem, String... packages) throws IOException {
        StoreBuilder builder = new StoreBuilder();
        for (String each : packages) {
            String[] parts = each.split(" ");
            builder.advisory(
                    new Advisory("GHSA-" + parts[0], "ghsa", Advisory.Kind.VULNERABILITY, List.of(), List.of(), "It breaks",
                            null, null, null, false, Rating.of("high").stream().toList(), List.of(), List.of(),
                            List.of(new Affected(Ecosystem.parse(ecosystem).orElseThrow(), parts[0],
                                    List.of(Span.between("0", "9")), List.of(),
                                    List.of(), List.of(parts).subList(1, parts.length), List.of()))));
        }
        builder.write(folder.resolve("store"), Instant.EPOCH);
        Map<String, String> answers = new TreeMap<>();
        try (AdvisoryStore store = AdvisoryStore.open(folder.resolve("store"))) {
            for (Finding finding : new AdvisoryJudge(new Matcher(store)).judge(tree.inventoryWithSources(), _ -> {})) {
                String name = finding.message().substring(0, finding.message().indexOf(' '));
                answers.put(name, String.valueOf(finding.evidence().get("reachability")));
            }
        }
        return answers;
    }

    private Map<String, String> scripts(Tree tree) throws IOException {
        return answers(tree.add("package.json", MANIFEST).add("package-lock.json", LOCK), "npm", "crane", "rope", "mast", "sail",
                "@knots/hook");
    }

    @Test
    void whatSourcesImportIsReachedAndWhatNothingNeedsIsNot() throws IOException {
        Map<String, String> answers = scripts(
                new Tree().add("src/a.ts", "// a\nimport { x } from './x';\nimport y from \"crane/lib/y\";\n"));
        assertThat(answers.get("crane")).isEqualTo("reachable: src/a.ts:3 imports crane/lib/y");
        assertThat(answers.get("mast"))
                .isEqualTo("unknown: src/a.ts:3 imports crane/lib/y, which needs mast; whether the vulnerable part "
                        + "is called is not known");
        assertThat(answers.get("rope"))
                .startsWith("not reachable (vulnerable_code_not_in_execute_path): none of 1 source files imports it");
        assertThat(answers.get("sail")).startsWith("not reachable");
        assertThat(answers.get("@knots/hook")).startsWith("not reachable");
    }

    @Test
    void everyFormOfImportIsSeen() throws IOException {
        for (String form : List.of("const r = require('rope')", "export * from \"rope/x\"", "import 'rope'",
                "await import(`rope`)",
                "await import(/* chunk: \"r\" */ 'rope')", "import(\n  'rope')", "jest.mock('rope')",
                "let q = /['\"]/; require('rope')",
                "require.resolve('rope')")) {
            assertThat(scripts(new Tree().add("a.js", form + "\n")).get("rope")).as(form).startsWith("reachable: a.js:");
        }
    }

    @Test
    void whatIsMadeAtRunTimeMentionedOrUnreadMakesItUnknown() throws IOException {
        for (String source : List.of("require(name)", "import('./plugins/' + x + '/rope')\nload('rope')", "require(`${x}`)",
                "const engine = engines.rope", "// TODO: import x from 'rope'")) {
            assertThat(scripts(new Tree().add("a.js", source + "\n")).get("rope")).as(source).startsWith("unknown: ");
        }
        assertThat(scripts(new Tree().add("a.js", "1\n").add(".knotsrc", "{\"plugins\": [\"rope\"]}")).get("rope"))
                .startsWith("unknown: ");
        assertThat(scripts(new Tree().add("a.js", "1\n").addUnread("large.js")).get("rope"))
                .isEqualTo("unknown: not every source was looked at");
        assertThat(scripts(new Tree()).get("rope")).isEqualTo("unknown: no source was looked at");
    }

    @Test
    void filesOfTheProjectThatAreFoundAtRunTimeAreNoPackages() throws IOException {
        Tree tree = new Tree().add("a.js", "require(path.join(__dirname, x)); require(`./${x}`); require('./' + x)\n");
        assertThat(scripts(tree).get("rope")).startsWith("not reachable");
    }

    @Test
    void modulesOfPythonAreKnownByTheirOwnNames() throws IOException {
        String lock = """
                [[package]]
                name = "pyyaml"
                version = "5.1"
                [[package]]
                name = "jinja2"
                version = "2.0"
                [package.dependencies]
                markupsafe = "*"
                [[package]]
                name = "markupsafe"
                version = "1.0"
                [[package]]
                name = "knots"
                version = "1.0"
                [metadata]
                lock-version = "2.0"
                python-versions = "*"
                content-hash = ""
                """;
        String manifest = "[tool.poetry]\nname = \"harbour\"\nversion = \"1\"\n[tool.poetry.dependencies]\npyyaml = \"*\"\njinja2 = \"*\"\n"
                + "knots = \"*\"\n";
        Tree tree = new Tree().add("pyproject.toml", manifest).add("poetry.lock", lock).add("harbour/a.py",
                "import os, yaml as y\nfrom . import jinja\n");
        Map<String, String> answers = answers(tree, "PyPI", "pyyaml", "jinja2", "markupsafe", "knots");
        assertThat(answers.get("pyyaml")).isEqualTo("reachable: harbour/a.py:1 imports yaml");
        assertThat(answers.get("jinja2")).startsWith("not reachable");
        assertThat(answers.get("markupsafe")).startsWith("not reachable");
        // Its modules may be called anything.
        assertThat(answers.get("knots")).startsWith("unknown");
        assertThat(answers(tree.add("b.py", "importlib.import_module(name)\n"), "PyPI", "jinja2").get("jinja2")).isEqualTo(
                "unknown: what b.py:1 imports is found out only when it runs");
    }

    @Test
    void ofGoThePackagesThatAdvisoriesNameCount() throws IOException {
        String mod = "module acme.example/harbour\n\ngo 1.21\n\nrequire knots.example/rope v1.0.0\n";
        Tree tree = new Tree().add("go.mod", mod).add("main.go",
                "package main\n\nimport (\n\t\"fmt\"\n\tr \"knots.example/rope/net\" // x\n)\n");
        assertThat(answers(tree, "Go", "knots.example/rope knots.example/rope/net.Conn.Read").get("knots.example/rope"))
                .isEqualTo("reachable: main.go:5 imports knots.example/rope/net");
        assertThat(answers(tree, "Go", "knots.example/rope knots.example/rope/html.Parse").get("knots.example/rope"))
                .startsWith("unknown: no source here imports what is vulnerable");
        tree.add("vendor/modules.txt", "# knots.example/rope v1.0.0\n## explicit\nknots.example/rope/net\n");
        assertThat(answers(tree, "Go", "knots.example/rope knots.example/rope/html.Parse").get("knots.example/rope"))
                .startsWith("not reachable (vulnerable_code_not_present): ");
    }

    @Test
    void ofJavaImportsAreSeenAndNothingIsCalledUnused() throws IOException {
        Tree tree = new Tree()
                .add("pom.xml",
                        """
                                <project><groupId>acme</groupId><artifactId>harbour</artifactId><version>1</version><dependencies>
                                <dependency><groupId>org.apache.commons</groupId><artifactId>commons-text</artifactId><version>1.9</version></dependency>
                                <dependency><groupId>knots</groupId><artifactId>rope</artifactId><version>1.0</version></dependency>
                                </dependencies></project>
                                """)
                .add("src/main/java/A.java", "package a;\n\nimport org.apache.commons.text.StringSubstitutor;\n");
        Map<String, String> answers = answers(tree, "Maven", "org.apache.commons:commons-text", "knots:rope");
        assertThat(answers.get("org.apache.commons:commons-text"))
                .isEqualTo("reachable: src/main/java/A.java:3 imports org.apache.commons.text");
        assertThat(answers.get("knots:rope")).startsWith("unknown");
    }

    @Test
    void aGoProgramHasTheFunctionsThatWereLinkedAndNoOthers() throws Exception {
        Path go = Path.of("/usr/local/go/bin/go");
        for (String each : String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator)) {
            go = Files.isExecutable(Path.of(each, "go")) ? Path.of(each, "go") : go;
        }
        assumeTrue(Files.isExecutable(go), "go is not installed");
        Files.writeString(folder.resolve("go.mod"), "module acme.example/harbour\n\ngo 1.21\n");
        Files.writeString(folder.resolve("main.go"), """
                package main

                import (
                	"archive/zip"
                	"os"
                )

                func main() { _, err := zip.OpenReader(os.Args[0]); println(err) }
                """);
        ProcessBuilder builder = new ProcessBuilder(go.toString(), "build", "-ldflags=-s -w", "-o", "harbour", ".")
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(Map.of("GOTOOLCHAIN", "local", "GOFLAGS", "-buildvcs=false", "CGO_ENABLED", "0"));
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("output"))).isZero();
        Tree tree = new Tree().add("bin/harbour", Files.readAllBytes(folder.resolve("harbour")));
        assertThat(answers(tree, "Go", "stdlib archive/zip.OpenReader").get("stdlib"))
                .isEqualTo("reachable: the program has archive/zip.OpenReader");
        assertThat(answers(tree, "Go", "stdlib archive/zip.Reader.init").get("stdlib")).startsWith("reachable");
        assertThat(answers(tree, "Go", "stdlib archive/tar.Reader.Next net/http.Server.Serve").get("stdlib")).isEqualTo(
                "not reachable (vulnerable_code_not_present): the program has none of the vulnerable functions "
                        + "(archive/tar.Reader.Next, net/http.Server.Serve)");
    }
}
