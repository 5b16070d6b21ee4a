package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real browser without a window. Where none is installed the test is skipped with a message, or fails if
/// `GATEHOUSE_REQUIRE_TOOLS` is 1.
record Chromium(Path program) {

    /// What came of a page.
    ///
    /// @param dom
    ///            the document after its script has run
    /// @param console
    ///            what it wrote to the console, errors included
    record Loaded(String dom, List<String> console) {}

    static Chromium orSkip() {
        Optional<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(entry -> Path.of(entry, name)))
                .filter(Files::isExecutable).findFirst();
        if ("1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            assertThat(found).as("chromium is required here (GATEHOUSE_REQUIRE_TOOLS=1)").isPresent();
        }
        assumeTrue(found.isPresent(), "chromium is not installed: the page was not looked at in a browser");
        return new Chromium(found.orElseThrow());
    }

    Loaded load(Path page, Path directory) throws IOException, InterruptedException {
        Path dom = directory.resolve("dom.html");
        Path log = directory.resolve("chromium.log");
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--allow-file-access-from-files",
                        "--enable-logging=stderr", "--window-size=1280,900", "--virtual-time-budget=20000",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--dump-dom", page.toUri().toString()));
        Process process = new ProcessBuilder(command).redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("chromium ended in time").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        List<String> console = Files.readString(log, StandardCharsets.ISO_8859_1).lines().filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Loaded(Files.readString(dom), console);
    }
}
