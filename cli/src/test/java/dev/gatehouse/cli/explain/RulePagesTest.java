package dev.gatehouse.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulePagesTest {
    private static final Path PAGES = Path.of("..", "docs", "rules");

    static Stream<String> documented() {
        return Engines.IDS.stream().filter(engine -> Files.isDirectory(PAGES.resolve(engine)));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void thePagesInTheTreeAreCurrent(String engine) throws IOException {
        SortedMap<String, String> there = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES.resolve(engine))) {
            for (Path file : files.toList()) {
                there.put(engine + "/" + file.getFileName(), Files.readString(file));
            }
        }
        SortedMap<String, String> made = pages(engine);
        assertThat(there.keySet()).as("gatehouse rules pages --only " + engine + " --output docs/rules makes them anew")
                .isEqualTo(made.keySet());
        made.forEach((page, text) -> assertThat(there.get(page))
                .as(page + ": gatehouse rules pages --only " + engine + " --output docs/rules makes it anew").isEqualTo(text));
    }

    @Test
    void everySecretRuleHasItsSectionWithWhatToDo() {
        SortedMap<String, String> pages = pages("secrets");
        assertThat(pages.get("secrets/github.md")).contains("## github-personal-access-token\n", "*Fix:*",
                "<https://github.com/settings/tokens>", "CWE-798", "replaces gitleaks's `github-pat`");
        long sections = pages.values().stream().flatMap(String::lines).filter(line -> line.startsWith("## ")).count();
        assertThat(sections).isGreaterThan(400);
        assertThat(pages.get("secrets/README.md")).contains(sections + " rules in " + (pages.size() - 1) + " families");
    }

    private static SortedMap<String, String> pages(String engine) {
        return CommandLineRun.console(Map.of(), console -> {
            try {
                return RulesCommand.pages(console, List.of(engine));
            } catch (UsageException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
