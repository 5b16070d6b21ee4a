package dev.gatehouse.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files beside gatehouse.yaml that have a say: what it extends, CODEOWNERS, other tools' ignore files.
class JudgeFilesTest {
    private static final String LEAK = "aws_access_key_id = " + "AKIA" + "Q3EGRIBJ4TZL5V2N" + "\n";

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void leak() throws IOException {
        environment.put("XDG_CACHE_HOME", elsewhere.resolve("cache").toString());
        write("deploy/credentials", LEAK);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private CommandLineRun gate() {
        return CommandLineRun.of(environment, "scan", "--stage", "commit", folder.toString());
    }

    private static String digest(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anExtendedFileLocksKeysAndIsReadOnlyAsItWasNamed() throws Exception {
        String shared = "gate: {block: high}\nlocked: [gate]\n";
        write(".gatehouse/organisation.yaml", shared);
        write("gatehouse.yaml",
                "extends: .gatehouse/organisation.yaml@sha256:" + digest(shared) + "\ngate: {block: never, warn: never}\n");
        assertThat(gate().code()).as("the repository cannot loosen what is locked").isEqualTo(1);
        CommandLineRun shown = CommandLineRun.of(environment, "config", "show", "--origin", "--root", folder.toString());
        assertThat(shown.out()).contains("gate.block: high").contains("locked");
        write(".gatehouse/organisation.yaml", "gate: {block: never}\n");
        CommandLineRun changed = gate();
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).contains("its SHA-256 is");
    }

    @Test
    void theOrganisationsFileMayBeNamedByDigestToo() throws Exception {
        String shared = "gate: {block: never, warn: never}\n";
        Path file = Files.writeString(elsewhere.resolve("organisation.yaml"), shared);
        environment.put("GATEHOUSE_ORGANISATION", file + "@sha256:" + digest(shared));
        assertThat(gate().code()).isZero();
        environment.put("GATEHOUSE_ORGANISATION", file + "@sha256:" + digest("other"));
        assertThat(gate().code()).isEqualTo(2);
    }

    @Test
    void whoOwnsTheCodeStandsInTheReport() throws IOException {
        write("CODEOWNERS", "/deploy/ @shop/operations\n");
        assertThat(gate().out()).contains("owner @shop/operations");
    }

    @Test
    void anotherToolsIgnoreFileCountsUnlessThePolicyRefusesIt() throws IOException {
        write(".trivyignore", "aws-access-key-id # rotated\n");
        assertThat(gate().code()).isZero();
        write("gatehouse.yaml", "gate: {foreign-suppressions: false}\n");
        assertThat(gate().code()).isEqualTo(1);
    }

    @Test
    void anotherToolsMarkerCountsUnlessThePolicyRefusesIt() throws IOException {
        write("deploy/credentials", LEAK.strip() + " # gitleaks:allow\n");
        assertThat(gate().code()).isZero();
        write("gatehouse.yaml", "gate: {foreign-suppressions: false}\n");
        assertThat(gate().code()).isEqualTo(1);
        write("deploy/credentials", LEAK.strip() + " # gatehouse:allow -- rotated\n");
        assertThat(gate().code()).as("our own is another matter").isZero();
    }
}
