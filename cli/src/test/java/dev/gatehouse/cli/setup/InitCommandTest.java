package dev.gatehouse.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class InitCommandTest {
    private static final String IMAGE = "registry.example.test/gatehouse@sha256:" + "0123456789abcdef".repeat(4);
    private static final String[] ARCHIVE = {"--pin", "9.8.7", "--download-base", "https://example.test/gatehouse/9.8.7/"};

    @TempDir
    Path folder;

    private CommandLineRun init(String... arguments) {
        List<String> all = new ArrayList<>(List.of("init", "--root", folder.toString()));
        all.addAll(List.of(arguments));
        return CommandLineRun.of(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), all.toArray(String[]::new));
    }

    private CommandLineRun everything(String... more) {
        List<String> all = new ArrayList<>();
        for (String ci : List.of("github", "gitlab", "jenkins", "azure", "cloud-build")) {
            all.addAll(List.of("--ci", ci));
        }
        all.addAll(List.of(more));
        return init(all.toArray(String[]::new));
    }

    private Value yaml(String name) throws Exception {
        return Documents.read(Format.YAML, name, Files.readAllBytes(folder.resolve(name)), Limits.DEFAULT);
    }

    private static Value at(Value value, String... keys) {
        Value now = value;
        for (String key : keys) {
            assertThat(now).as(key).isInstanceOf(Mapping.class);
            now = Objects.requireNonNull(((Mapping) now).get(key), key);
        }
        return now;
    }

    private static List<String> texts(Value value, String key) {
        List<String> found = new ArrayList<>();
        switch (value) {
            case Mapping mapping -> {
                for (Member member : mapping.members()) {
                    if (member.key().equals(key) && member.value() instanceof Scalar scalar) {
                        found.add(scalar.text());
                    }
                    found.addAll(texts(member.value(), key));
                }
            }
            case Sequence sequence -> sequence.values().forEach(each -> found.addAll(texts(each, key)));
            case Scalar _ -> {
            }
        }
        return found;
    }

    @Test
    void whatIsWrittenIsValidAndTellsWhatWasFound() throws Exception {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.writeString(folder.resolve("Main.java"), "class Main {}");
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        Files.writeString(folder.resolve("main.tf"), "");
        Files.writeString(folder.resolve("deploy.yaml"), "apiVersion: v1\nkind: Service\n");
        Files.createDirectories(folder.resolve(".github/workflows"));
        CommandLineRun run = init("--image", IMAGE);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Java", "Maven", "GitHub Actions", "Docker", "Kubernetes", "Terraform",
                "next: gatehouse scan");
        CommandLineRun shown = CommandLineRun.of(Map.of(), "config", "show", "--origin", "--root", folder.toString());
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("service.name: ").contains("gatehouse.yaml");
        assertThat(folder.resolve(".github/workflows/gatehouse.yml")).exists();
        assertThat(folder.resolve(".gitlab/gatehouse.yml")).doesNotExist();
    }

    @Test
    void theFileStaysValidWithItsSuggestionsUncommented() throws Exception {
        init("--no-ci");
        String text = Files.readString(folder.resolve("gatehouse.yaml"));
        String open = text.lines().map(line -> line.matches("(?:  )?# ?(?:  )*(?:- |[a-z]+:).*") && !line.contains("Schema")
                && !line.matches("#   (?:languages|packages|deployment):.*") ? line.replaceFirst("# ", "") : line)
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(open).contains("\ngate:\n  block: high").contains("\n  owner: ").contains("\npaths:\n  exclude:\n    - ");
        Files.writeString(folder.resolve("gatehouse.yaml"), open);
        CommandLineRun shown = CommandLineRun.of(Map.of(), "config", "show", "--root", folder.toString());
        assertThat(shown.code()).as(shown.err()).isZero();
    }

    @Test
    void everyActionIsPinnedByCommitAndJobsHaveOnlyTheRightsTheyNeed() throws Exception {
        everything(ARCHIVE);
        Value github = yaml(".github/workflows/gatehouse.yml");
        assertThat(texts(github, "uses")).hasSizeGreaterThan(3).allMatch(uses -> uses.matches("[a-z/-]+@[0-9a-f]{40}"));
        assertThat(Files.readAllLines(folder.resolve(".github/workflows/gatehouse.yml")).stream()
                .filter(line -> line.contains("uses:")))
                .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+"));
        assertThat(((Mapping) at(github, "permissions")).members()).isEmpty();
        assertThat(rights(at(github, "jobs", "change", "permissions"))).containsExactly("contents: read", "pull-requests: write");
        assertThat(rights(at(github, "jobs", "night", "permissions"))).containsExactly("contents: read", "actions: read",
                "security-events: write");
        assertThat(texts(github, "persist-credentials")).isNotEmpty().allMatch("false"::equals);
        Mapping events = (Mapping) at(github, "on");
        assertThat(events.members()).extracting(Member::key).containsExactly("pull_request", "schedule", "workflow_dispatch");
        // Text that others choose reaches a shell through variables only.
        assertThat(texts(github, "run")).noneMatch(run -> run.contains("${{"));
        assertThat(texts(github, "GATEHOUSE_MODE")).containsExactly("audit");
    }

    private static List<String> rights(Value permissions) {
        return ((Mapping) permissions).members().stream().map(each -> each.key() + ": " + ((Scalar) each.value()).text())
                .toList();
    }

    @Test
    void everySystemLooksAtChangesAndEverythingAndStartsWithAnAudit() throws Exception {
        CommandLineRun run = everything(ARCHIVE);
        assertThat(run.code()).as(run.err()).isZero();
        for (String name : List.of(".github/workflows/gatehouse.yml", ".gitlab/gatehouse.yml", "Jenkinsfile.gatehouse",
                "azure-pipelines-gatehouse.yml", "cloudbuild-gatehouse.yaml")) {
            String text = Files.readString(folder.resolve(name));
            assertThat(text).as(name).contains("ci.sh change").contains("ci.sh whole")
                    .containsPattern("GATEHOUSE_MODE[:=' ]+audit")
                    .doesNotContainPattern("@[A-Z]+@");
            if (!name.startsWith("Jenkins")) {
                yaml(name);
            }
        }
        assertThat(at(yaml(".gitlab-ci.yml"), "include")).isInstanceOf(Sequence.class);
        assertThat(texts(at(yaml(".gitlab/gatehouse.yml"), "gatehouse:change"), "if")).containsExactly(
                "$CI_PIPELINE_SOURCE == \"merge_request_event\"");
        String script = Files.readString(folder.resolve(".gatehouse/ci.sh"));
        assertThat(script).contains("version='9.8.7'").contains("base='https://example.test/gatehouse/9.8.7'")
                .doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    void nothingIsOverwrittenUnlessAskedTo() throws Exception {
        Files.writeString(folder.resolve("gatehouse.yaml"), "service:\n  name: mine\n");
        Files.writeString(folder.resolve(".gitlab-ci.yml"), "stages: [build]\n");
        CommandLineRun run = init("--image", IMAGE);
        assertThat(run.out()).contains("kept gatehouse.yaml").contains("add to .gitlab-ci.yml");
        assertThat(Files.readString(folder.resolve("gatehouse.yaml"))).contains("mine");
        assertThat(init("--image", IMAGE, "--force").out()).contains("overwrote gatehouse.yaml");
        assertThat(Files.readString(folder.resolve("gatehouse.yaml"))).doesNotContain("mine");
        assertThat(Files.readString(folder.resolve(".gitlab-ci.yml"))).isEqualTo("stages: [build]\n");
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        CommandLineRun run = everything("--dry-run", "--image", IMAGE);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("would write .gatehouse/ci.sh").contains(IMAGE);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void withoutAnythingToFetchNoCiFileIsWrittenAndTheReasonIsSaid() {
        CommandLineRun run = everything();
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("--image").contains("--download-base");
        assertThat(folder.resolve("gatehouse.yaml")).exists();
        assertThat(folder.resolve(".gatehouse")).doesNotExist();
    }

    @Test
    void whatCouldComeToMeanSomethingElseIsRefused() throws IOException {
        assertThat(init("--image", "gatehouse:latest").code()).isEqualTo(2);
        assertThat(init("--pin", "1'; rm -rf /; '", "--download-base", "https://example.test/").code()).isEqualTo(2);
        assertThat(init("--pin", "1.0.0", "--download-base", "http://example.test/").code()).isEqualTo(2);
        assertThat(init("--pin", "1.0.0", "--download-base", "https://example.test/';id;'").code()).isEqualTo(2);
        assertThat(init("--download-base", "https://example.test/").err()).contains("development build");
        Path sums = Files.writeString(folder.resolve("sums"), "00  gatehouse-1.0.1-linux-x64.tar.gz\n");
        assertThat(init("--ci", "github", "--pin", "1.0.0", "--download-base", "https://example.test/", "--checksums",
                sums.toString())
                .err()).contains("names no archive");
        assertThat(folder.resolve("gatehouse.yaml")).doesNotExist();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkInTheTreeLeadsNoFileElsewhere(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve(".github"), elsewhere);
        CommandLineRun run = init("--ci", "github", "--image", IMAGE);
        assertThat(run.code()).isEqualTo(2);
        assertThat(elsewhere).isEmptyDirectory();
    }

    /// The script that every CI job runs, with an archive that holds the real command.
    @Test
    @EnabledOnOs(OS.LINUX)
    void theJobAuditsFirstGatesWhenToldAndRunsNothingWithAnotherChecksum(@TempDir Path temporary) throws Exception {
        ShellRepository repository = ShellRepository.create(temporary);
        Path downloads = Files.createDirectories(temporary.resolve("downloads"));
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        String name = "gatehouse-9.8.7-linux-" + processor;
        repository.realGatehouse();
        Path inside = Files.createDirectories(temporary.resolve("pack").resolve(name).resolve("bin"));
        Files.copy(temporary.resolve("bin/gatehouse"), inside.resolve("gatehouse"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path archive = downloads.resolve(name + ".tar.gz");
        Process tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", temporary.resolve("pack").toString(), name)
                .start();
        assertThat(tar.waitFor()).isZero();
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
        Path sums = Files.writeString(temporary.resolve("SHA256SUMS"), digest + "  " + name + ".tar.gz\n");

        CommandLineRun init = CommandLineRun.of(Map.of(), "init", "--root", repository.root.toString(), "--ci", "github", "--pin",
                "9.8.7",
                "--download-base", "https://localhost:1/none", "--checksums", sums.toString());
        assertThat(init.code()).as(init.err()).isZero();
        repository.commit("readme.txt", "hello\n");
        repository.git("add", "-A");
        repository.git("commit", "-q", "-m", "Set up");
        repository.git("update-ref", "refs/remotes/origin/main", "HEAD");
        repository.git("remote", "add", "origin", repository.root.toString());
        repository.commit("credentials", "aws_access_key_id = AKIA" + "Q3EGRIBJ4TZL5V2N\naws_secret_access_key = kWcrlUX5JEDGM/"
                + "LtmEENI/aVmYvHNif5zB+d9+ct\n");

        ShellRepository.Result audit = job(repository, downloads, "audit", "change", "main");
        assertThat(audit.exit()).as(audit.output()).isZero();
        assertThat(audit.output()).contains("would have failed");
        for (String report : List.of("gatehouse.json", "gatehouse.md", "gatehouse.sarif", "gatehouse.xml",
                "gatehouse-decision.json")) {
            assertThat(repository.root.resolve("gatehouse-reports").resolve(report)).exists();
        }
        ShellRepository.Result comment = job(repository, downloads, "audit", "comment");
        assertThat(comment.exit()).as(comment.output()).isEqualTo(2);
        assertThat(comment.output()).contains("which forge?");
        assertThat(job(repository, downloads, "gate", "change", "main").exit()).isEqualTo(1);
        assertThat(job(repository, downloads, "gate", "whole").exit()).isZero();
        ShellRepository.Result hostile = job(repository, downloads, "gate", "change", "main;id");
        assertThat(hostile.exit()).isEqualTo(2);

        Files.write(archive, new byte[]{1}, java.nio.file.StandardOpenOption.APPEND);
        ShellRepository.Result forged = job(repository, downloads, "gate", "change", "main");
        assertThat(forged.exit()).isNotIn(0, 1, 3);
        assertThat(forged.output()).doesNotContain("aws");
    }

    private static ShellRepository.Result job(ShellRepository repository, Path downloads, String mode, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", ".gatehouse/ci.sh"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(repository.root.toFile()).redirectErrorStream(true);
        builder.environment().keySet()
                .removeIf(key -> key.startsWith("GITHUB") || key.startsWith("GITLAB") || key.startsWith("CI"));
        builder.environment().putAll(Map.of("GATEHOUSE_MODE", mode, "GATEHOUSE_DOWNLOADS", downloads.toString(), "XDG_CACHE_HOME",
                downloads.resolve("cache").toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new ShellRepository.Result(process.exitValue(), output);
    }
}
