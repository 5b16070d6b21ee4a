package dev.gatehouse.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.record.Outstanding;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.ledger.record.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandTest {
    private static final String DIGEST = "sha256:" + "1f".repeat(32);

    @TempDir
    Path folder;

    private Path events;

    @BeforeEach
    void write() throws Exception {
        events = Files.writeString(folder.resolve("falco.jsonl"), """
                {"rule":"x","time":"2026-03-01T10:00:00Z","output_fields":{"proc.name":"xmrig","container.image.digest":"%s"}}
                {"rule":"x","time":"2026-03-01T10:00:01Z","output_fields":{"proc.name":"nginx"}}
                """.formatted(DIGEST));
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("GATEHOUSE_LEDGER", folder.resolve("ledger").toString()), arguments);
    }

    @Test
    void whatIsDetectedIsAFindingAndGatesOnlyAtAStage() {
        CommandLineRun assessment = run("detect", "--input", events.toString());
        assertThat(assessment.code()).as(assessment.err()).isZero();
        assertThat(assessment.out()).contains("detection-crypto-miner").contains("falco.jsonl");
        assertThat(run("detect", "--input", events.toString(), "--stage", "deploy").code()).isEqualTo(1);
        assertThat(Files.exists(folder.resolve("ledger"))).isFalse();
    }

    @Test
    void anIncidentStaysOpenUntilItIsResolvedAndIsNotOpenedTwice() throws Exception {
        SigningKey key = SigningKey.generate(Algorithm.ED25519);
        Path secret = Files.writeString(folder.resolve("ledger.key"), key.privatePem());
        Path trusted = Files.writeString(folder.resolve("ledger.pub"), key.verificationKey().pem());
        for (int i = 0; i < 2; i++) {
            CommandLineRun run = run("detect", "--input", events.toString(), "--open-incidents", "--key", secret.toString());
            assertThat(run.err().contains("incident opened")).as("run %d", i).isEqualTo(i == 0);
        }
        CommandLineRun open = run("incident", "list");
        assertThat(open.code()).isEqualTo(1);
        assertThat(open.out()).contains("open      2026-03-01T10:00:00Z  high  Cryptocurrency miner", DIGEST);
        assertThat(open.err()).contains("1 incident, 1 open");
        assertThat(run("ledger", "list", "--kind", "incident").out().lines()).hasSize(1);

        assertThat(run("incident", "resolve", "detection/1:", "--reason", "image replaced", "--by", "kim@example.com", "--key",
                secret.toString()).code()).isZero();
        assertThat(run("incident", "list").code()).isZero();
        assertThat(run("incident", "resolve", "detection/1:", "--reason", "again").err()).contains("no open incident");

        CommandLineRun verified = run("ledger", "verify", "--trust", trusted.toString());
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("2 entries, checkpoint signed by a trusted key", "completeness is not proven",
                "sound:");
    }

    @Test
    void anIncidentNamesTheCommitAndOwnersOfTheImageAsItsReleaseRecordedThem() throws Exception {
        String commit = "4d".repeat(20);
        Ledger ledger = Ledger.open(folder.resolve("ledger"), "example.com/shop");
        ledger.append(List.of(new Released(Subject.image(DIGEST), "registry.example/shop:1", commit, List.of("@shop/payments"),
                "allow").event(Instant.parse("2026-02-01T00:00:00Z"), null)), null);
        CommandLineRun run = run("detect", "--input", events.toString(), "--open-incidents");
        assertThat(run.err()).contains("on " + DIGEST + ", built from " + commit + ", owned by @shop/payments");
        assertThat(run("incident", "list").out()).contains("built from " + commit + ", owned by @shop/payments");
        var outstanding = Outstanding.against(Subject.image(DIGEST), Recorded.all(ledger));
        assertThat(outstanding.blocksDeployment()).isTrue();
        run("incident", "resolve", "detection/1:", "--reason", "image replaced");
        assertThat(Outstanding.against(Subject.image(DIGEST), Recorded.all(ledger)).blocksDeployment()).isFalse();
        // The same again after it was resolved is a new incident.
        assertThat(run("detect", "--input", events.toString(), "--open-incidents").err()).contains("incident opened");
    }

    @Test
    void aKeptCheckpointProvesCompletenessAndFindsARollback() throws Exception {
        SigningKey key = SigningKey.generate(Algorithm.ECDSA_P256);
        Path secret = Files.writeString(folder.resolve("ledger.key"), key.privatePem());
        Path trusted = Files.writeString(folder.resolve("ledger.pub"), key.verificationKey().pem());
        run("detect", "--input", events.toString(), "--open-incidents", "--key", secret.toString());
        Path ledger = folder.resolve("ledger");
        byte[] entries = Files.readAllBytes(ledger.resolve("entries.jsonl"));
        byte[] checkpoint = Files.readAllBytes(ledger.resolve("checkpoint"));
        run("incident", "resolve", "detection/1:", "--reason", "image replaced", "--key", secret.toString());
        Path kept = Files.copy(ledger.resolve("checkpoint"), folder.resolve("kept.txt"));
        String[] verify = {"ledger", "verify", "--trust", trusted.toString(), "--checkpoint", kept.toString()};
        assertThat(run(verify).code()).isZero();
        assertThat(run(verify).out()).contains("complete: everything");

        Files.write(ledger.resolve("entries.jsonl"), entries);
        Files.write(ledger.resolve("checkpoint"), checkpoint);
        assertThat(run("ledger", "verify", "--trust", trusted.toString()).code()).isZero();
        CommandLineRun rolledBack = run(verify);
        assertThat(rolledBack.code()).isEqualTo(1);
        assertThat(rolledBack.out()).contains("rolled back", "NOT complete");
    }

    @Test
    void rulesOfTheUserRunBesideOursAndAMistakeInThemNamesFileAndLine() throws Exception {
        Path rule = Files.writeString(folder.resolve("own.yml"),
                "title: Any nginx\nlevel: critical\ndetection:\n  s: {proc.name: nginx}\n  condition: s\n");
        assertThat(run("detect", "--input", events.toString(), "--rules", rule.toString(), "--format", "csv").out())
                .contains("detection-own", "detection-crypto-miner");
        Files.writeString(rule, "title: x\ndetection:\n  s: {a|base64: y}\n  condition: s\n");
        CommandLineRun wrong = run("detect", "--input", events.toString(), "--rules", folder.toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("own.yml:3:").contains("base64");
    }

    @Test
    void linesThatAreNoEventsMakeTheResultUnproven() throws Exception {
        Files.writeString(events, "{\"rule\":\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(run("detect", "--input", events.toString()).code()).isEqualTo(3);
        assertThat(List.of(run("detect", "--input", folder.resolve("none").toString()).code(), run("incident", "list").code()))
                .containsExactly(2, 2);
    }
}
