package dev.gatehouse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLoopTest {
    @TempDir
    Path folder;

    @Test
    void theLoopComesOutAsTold() {
        CommandLineRun run = CommandLineRun.of(System.getenv(), "demo", "loop", "--keep", folder.resolve("loop").toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("── Plan", "── Code", "── Build", "── Test", "── Release", "── Deploy", "── Operate", "── Monitor",
                        "each ended as expected")
                .doesNotContain("✗");
        assertThat(folder.resolve("loop/shop/threat-model.svg")).exists();
        assertThat(folder.resolve("loop/shop/.gatehouse/ledger/entries.jsonl")).exists();
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
        for (String name : Example.SERVICE) {
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
