package dev.gatehouse.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Release, approval and deploy gate where the image and all that is attached to it lie in a real registry.
class RegistryReleaseTest {
    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              template:
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: shop
                      image: %s
                      resources: {limits: {memory: 64Mi}}
                      securityContext:
                        runAsNonRoot: true
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
            """;

    @TempDir
    Path folder;

    private LocalRegistry registry;
    private ReleaseGround ground;
    private String tagged;
    private String image;

    @BeforeEach
    void push() throws Exception {
        registry = LocalRegistry.start(folder);
        ground = new ReleaseGround(folder);
        tagged = "registry:" + registry.host + "/team/shop:1";
        put(registry.push(ground.rootImage("image"), "team/shop", "1"));
    }

    /// What is to be deployed from now on.
    private void put(String digest) throws IOException {
        image = "registry:" + registry.host + "/team/shop@" + digest;
        Files.writeString(folder.resolve("shop.yaml"), MANIFEST.formatted(image.substring("registry:".length())));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (registry != null) {
            registry.close();
        }
    }

    private CommandLineRun gate(String... more) {
        List<String> all = new ArrayList<>(List.of("gate", "--stage", "deploy", image, folder.resolve("shop.yaml").toString(),
                "--ledger", ground.ledger(), "--key", ground.key.toString(), "--config", ground.configuration.toString(),
                "--trusted-key", ground.publicKey.toString()));
        all.addAll(Arrays.asList(more));
        return ground.run(all.toArray(String[]::new));
    }

    private static void blocks(CommandLineRun run, String why) {
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out().replaceAll("\\s+", " ")).contains(why);
    }

    private void releaseAndApprove() {
        assertThat(ground.release(tagged).code()).as("warnings wait").isEqualTo(1);
        CommandLineRun approved = ground.approve(image, ground.alice);
        assertThat(approved.code()).as(approved.err()).isZero();
        assertThat(ground.release(tagged).code()).isZero();
    }

    @Test
    void whatWasReleasedAndApprovedMayBeDeployed() {
        blocks(gate(), "no decision of a release that a trusted key signed");
        assertThat(ground.release(tagged).code()).isEqualTo(1);
        blocks(gate(), "and nobody approved it");
        assertThat(ground.approve(image, ground.mallory).code()).isEqualTo(2);
        blocks(gate(), "and nobody approved it");
        assertThat(ground.approve(image, ground.alice, "--expires", "1d").code()).isZero();
        assertThat(gate("--environment", "production").code()).isZero();
        blocks(gate("--as-of", Instant.now().plus(Duration.ofDays(3)).toString()), "expired on");
    }

    @Test
    void aTagThatMovesTakesNothingWithIt() throws Exception {
        releaseAndApprove();
        String released = image;
        put(registry.push(ground.image("other", "", "1.4.0"), "team/shop", "1"));
        assertThat(image).isNotEqualTo(released);
        blocks(gate(), "no decision of a release that a trusted key signed");
        CommandLineRun byTag = ground.run("gate", "--stage", "deploy", tagged, folder.resolve("shop.yaml").toString());
        assertThat(byTag.code()).isEqualTo(2);
        assertThat(byTag.err()).contains("tags move").hasLineCount(1);
        put(released.substring(released.indexOf("sha256:")));
        assertThat(gate().code()).as("the digest still means what was released").isZero();
    }

    @Test
    void oneByteOfAnythingThatTheRegistryKeepsIsEnough() throws IOException {
        releaseAndApprove();
        CommandLineRun sound = gate();
        assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
        int damaged = 0;
        for (Path blob : registry.blobs()) {
            byte[] bytes = Files.readAllBytes(blob);
            if (bytes.length == 2 || isReplaced(bytes)) {
                continue;
            }
            damaged++;
            byte[] changed = bytes.clone();
            // In the signature of an envelope, in its payload, in a manifest's digest, in a layer: wherever the middle lies.
            changed[bytes.length / 2] ^= 0x01;
            Files.write(blob, changed);
            CommandLineRun run = gate();
            assertThat(run.code()).as(text(bytes) + run.out() + run.err()).isIn(1, 2);
            assertThat(run.code() == 1 ? run.out() : run.err()).contains(run.code() == 1 ? "Blocked at deploy: " : "gatehouse: ");
            assertThat(run.out() + run.err()).doesNotContain("\tat ");
            Files.write(blob, bytes);
        }
        // The image's manifest, configuration and layer; decision, bill and approval, each with its manifest; the list of them.
        assertThat(damaged).isEqualTo(10);
        assertThat(gate().code()).isZero();
    }

    /// The list of referrers grows; what it was before still lies there and nothing names it.
    private boolean isReplaced(byte[] bytes) {
        String text = text(bytes);
        return text.contains("\"manifests\":[") && text.split("artifactType", -1).length - 1 < 3;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// What cosign attaches with a key that we trust counts for us: here the decision and the bill of an image that lies elsewhere.
    @Test
    void weVerifyWhatCosignAttaches() throws Exception {
        Assumptions.assumeTrue(LocalRegistry.installed("cosign"), "cosign 3 is not installed");
        Path decision = folder.resolve("decision.json");
        Path layout = ground.cleanImage("clean");
        assertThat(ground.release("oci:" + layout, "--decision", decision.toString()).code()).isZero();
        Path bill;
        try (var kept = Files.list(folder.resolve("evidence/sboms"))) {
            bill = kept.filter(each -> each.toString().endsWith(".cdx.json")).findFirst().orElseThrow();
        }
        put(registry.push(layout, "team/other", "1"));
        image = image.replace("/team/shop", "/team/other");
        Files.writeString(folder.resolve("shop.yaml"), MANIFEST.formatted(image.substring("registry:".length())));
        blocks(gate(), "no decision of a release that a trusted key signed");
        Cosign imported = cosign("import-key-pair", "--key", ground.key.toString(), "--output-key-prefix",
                folder.resolve("cosign").toString());
        assertThat(imported.code).as(imported.printed).isZero();
        for (List<String> each : List.of(List.of("https://gatehouse.dev/decision/1", decision.toString()),
                List.of("cyclonedx", bill.toString()))) {
            Cosign attested = cosign("attest", "--key", folder.resolve("cosign.key").toString(), "--tlog-upload=false",
                    "--use-signing-config=false", "--new-bundle-format", "--allow-http-registry", "--yes", "--type",
                    each.getFirst(),
                    "--predicate", each.getLast(), image.substring("registry:".length()));
            assertThat(attested.code).as(attested.printed).isZero();
        }
        CommandLineRun run = gate();
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    /// What we attach is what cosign reads.
    @Test
    void cosignVerifiesOurStatements() throws Exception {
        Assumptions.assumeTrue(LocalRegistry.installed("cosign"), "cosign 3 is not installed");
        releaseAndApprove();
        String name = image.substring("registry:".length());
        for (String type : List.of("https://gatehouse.dev/decision/1", "https://cyclonedx.org/bom")) {
            Cosign verified = cosign("verify-attestation", "--key", ground.publicKey.toString(), "--insecure-ignore-tlog",
                    "--allow-http-registry", "--type", type, name);
            assertThat(verified.code).as(verified.printed).isZero();
        }
        Path other = Files.writeString(folder.resolve("other.pub"), dev.gatehouse.signing.SigningKey
                .generate(dev.gatehouse.signing.Algorithm.ECDSA_P256).verificationKey().pem());
        assertThat(cosign("verify-attestation", "--key", other.toString(), "--insecure-ignore-tlog", "--allow-http-registry",
                "--type", "https://gatehouse.dev/decision/1", name).code).isNotZero();
    }

    private record Cosign(int code, String printed) {}

    private Cosign cosign(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("cosign"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "COSIGN_PASSWORD", ""));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Cosign(process.exitValue(), printed);
    }
}
