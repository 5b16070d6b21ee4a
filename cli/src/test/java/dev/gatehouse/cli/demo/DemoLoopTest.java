package dev.gatehouse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLoopTest {
    @TempDir
    Path folder;

    /// Every command of the story with the exit code that it must have, whatever the story itself expects.
    private static final List<String> STEPS = List.of(
            "threats review: 0",
            "threats check: 1",
            "threats review: 0",
            "threats diagram: 0",
            "threats check: 0",
            "scan: 1",
            "except: 0",
            "scan: 1",
            "approve: 2",
            "approve: 2",
            "approve: 0",
            "scan: 0",
            "scan: 1",
            "scan: 0",
            "sbom: 0",
            "advisories update: 0",
            "scan: 1",
            "fix: 0",
            "scan: 0",
            "import: 1",
            "release: 1",
            "approve: 2",
            "approve: 0",
            "release: 0",
            "gate: 0",
            "gate: 1",
            "gate: 1",
            "gate: 1",
            "approve: 0",
            "gate: 0",
            "ledger list: 0",
            "ledger verify: 0",
            "ledger verify: 1",
            "ledger verify: 1",
            "evidence: 0",
            "evidence verify: 0",
            "advisories update: 0",
            "gate: 1",
            "fix: 0",
            "release: 0",
            "gate: 0",
            "detect: 0",
            "incident list: 1",
            "gate: 1",
            "threats check: 1",
            "incident resolve: 0",
            "threats check: 0",
            "gate: 0",
            "evidence: 0");

    @Test
    void theLoopComesOutAsTold() throws IOException {
        CommandLineRun run = CommandLineRun.of(System.getenv(), "demo", "loop", "--keep", folder.resolve("loop").toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("── ")).map(line -> line.replaceAll("[─ ]+", " ").strip()))
                .containsExactly("Plan", "Code", "Build", "Test", "Release", "Deploy", "Operate", "Monitor", "Plan again",
                        "Once around");
        assertThat(steps(run.out())).containsExactlyElementsOf(STEPS);
        assertThat(run.out()).contains(STEPS.size() + " commands, each ended as expected").doesNotContain("✗");
        Path loop = folder.resolve("loop");
        assertThat(Files.readString(loop.resolve("shop/threat-model.svg"))).contains("<svg");
        assertThat(Files.readString(loop.resolve("shop/package-lock.json"))).contains("left-shelf-1.1.2.tgz",
                "tiny-cart-2.0.1.tgz");
        assertThat(Files.readString(loop.resolve("shop/package.json"))).contains("\"tiny-cart\": \"2.0.1\"");
        assertThat(Files.readString(loop.resolve("evidence/evidence-soc2.json"))).contains("\"gaps\"",
                "without a release decision");
        assertThat(loop.resolve("evidence/evidence-pci-dss.html")).isNotEmptyFile();
        String ledger = Files.readString(loop.resolve("shop/.gatehouse/ledger/entries.jsonl"));
        for (String kind : List.of("scan", "sbom", "decision", "approval", "release", "deployment", "finding-opened",
                "incident")) {
            assertThat(ledger).as(kind).contains("\"kind\":\"" + kind + "\"");
        }
        assertThat(run.out()).as("what ships or is made here as a key stays out of what is told").doesNotContain("PRIVATE KEY");
    }

    /// Of each command its first word, or two where the first is a group, and the exit code.
    private static List<String> steps(String told) {
        List<String> steps = new ArrayList<>();
        String command = "";
        for (String line : told.lines().toList()) {
            if (line.startsWith("$ gatehouse ")) {
                List<String> words = List.of(line.substring("$ gatehouse ".length()).split(" "));
                boolean group = Set.of("threats", "ledger", "incident", "advisories", "evidence").contains(words.getFirst())
                        && !words.get(1).startsWith("-");
                command = String.join(" ", words.subList(0, group ? 2 : 1));
            } else if (line.startsWith("✓ exit code ") && !command.isEmpty()) {
                steps.add(command + ": " + line.charAt("✓ exit code ".length()));
                command = "";
            }
        }
        return steps;
    }

    @Test
    void whatTheExampleConsistsOfIsWhatLiesInItsFolder() throws IOException {
        Path example = Path.of("../examples/loop");
        try (Stream<Path> tree = Files.walk(example)) {
            assertThat(tree.filter(Files::isRegularFile).map(file -> example.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(Example.SERVICE.stream(), Example.FEEDS.stream()).toList());
        }
        for (String name : Stream.concat(Example.SERVICE.stream(), Example.FEEDS.stream()).toList()) {
            assertThat(Example.text(name)).isEqualTo(Files.readString(example.resolve(name)));
        }
    }

    @Test
    void aFolderThatExistsIsLeftAlone() {
        CommandLineRun run = CommandLineRun.of(System.getenv(), "demo", "loop", "--keep", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("it exists already").hasLineCount(1);
    }
}
