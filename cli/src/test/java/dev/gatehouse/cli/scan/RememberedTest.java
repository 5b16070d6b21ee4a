package dev.gatehouse.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Scanned;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
    @TempDir
    Path folder;

    private Path tree;
    private Path secret;
    private Path trusted;
    private Path ledger;

    @BeforeEach
    void write() throws Exception {
        tree = Files.createDirectories(folder.resolve("shop"));
        Files.writeString(tree.resolve("a.env"),
                "AWS_ACCESS_KEY_ID=AKIA" + "Z7Q2M5K3J6R4T1W8\n".replace('1', 'X').replace('8', 'Y'));
        SigningKey key = SigningKey.generate(Algorithm.ED25519);
        secret = Files.writeString(folder.resolve("ledger.key"), key.privatePem());
        trusted = Files.writeString(folder.resolve("ledger.pub"), key.verificationKey().pem());
        ledger = folder.resolve("ledger");
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString(), "GITHUB_WORKFLOW_REF",
                "shop/.github/workflows/gate.yml@refs/heads/main"), arguments);
    }

    @Test
    void aScanAtAGateIsRememberedWithItsDecisionWhichCarriesTheCheckpoint() throws Exception {
        Path decision = folder.resolve("decision.json");
        CommandLineRun run = run("scan", "--only", "secrets", "--stage", "pull-request", "--decision", decision.toString(),
                "--ledger", ledger.toString(), "--key", secret.toString(), tree.toString());
        assertThat(run.code()).as(run.err()).isIn(0, 1);
        List<Recorded> records = Recorded.all(Ledger.open(ledger, "x"));
        assertThat(records).hasSize(2);
        assertThat(records).extracting(Recorded::actor).containsOnly("shop/.github/workflows/gate.yml@refs/heads/main");
        assertThat(records.getFirst().record()).isInstanceOfSatisfying(Scanned.class, scan -> {
            assertThat(scan.engines()).containsExactly("secrets");
            assertThat(scan.subject().text()).isEqualTo("working tree of shop");
            assertThat(scan.report()).startsWith("sha256:");
            assertThat(scan.coverage().places()).isEqualTo(1);
        });
        Decision decided;
        try (var in = Files.newInputStream(decision)) {
            decided = DecisionJson.read(in);
        }
        assertThat(records.getLast().record()).isInstanceOfSatisfying(Decided.class, each -> {
            assertThat(each.stage()).isEqualTo("pull-request");
            assertThat(each.decision()).isEqualTo(DecisionJson.digest(decided));
            assertThat(each.verdict()).isEqualTo(decided.verdict().label());
        });

        // The decision is the checkpoint that was kept elsewhere.
        String[] verify = {"ledger", "verify", "--ledger", ledger.toString(), "--trust", trusted.toString(), "--checkpoint",
            decision.toString()};
        assertThat(run(verify).code()).as(run(verify).out()).isZero();
        assertThat(run(verify).out()).contains("complete: everything");
        List<String> lines = Files.readAllLines(ledger.resolve("entries.jsonl"));
        Files.writeString(ledger.resolve("entries.jsonl"), lines.getFirst() + "\n");
        assertThat(run(verify).code()).isEqualTo(1);
        assertThat(run(verify).out()).contains("cut short", "NOT complete");
    }

    @Test
    void withoutALedgerNothingIsRememberedAndTheDecisionCarriesNoCheckpoint() throws Exception {
        Path decision = folder.resolve("decision.json");
        run("scan", "--only", "secrets", "--stage", "commit", "--decision", decision.toString(), tree.toString());
        assertThat(Files.readString(decision)).doesNotContain("checkpoint");
        assertThat(ledger).doesNotExist();
        CommandLineRun verify = run("ledger", "verify", "--ledger", ledger.toString(), "--trust", trusted.toString(),
                "--checkpoint",
                decision.toString());
        assertThat(verify.code()).isEqualTo(2);
        assertThat(verify.err()).contains("carries no checkpoint");
    }

    @Test
    void aBaselineIsRememberedAsAScan() throws Exception {
        CommandLineRun run = run("baseline", "create", "--only", "secrets", "--output", folder.resolve("baseline").toString(),
                "--ledger", ledger.toString(), tree.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Recorded.all(Ledger.open(ledger, "x"))).singleElement()
                .satisfies(each -> assertThat(each.record()).isInstanceOf(Scanned.class));
    }

    @Test
    void nothingIsAppendedToALedgerThatWasChanged() throws Exception {
        String[] scan = {"scan", "--only", "secrets", "--ledger", ledger.toString(), tree.toString()};
        run(scan);
        Files.delete(ledger.resolve("edge"));
        Files.writeString(ledger.resolve("entries.jsonl"), "{\"x\":1}\n", StandardOpenOption.TRUNCATE_EXISTING);
        CommandLineRun again = run(scan);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("gatehouse ledger verify");
    }
}
