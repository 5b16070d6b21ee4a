package dev.gatehouse.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dependencies as the command judges them: what a change brings, what nobody can repair.
final class DependencyScanTest {
    private static final String MANIFEST = """
            {"name": "harbour", "dependencies": {"%s": "^2.0.0"}}
            """;
    private static final String LOCK = """
            {"name": "harbour", "lockfileVersion": 3, "packages": {
              "": {"name": "harbour", "dependencies": {"rope": "^2.0.0"}},
              "node_modules/rope": {"version": "2.0.0"}%s
            }}
            """;
    private static final String SAIL = ",\n  \"node_modules/sail\": {\"version\": \"1.0.0\"}";

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void advisories() throws IOException {
        Path store = folder.resolve("advisories/advisories.store");
        Files.createDirectories(store.getParent());
        StoreBuilder builder = new StoreBuilder();
        builder.advisory(advisory("GHSA-rope", "rope", Span.between("2.0.0", "2.0.7")));
        builder.advisory(advisory("GHSA-sail", "sail", Span.between("1.0.0", "1.1.0")));
        builder.advisory(advisory("GHSA-keel", "keel", Span.between("1.0.0", null)));
        builder.write(store, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        git("init", "-q", "-b", "main", ".");
    }

    private static Advisory advisory(String id, String name, Span span) {
        return new Advisory(id, "ghsa", Advisory.Kind.VULNERABILITY, List.of(), List.of(), "It breaks", null, null, null, false,
                Rating.of("high").stream().toList(), List.of(), List.of(),
                List.of(new Affected(Ecosystem.parse("npm").orElseThrow(), name, List.of(span), List.of(), List.of(), List.of(),
                        List.of())));
    }

    private Path tree() throws IOException {
        return Files.createDirectories(folder.resolve("tree"));
    }

    private void git(String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.example"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).directory(tree().toFile()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = tree().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private CommandLineRun scan(String... arguments) throws IOException {
        var all = new java.util.ArrayList<>(List.of("scan", tree().toString(), "--only", "sca", "--no-cache"));
        all.addAll(List.of(arguments));
        return CommandLineRun.of(Map.of("GATEHOUSE_ADVISORIES", folder.resolve("advisories").toString()),
                all.toArray(String[]::new));
    }

    @Test
    void aStagedLockFileIsJudgedAsTheIndexHasItAgainstTheLastCommit() throws IOException {
        write("package.json", MANIFEST.formatted("rope"));
        write("package-lock.json", LOCK.formatted(""));
        write("readme.txt", "words\n");
        git("add", "-A");
        CommandLineRun first = scan("--staged", "--stage", "commit");
        assertThat(first.out()).contains("GHSA-rope");
        assertThat(first.code()).as("without a commit before, everything is new").isEqualTo(1);
        git("commit", "-qm", "first");

        write("readme.txt", "other words\n");
        git("add", "-A");
        assertThat(scan("--staged", "--stage", "commit").out()).as("nothing that bears on it is staged").doesNotContain("GHSA");

        write("package-lock.json", LOCK.formatted(SAIL));
        git("add", "-A");
        // What lies in the work tree alone is not part of the commit.
        write("package-lock.json", LOCK.formatted(""));
        CommandLineRun second = scan("--staged", "--stage", "commit", "--format", "json");
        assertThat(second.code()).isEqualTo(1);
        assertThat(verdicts(second.out())).containsExactly("pkg:npm/rope|GHSA-rope known allow",
                "pkg:npm/sail|GHSA-sail new block");
    }

    @Test
    void aChangeIsJudgedByWhatItBringsToTheTarget() throws IOException {
        write("package-lock.json", LOCK.formatted(""));
        git("add", "-A");
        git("commit", "-qm", "first");
        git("checkout", "-qb", "change");
        write("package-lock.json", LOCK.formatted(SAIL));
        git("add", "-A");
        git("commit", "-qm", "second");
        CommandLineRun run = scan("--base", "main", "--stage", "pull-request", "--format", "json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(verdicts(run.out())).containsExactly("pkg:npm/rope|GHSA-rope known allow", "pkg:npm/sail|GHSA-sail new block");
    }

    @Test
    void whatNobodyCanRepairPassesVisiblyAndCanBeLeftOut() throws IOException {
        write("package-lock.json", LOCK.replace("rope", "keel").replace("2.0.0", "1.0.0").formatted(""));
        CommandLineRun run = scan("--stage", "release");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("GHSA-keel").contains("1 finding passes because no repair is known");
        CommandLineRun without = scan("--stage", "release", "--ignore-unfixed", "--verbose");
        assertThat(without.out()).doesNotContain("GHSA-keel");
        assertThat(without.out() + without.err()).contains("1 finding without a known fix left out");
        write("gatehouse.yaml", "gate:\n  unfixable: block\n");
        assertThat(scan("--stage", "release").code()).isEqualTo(1);
    }

    /// `fingerprint newness verdict` of each finding of report/1, by fingerprint.
    private static List<String> verdicts(String json) {
        var pattern = java.util.regex.Pattern.compile(
                "\"dependency/1:([^\"]+)\".*?\"newness\" ?: ?\"([a-z]+)\".*?\"verdict\" ?: ?\"([a-z]+)\"",
                java.util.regex.Pattern.DOTALL);
        return pattern.matcher(json.substring(json.indexOf("\"findings\""))).results()
                .map(result -> result.group(1) + " " + result.group(2) + " " + result.group(3)).sorted().toList();
    }
}
