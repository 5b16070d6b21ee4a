package dev.gatehouse.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.cli.release.ReleaseGround;
import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningException;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    private static final String HARDENED = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              template:
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: shop
                      image: registry.example/team/shop@%s
                      resources: {limits: {memory: 64Mi}}
                      securityContext:
                        runAsNonRoot: true
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
            """;

    @TempDir
    Path folder;

    private ReleaseGround ground;
    private Path layout;
    private String digest;

    @BeforeEach
    void release() throws IOException {
        ground = new ReleaseGround(folder);
        layout = ground.cleanImage("image");
        digest = digest(ground.release("oci:" + layout), layout);
        manifest(HARDENED.formatted(digest));
    }

    private static String digest(CommandLineRun run, Path layout) {
        String name = "oci:" + layout + "@";
        assertThat(run.out()).as(run.err()).contains(name);
        int at = run.out().indexOf(name) + name.length();
        return run.out().substring(at, at + "sha256:".length() + 64);
    }

    private void manifest(String text) throws IOException {
        Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(folder.resolve("manifests/shop.yaml"), text);
    }

    private CommandLineRun gate(String... more) {
        List<String> all = new ArrayList<>(List.of("gate", "--stage", "deploy", "oci:" + layout + "@" + digest,
                folder.resolve("manifests").toString(), "--ledger", ground.ledger(), "--key", ground.key.toString(), "--config",
                ground.configuration.toString()));
        all.addAll(Arrays.asList(more));
        if (!all.contains("--trusted-key")) {
            all.addAll(List.of("--trusted-key", ground.publicKey.toString()));
        }
        return ground.run(all.toArray(String[]::new));
    }

    private static void blocks(CommandLineRun run, String why) {
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out().replaceAll("\\s+", " ")).contains(why);
    }

    @Test
    void whatWasReleasedMayBeDeployed() throws IOException {
        Path decision = folder.resolve("decision.json");
        CommandLineRun run = gate("--environment", "production", "--decision", decision.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(Files.readString(decision)).contains("\"deploy\"", digest, ReleaseGround.COMMIT, "production");
        assertThat(Files.readString(folder.resolve("ledger/entries.jsonl"))).contains("\"kind\":\"deployment\"");
    }

    @Test
    void anImageThatWasNotReleasedIsRefused() throws IOException {
        layout = ground.image("other", "nobody", "1.4.0");
        digest = Files.readString(layout.resolve("index.json")).replaceAll("(?s).*\"digest\":\"(sha256:[0-9a-f]{64})\".*", "$1");
        manifest(HARDENED.formatted(digest));
        blocks(gate(), "no decision of a release that a trusted key signed");
    }

    @Test
    void aKeyThatNobodyTrustsSignsNothing() throws IOException {
        Path other = Files.writeString(folder.resolve("other.pub"),
                SigningKey.generate(Algorithm.ED25519).verificationKey().pem());
        blocks(gate("--trusted-key", other.toString()), "no trusted key signed it");
    }

    @Test
    void theConfigurationOfTheTargetNamesTheTrustedKeys() throws IOException {
        Files.copy(ground.publicKey, folder.resolve("trusted.pub"));
        CommandLineRun run = ground.run("gate", "--stage", "deploy", "oci:" + layout + "@" + digest,
                folder.resolve("manifests").toString(), "--ledger", ground.ledger(), "--config", ground.configuration.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("release.trusted-keys").hasLineCount(1);
    }

    @Test
    void aWarningNeedsAnApprovalThatHolds() throws IOException {
        layout = ground.rootImage("root");
        digest = digest(ground.release("oci:" + layout), layout);
        manifest(HARDENED.formatted(digest));
        blocks(gate(), "and nobody approved it");
        ground.approve("oci:" + layout + "@" + digest, ground.alice);
        assertThat(gate().code()).isZero();
        blocks(gate("--as-of", Instant.now().plus(Duration.ofDays(29)).plus(Duration.ofDays(5)).toString()), "expired on");
    }

    @Test
    void aWarningOfTheGateAloneIsAcceptedByName() throws IOException {
        manifest(HARDENED.formatted(digest).replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"));
        CommandLineRun warned = gate();
        assertThat(warned.code()).isEqualTo(1);
        assertThat(warned.out()).contains("Needs approval at deploy")
                .contains("gatehouse approve oci:" + layout + "@" + digest + " --accept iac/1:k8s-privilege-escalation.");
        String fingerprint = warned.out().replaceAll("(?s).*--accept (\\S+).*", "$1");
        assertThat(ground.approve("oci:" + layout + "@" + digest, ground.alice).err()).contains("named with --accept")
                .hasLineCount(1);
        assertThat(ground.approve("oci:" + layout + "@" + digest, ground.alice, "--accept", "k8s").err())
                .contains("that is no fingerprint").hasLineCount(1);
        CommandLineRun other = ground.approve("oci:" + layout + "@" + digest, ground.alice, "--accept", "iac/1:other.1");
        assertThat(other.code()).isZero();
        assertThat(other.err()).contains("no gate that the ledger remembers has warned of iac/1:other.1");
        assertThat(gate().code()).as("another warning was accepted").isEqualTo(1);
        CommandLineRun approved = ground.approve("oci:" + layout + "@" + digest, ground.alice, "--accept", fingerprint);
        assertThat(approved.err()).isEmpty();
        assertThat(approved.out()).contains("warnings of the gate before deployment:", fingerprint, "alice approves");
        CommandLineRun passed = gate("--environment", "production");
        assertThat(passed.code()).as(passed.out()).isZero();
        assertThat(passed.out()).contains("approved by alice until", "bill of materials: signed",
                "default/deployment/shop in production");
        assertThat(Files.readString(folder.resolve("ledger/entries.jsonl"))).contains("\"what\":\"deploy\"");
        blocks(gate("--as-of", Instant.now().plus(Duration.ofDays(29)).plus(Duration.ofDays(5)).toString()), "days ago");
        manifest(HARDENED.formatted(digest).replace("runAsNonRoot: true", "privileged: true"));
        String worse = gate().out().replaceAll("(?s).*(iac/1:k8s-privileged\\.\\S+).*", "$1");
        ground.approve("oci:" + layout + "@" + digest, ground.alice, "--accept", worse);
        blocks(gate(), "Privileged container");
    }

    @Test
    void anOldReleaseIsRefused() {
        blocks(gate("--as-of", Instant.now().plus(Duration.ofDays(40)).toString()), "days ago; release it again");
        blocks(gate("--as-of", Instant.now().minus(Duration.ofDays(1)).toString()), "decided in the future");
    }

    @Test
    void anOpenIncidentBlocksUntilItIsResolved() throws Exception {
        var incident = new IncidentState(Subject.image(digest), "detection/1:aa", true, "reverse-shell", "Shell to the outside",
                "high",
                Instant.now(), 1, null, IncidentState.Origin.UNKNOWN, List.of(), List.of());
        append(incident);
        blocks(gate(), "an incident is open: Shell to the outside");
        append(incident.resolved("image rebuilt"));
        assertThat(gate().code()).isZero();
    }

    @Test
    void whatHasBecomeKnownSinceCounts() throws Exception {
        append(new FindingOpened(Subject.image(digest), "dependency/1:a", "known-vulnerability", "low", "left-shelf is weak",
                null,
                List.of("GHSA-1"), true));
        blocks(gate(), "known to be exploited");
    }

    private void append(LedgerRecord record) throws IOException, LedgerException, SigningException {
        Ledger.open(Path.of(ground.ledger()), "x").append(List.<Event>of(record.event(Instant.now(), null)),
                SigningKey.parse(Files.readString(ground.key), null));
    }

    @Test
    void manifestsMustDeployJustThisDigestAndHardenIt() throws IOException {
        manifest(HARDENED.formatted("sha256:" + "0".repeat(64)));
        blocks(gate(), "no manifest deploys " + digest.substring(0, 20));
        manifest(HARDENED.formatted(digest).replace("runAsNonRoot: true", "privileged: true"));
        blocks(gate(), "Privileged container");
        manifest(HARDENED.formatted(digest) + "\n  broken: [");
        blocks(gate(), "shop.yaml:");
        manifest("a: 1");
        blocks(gate(), "no manifest deploys");
    }

    @Test
    void policiesInRegoCanOnlyBeStricter() throws IOException {
        Path policy = Files.writeString(folder.resolve("deploy.rego"), """
                package gatehouse.deploy
                deny contains msg if {
                  some manifest in input.manifests
                  manifest.contents.kind == "Deployment"
                  not manifest.contents.spec.replicas
                  msg := sprintf("%s has no replicas, released as %s", [manifest.contents.metadata.name, input.release.verdict])
                }
                """);
        blocks(gate("--policy", policy.toString()), "shop has no replicas, released as allow");
        manifest(HARDENED.formatted(digest).replace("spec:\n  template", "spec:\n  replicas: 2\n  template"));
        assertThat(gate("--policy", policy.toString()).code()).isZero();
    }

    @Test
    void withoutALedgerAPassIsUnproven() {
        CommandLineRun run = ground.run("gate", "--stage", "deploy", "oci:" + layout + "@" + digest,
                folder.resolve("manifests").toString(), "--ledger", folder.resolve("none").toString(), "--config",
                ground.configuration.toString(), "--trusted-key", ground.publicKey.toString());
        assertThat(run.code()).as(run.out()).isEqualTo(3);
    }

    @Test
    void aLedgerThatWasCutShortIsFound() throws IOException {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        for (String name : List.of("entries.jsonl", "checkpoint", "edge")) {
            Files.copy(folder.resolve("ledger").resolve(name), copy.resolve(name));
        }
        Path other = ground.image("second", "nobody", "1.5.0");
        String first = digest;
        digest = digest(ground.release("oci:" + other), other);
        layout = other;
        manifest(HARDENED.formatted(digest));
        assertThat(gate().code()).isZero();
        for (String name : List.of("entries.jsonl", "checkpoint", "edge")) {
            Files.delete(folder.resolve("ledger").resolve(name));
            Files.copy(copy.resolve(name), folder.resolve("ledger").resolve(name));
        }
        blocks(gate(), "the ledger knows no release of it");
        assertThat(first).isNotEqualTo(digest);
    }

    /// One byte changed anywhere, and the gate refuses and says why.
    @Test
    void oneByteAnywhereIsEnough() throws IOException {
        layout = ground.rootImage("root");
        digest = digest(ground.release("oci:" + layout), layout);
        manifest(HARDENED.formatted(digest));
        ground.approve("oci:" + layout + "@" + digest, ground.alice);
        assertThat(gate("--quiet").code()).isZero();
        List<Path> files;
        try (Stream<Path> tree = Stream.concat(Files.walk(layout.resolve("blobs")), Files.walk(folder.resolve("ledger")))) {
            files = tree.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock") && !file.endsWith("edge")).toList();
        }
        assertThat(files).hasSizeGreaterThan(8);
        Path ledger = Path.of(ground.ledger());
        Map<Path, byte[]> sound = new HashMap<>();
        for (String name : List.of("entries.jsonl", "checkpoint", "edge")) {
            sound.put(ledger.resolve(name), Files.readAllBytes(ledger.resolve(name)));
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (isUnused(bytes)) {
                continue;
            }
            for (int at : new int[]{0, bytes.length / 2, bytes.length - 1}) {
                byte[] changed = bytes.clone();
                changed[at] ^= 0x04;
                Files.write(file, changed);
                CommandLineRun run = gate();
                assertThat(run.code()).as(file + " byte " + at + "\n" + run.out() + run.err()).isIn(1, 2);
                assertThat(run.code() == 1 ? run.out() : run.err()).as(file + " byte " + at).contains(
                        run.code() == 1 ? "Blocked" : "gatehouse: ");
                for (var entry : sound.entrySet()) {
                    Files.write(entry.getKey(), entry.getValue());
                }
            }
            Files.write(file, bytes);
        }
        assertThat(gate().code()).isZero();
    }

    /// The empty configuration of attachments says nothing and is not read.
    private static boolean isUnused(byte[] bytes) {
        return bytes.length == 2;
    }

    @Test
    void mistakesAreToldInOneLine() {
        for (String[] arguments : new String[][]{{"gate", "oci:x@" + digest, "m"},
            {"gate", "--stage", "commit", "oci:x@" + digest, "m"},
            {"gate", "--stage", "deploy", "oci:" + layout, folder.resolve("manifests").toString()},
            {"gate", "--stage", "deploy", "oci:" + layout + "@" + digest}, {"gate", "--stage", "deploy",
                "oci:" + layout + "@sha256:" + "0".repeat(64), folder.resolve("absent").toString(), "--trusted-key",
                ground.publicKey.toString()}}) {
            CommandLineRun run = ground.run(arguments);
            assertThat(run.code()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(run.err().lines()).as(String.join(" ", arguments)).hasSize(1);
        }
    }
}
