package dev.gatehouse.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceCommandTest {
    private static final Subject IMAGE = Subject.image("sha256:" + "0a".repeat(32));

    @TempDir
    Path folder;

    private Path secret;
    private Path trusted;

    @BeforeEach
    void write() throws Exception {
        SigningKey key = SigningKey.generate(Algorithm.ED25519);
        secret = Files.writeString(folder.resolve("key"), key.privatePem());
        trusted = Files.writeString(folder.resolve("pub"), key.verificationKey().pem());
        Instant march = Instant.parse("2026-03-05T00:00:00Z");
        Ledger.open(folder.resolve("ledger"), "example.com/shop").append(List.of(new Decided(IMAGE, "release", "allow", false,
                "sha256:" + "44".repeat(32), march, List.of(), List.of(), null).event(march, "ci")), key);
    }

    private CommandLineRun evidence(String... more) {
        List<String> arguments = new ArrayList<>(List.of("evidence", "--framework", "soc2", "--from", "2026-03-01", "--to",
                "2026-04-01", "--as-of", "2026-04-02", "--ledger", folder.resolve("ledger").toString(), "--output",
                folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void withoutTheFileDeploymentsAreUnknownAndWithItTheyAreProvenOrAGap() throws Exception {
        assertThat(evidence().out()).containsPattern("unknown +CC6.8");
        Path deployments = Files.writeString(folder.resolve("d.jsonl"),
                "{\"time\":\"2026-03-06T00:00:00Z\",\"environment\":\"production\",\"digest\":\"" + IMAGE + "\"}\n");
        assertThat(evidence("--deployments", deployments.toString()).out()).containsPattern("satisfied +CC6.8");
        Files.writeString(deployments, "{\"time\":\"2026-03-06T00:00:00Z\",\"environment\":\"production\",\"digest\":\"sha256:"
                + "ff".repeat(32) + "\"}\n", StandardOpenOption.APPEND);
        assertThat(evidence("--deployments", deployments.toString()).out()).containsPattern("not satisfied +CC6.8")
                .contains("gap 2026-03-06  deployment of sha256:ffffffffffff to production without a release decision");
        Files.writeString(deployments, "nonsense\n", StandardOpenOption.APPEND);
        CommandLineRun wrong = evidence("--deployments", deployments.toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("d.jsonl:3:");
    }

    @Test
    void signedEvidenceIsVerifiedAndAnyChangeIsFound() throws Exception {
        Path kept = Files.copy(folder.resolve("ledger/checkpoint"), folder.resolve("kept"));
        CommandLineRun run = evidence("--key", secret.toString(), "--trust", trusted.toString(), "--checkpoint", kept.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("satisfied +CC2.1");
        Path out = folder.resolve("out");
        String[] verify = {"evidence", "verify", out.resolve("evidence-soc2.dsse.json").toString(), "--trust",
            trusted.toString()};
        assertThat(CommandLineRun.of(Map.of(), verify).out()).contains("verified: a trusted key");
        assertThat(CommandLineRun.of(Map.of(), verify).code()).isZero();

        Path page = out.resolve("evidence-soc2.html");
        String whole = Files.readString(page);
        Files.writeString(page, whole.replaceFirst("unknown", "satisfied"));
        assertThat(CommandLineRun.of(Map.of(), verify).code()).isEqualTo(1);
        assertThat(CommandLineRun.of(Map.of(), verify).out()).contains("evidence-soc2.html: it was changed", "NOT verified");
        Files.writeString(page, whole);
        Path other = Files.writeString(folder.resolve("other"), SigningKey.generate(Algorithm.ED25519).verificationKey().pem());
        verify[4] = other.toString();
        assertThat(CommandLineRun.of(Map.of(), verify).out()).contains("no trusted key signed it");
    }

    @Test
    void aChangedLedgerProvesNothing() throws Exception {
        Path entries = folder.resolve("ledger/entries.jsonl");
        Files.writeString(entries, Files.readString(entries).replace("allow", "block"));
        CommandLineRun run = evidence("--trust", trusted.toString());
        assertThat(run.out()).containsPattern("not satisfied +CC2.1");
        assertThat(run.err()).contains("an entry was changed");
    }

    @Test
    void wrongUsageIsToldInALine() {
        String[] arguments = {"evidence", "--framework", "iso", "--from", "2026-03-01", "--to", "2026-04-01"};
        assertThat(CommandLineRun.of(Map.of(), arguments).err())
                .contains("there is no framework 'iso'; frameworks: soc2, pci-dss");
        arguments[2] = "soc2";
        arguments[6] = "2026-02-01";
        assertThat(CommandLineRun.of(Map.of(), arguments).err()).contains("a period ends after it begins");
        arguments[4] = "yesterday";
        CommandLineRun wrong = CommandLineRun.of(Map.of(), arguments);
        assertThat(wrong.err()).contains("--from takes a date");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(CommandLineRun.of(Map.of(), "evidence").err()).contains("--framework, --from and --to");
    }
}
