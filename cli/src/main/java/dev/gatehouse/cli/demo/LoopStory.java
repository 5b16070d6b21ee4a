package dev.gatehouse.cli.demo;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.tar.TarTree;
import dev.gatehouse.policy.ssh.SshPrivateKey;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The loop, stage by stage.
final class LoopStory {
    private static final String ALICE = "../keys/alice";
    private static final String BOB = "../keys/bob";
    private static final String MALLORY = "../keys/mallory";
    private static final String RELEASE_KEY = "../keys/release.key";
    private static final String RELEASE_PUB = "release.pub";
    /// A checkpoint of the ledger that its writers cannot reach.
    private static final String KEPT = "../kept-elsewhere.txt";
    private static final String LEDGER = ".gatehouse/ledger";
    /// Stands in the example for the digest of the image.
    private static final String DIGEST = "@DIGEST@";
    private static final String NOTHING_YET = "sha256:" + "0".repeat(64);

    private final Story story;
    private final Path folder;
    private final Path shop;

    LoopStory(Story story) {
        this.story = story;
        this.folder = story.folder();
        this.shop = folder.resolve("shop");
    }

    void tell() throws UsageException, IOException, InterruptedException {
        try (var outside = new Loopback()) {
            prepare(outside);
            plan();
            code();
            build(outside);
            test();
            String image = release();
            deploy(image);
            operate(image);
            String repaired = disclosure(outside, image);
            incident(repaired);
        }
    }

    private void prepare(Loopback outside) throws UsageException, IOException, InterruptedException {
        for (String name : Example.SERVICE) {
            Example.write(shop.resolve(name),
                    Example.text(name).replace("@REGISTRY@", outside.address()).replace(DIGEST, NOTHING_YET));
        }
        Example.write(shop.resolve(".gitignore"), ".gatehouse/\nnode_modules/\n");
        for (String name : List.of("left-shelf", "tiny-cart")) {
            outside.serve(name, Example.text("registry/" + name + ".json"));
        }
        outside.publish(Map.of("GHSA-5h3l-f000-0001.json", Example.text("advisories/GHSA-5h3l-f000-0001.json")),
                Example.text("advisories/known_exploited_vulnerabilities.json"), Example.text("mirror/epss_scores-current.csv"));
        Example.write(folder.resolve("home/npmrc"), "registry=" + outside.address() + "/\n");
        story.with("NPM_CONFIG_USERCONFIG", folder.resolve("home/npmrc").toString());
        story.with("GIT_AUTHOR_EMAIL", "bob@example.com");
        keys();
        story.git("init", "-q", "-b", "main");
        story.git("config", "user.email", "bob@example.com");
        story.git("config", "user.name", "Bob");
    }

    /// Keys that ship with a product are no keys: these are made anew each time.
    private void keys() throws IOException {
        SigningKey release = SigningKey.generate(Algorithm.ECDSA_P256);
        Example.write(folder.resolve("keys/release.key"), release.privatePem());
        Example.write(shop.resolve(RELEASE_PUB), release.verificationKey().pem());
        SigningKey auditor = SigningKey.generate(Algorithm.ED25519);
        Example.write(folder.resolve("keys/auditor.key"), auditor.privatePem());
        Example.write(folder.resolve("keys/auditor.pub"), auditor.verificationKey().pem());
        StringBuilder approvers = new StringBuilder(Example.text("gatehouse.yaml")).append("approvers:\n");
        for (String name : List.of("alice", "bob", "mallory")) {
            SshPrivateKey key = SshPrivateKey.generate();
            Example.write(folder.resolve("keys").resolve(name), key.text());
            if (!name.equals("mallory")) {
                approvers.append("  - {name: ").append(name).append("@example.com, key: ").append(key.publicKey()).append("}\n");
            }
        }
        Example.write(shop.resolve("gatehouse.yaml"), approvers.toString());
    }

    private void plan() throws UsageException, IOException, InterruptedException {
        story.stage("Plan",
                "The threat model is derived from the manifests, the Compose file and the API description, so it notices when they change.");
        Path ingress = shop.resolve("k8s/ingress.yaml");
        String text = Files.readString(ingress);
        Files.delete(ingress);
        story.gatehouse(0, "somebody looks at the model as it is", "threats", "review", "--by", "kim@example.com");
        story.git("add", "-A");
        story.git("commit", "-qm", "A shop with one shelf");
        Files.writeString(ingress, text);
        story.say("Now a change opens the shop to the internet.");
        story.gatehouse(1, "a way in that nobody reviewed stops the change", "threats", "check");
        story.gatehouse(0, "somebody looked", "threats", "review", "--by", "kim@example.com");
        story.gatehouse(0, "the picture", "threats", "diagram", "--output", "threat-model.svg");
        story.gatehouse(0, "reviewed and answered, the change may go on", "threats", "check");
        commit("Open the shop to the internet");
    }

    private void commit(String message) throws UsageException, IOException, InterruptedException {
        story.git("add", "-A");
        story.git("commit", "-qm", message);
    }

    private void code() throws UsageException, IOException, InterruptedException {
        story.stage("Code", "A key slips into a commit.");
        Path secret = shop.resolve("tls.key");
        Files.writeString(secret, SigningKey.generate(Algorithm.ECDSA_P256).privatePem());
        story.git("add", "-A");
        story.gatehouse(1, "the commit is stopped (gatehouse hook install does this on every commit)", "scan", "--staged",
                "--stage",
                "commit", "--report", "json=../report.json");
        String fingerprint = first("\"(secret/1:[^\"]+)\"", Files.readString(folder.resolve("report.json")));
        Path configuration = shop.resolve("gatehouse.yaml");
        String before = Files.readString(configuration);

        story.say("If it must be: an exception needs an owner, a reason, an end, and a second person.");
        story.gatehouse(0, "Bob asks", "except", fingerprint, "--owner", "team-shop", "--reason",
                "the partner rotates it on the first",
                "--expires", "14d", "--requester", "bob@example.com");
        String exception = first("id: (ex-[^\\s,}]+)", Files.readString(configuration));
        story.gatehouse(1, "asking is not enough", "scan", "--staged", "--stage", "commit", "--quiet");
        story.gatehouse(2, "who asked cannot approve", "approve", exception, "--key", BOB);
        story.gatehouse(2, "a key that nobody listed cannot either", "approve", exception, "--key", MALLORY);
        story.gatehouse(0, "Alice, whom gatehouse.yaml lists, signs", "approve", exception, "--key", ALICE);
        story.gatehouse(0, "now it passes", "scan", "--staged", "--stage", "commit", "--quiet");
        Files.writeString(configuration, Files.readString(configuration).replace("on the first", "some day"));
        story.gatehouse(1, "a text that was edited after the signature does not count", "scan", "--staged", "--stage", "commit",
                "--quiet");

        story.say("Better: take the key out.");
        Files.writeString(configuration, before);
        Files.delete(secret);
        Files.writeString(shop.resolve(".gitignore"), Files.readString(shop.resolve(".gitignore")) + "*.key\n");
        story.git("add", "-A");
        story.gatehouse(0, "the fix passes", "scan", "--staged", "--stage", "commit", "--quiet");
        commit("Keep keys out of the repository");
    }

    private static String first(String pattern, String text) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("the demonstration does not find " + pattern);
        }
        return matcher.group(1);
    }

    private void build(Loopback outside) throws UsageException, IOException, InterruptedException {
        story.stage("Build", "What the shop is made of, and what is known against it.");
        story.gatehouse(0, "the bill of materials of the repository", "sbom", "--output", "../bom.json");
        story.gatehouse(0, "advisories, and the list of what is being exploited, from a mirror on this machine", "advisories",
                "update",
                "npm", "--mirror", outside.mirror());
        story.gatehouse(1, "a dependency that is being exploited stops the change", "scan", "--only", "sca", "--stage",
                "pull-request");
        story.gatehouse(0, "the smallest upgrade that removes it; manifest and lock file are rewritten", "fix", "--apply");
        story.expect(Files.readString(shop.resolve("package-lock.json")).contains("left-shelf-1.1.2.tgz"),
                "package-lock.json names left-shelf 1.1.2, as the registry on this machine has it");
        commit("Upgrade left-shelf");
        story.gatehouse(0, "with it the change passes, and the ledger remembers that it did", "scan", "--stage", "pull-request",
                "--base", "HEAD~1", "--ledger", LEDGER, "--key", RELEASE_KEY, "--quiet");
    }

    private void test() throws UsageException, IOException, InterruptedException {
        story.stage("Test",
                "Another tool tested the running service; its report goes through the same findings and the same gate.");
        Example.write(folder.resolve("zap.json"), Example.text("zap.json"));
        story.gatehouse(1, "what it found stops the change like a finding of our own", "import", "zap", "../zap.json", "--stage",
                "pull-request", "--report", "json=../zap-report.json");
        story.expect(Files.readString(folder.resolve("zap-report.json")).contains("report/1"),
                "zap-report.json is a report like every other: identity, severity, excerpt, decision");
    }

    /// @return the name of the image by its digest
    private String release() throws UsageException, IOException, InterruptedException {
        story.stage("Release", "An image is built (an OCI layout, without Docker) and put forward.");
        String digest = image("image", "1.0.0", "");
        String image = "oci:../image@" + digest;
        story.gatehouse(1, "it runs as root by default: a warning, so a second person must agree", "release", "oci:../image",
                "--key",
                RELEASE_KEY);
        story.gatehouse(2, "not Bob, who asked", "approve", image, "--key", BOB, "--reason", "the manifest sets the user",
                "--expires", "30d");
        story.gatehouse(0, "Alice signs digest, reason and end", "approve", image, "--key", ALICE, "--reason",
                "the manifest sets the user",
                "--expires", "30d");
        story.gatehouse(0, "released; decision, bill and approval hang on the digest, as cosign attaches them", "release",
                "oci:../image",
                "--key", RELEASE_KEY);
        return image;
    }

    /// Writes an image of the working tree.
    ///
    /// @return its digest
    private String image(String name, String version, String user) throws UsageException, IOException, InterruptedException {
        String commit = story.git("rev-parse", "HEAD").printed().strip();
        var files = new TarTree();
        for (String file : List.of("package.json", "package-lock.json", "server.js")) {
            files.text("app/" + file, Files.readString(shop.resolve(file)), TarTree.FILE);
        }
        return new LayoutWriter(folder.resolve(name), Instant.EPOCH)
                .layer("COPY package.json package-lock.json server.js ./", files)
                .finish(version,
                        ContainerSettings.on(Platform.host()).user(user)
                                .labels(Map.of("org.opencontainers.image.revision", commit,
                                        "org.opencontainers.image.source", "https://git.example/team/shop")),
                        Map.of())
                .toString();
    }

    private void deploy(String image) throws UsageException, IOException, InterruptedException {
        story.stage("Deploy",
                "The gate before the cluster believes nothing that is not signed by a key that the target's configuration names.");
        Path manifest = shop.resolve("k8s/shop.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace(NOTHING_YET, digest(image)));
        gate(0, "signature, approval, bill, ledger and manifests are in order", image, "--environment", "production");
        commit("Deploy 1.0.0");
        story.say("Somebody changes one byte of a layer.");
        copy(folder.resolve("image"), folder.resolve("tampered"));
        flip(folder.resolve("tampered/blobs/sha256"));
        gate(1, "one byte is enough", image.replace("../image", "../tampered"));
        story.say("Somebody makes the container privileged.");
        Files.writeString(manifest, Files.readString(manifest).replace("allowPrivilegeEscalation: false", "privileged: true"));
        gate(1, "a manifest that gives the image more than it needs", image);
        String hardened = Files.readString(manifest).replace("privileged: true", "allowPrivilegeEscalation: false");
        story.say("Somebody forgets a line, which only this gate can see: a warning.");
        Files.writeString(manifest, hardened.replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"));
        Story.Ran warned = gate(1, "a warning waits for a second person here too", image);
        story.gatehouse(0, "Alice accepts just this one, for a week", "approve", image, "--accept",
                first("--accept (\\S+)", warned.printed()), "--key", ALICE, "--reason", "the program needs it until 1.1",
                "--expires", "7d");
        gate(0, "what she named is no longer in the way", image);
        Files.writeString(manifest, hardened);
    }

    private static String digest(String image) {
        return image.substring(image.indexOf("sha256:"));
    }

    private Story.Ran gate(int expected, String proves, String image, String... more)
            throws UsageException, IOException, InterruptedException {
        return story.gatehouse(expected, proves,
                Stream.concat(Stream.of("gate", "--stage", "deploy", image, "k8s", "--key", RELEASE_KEY),
                        Stream.of(more)).toArray(String[]::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /// Changes the last byte of a layer.
    private static void flip(Path blobs) throws IOException {
        try (Stream<Path> all = Files.list(blobs)) {
            for (Path blob : all.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                if (bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b) {
                    bytes[bytes.length - 1] ^= 1;
                    Files.write(blob, bytes);
                }
            }
        }
    }

    private void operate(String image) throws UsageException, IOException, InterruptedException {
        story.stage("Operate", "Everything that was decided lies in an append-only ledger that anybody can verify offline.");
        Path ledger = shop.resolve(LEDGER);
        Files.copy(ledger.resolve("checkpoint"), folder.resolve("kept-elsewhere.txt"));
        story.gatehouse(0, "what is remembered", "ledger", "list");
        story.gatehouse(0, "sound, and complete against a checkpoint that was kept elsewhere", "ledger", "verify", "--trust",
                RELEASE_PUB, "--checkpoint", KEPT);
        copy(ledger, folder.resolve("edited"));
        Path entries = folder.resolve("edited/entries.jsonl");
        Files.writeString(entries, Files.readString(entries).replaceFirst("production", "playground"));
        story.gatehouse(1, "an edited entry is found", "ledger", "verify", "--ledger", "../edited", "--trust", RELEASE_PUB);
        copy(ledger, folder.resolve("cut"));
        Path cut = folder.resolve("cut/entries.jsonl");
        List<String> lines = Files.readAllLines(cut);
        Files.write(cut, lines.subList(0, lines.size() - 1));
        story.gatehouse(1, "so is one that was taken away at the end", "ledger", "verify", "--ledger", "../cut", "--trust",
                RELEASE_PUB, "--checkpoint", KEPT);
        audit(image);
    }

    private void audit(String image) throws UsageException, IOException, InterruptedException {
        story.say("An auditor asks for the last month. The cluster's own log has a deployment that went around the gate.");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Example.write(folder.resolve("deployments.jsonl"), """
                {"time": "%s", "environment": "production", "digest": "%s"}
                {"time": "%s", "environment": "production", "digest": "sha256:%s"}
                """.formatted(now, digest(image), now, "f".repeat(64)));
        String told = evidence("soc2", "ten controls, each satisfied, not satisfied or unknown, with the gaps");
        story.expect(
                told.contains("not satisfied  CC6.8") && told.contains("deployment of sha256:ffffffffffff to production without"),
                "the deployment that went around the gate is a gap of CC6.8");
        story.expect(told.contains("has no decision of a gate"), "so are the changes that no gate saw, of CC8.1");
        story.gatehouse(0, "page and JSON are those that the auditor's key signed", "evidence", "verify",
                "../evidence/evidence-soc2.dsse.json", "--trust", "../keys/auditor.pub");
    }

    private String evidence(String framework, String proves) throws UsageException, IOException, InterruptedException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return story.all()
                .gatehouse(0, proves, "evidence", "--framework", framework, "--from", today.minusDays(30).toString(), "--to",
                        today.plusDays(1).toString(), "--deployments", "../deployments.jsonl", "--trust", RELEASE_PUB,
                        "--checkpoint", KEPT,
                        "--key", "../keys/auditor.key", "--output", "../evidence")
                .printed();
    }

    /// A weakness becomes known after the release.
    ///
    /// @return the name of the repaired image by its digest
    private String disclosure(Loopback outside, String image) throws UsageException, IOException, InterruptedException {
        story.stage("Monitor", "The world moves on: an advisory appears, about a package of what runs in production.");
        outside.publish(Map.of("GHSA-5h3l-f000-0001.json", Example.text("advisories/GHSA-5h3l-f000-0001.json"),
                "GHSA-5h3l-f000-0002.json", Example.text("mirror/GHSA-5h3l-f000-0002.json")),
                Example.text("mirror/known_exploited_vulnerabilities.json"), Example.text("mirror/epss_scores-current.csv"));
        String told = story.gatehouse(0, "the kept bills of what is deployed are matched again, without a new scan", "advisories",
                "update", "npm", "--mirror", outside.mirror(), "--key", RELEASE_KEY).printed();
        story.expect(told.contains("opened  " + digest(image)) && told.contains("tiny-cart 2.0.0"),
                "a finding is open on the digest that runs in production");
        gate(1, "it is exploited, so the image is not deployed again", image);
        story.gatehouse(0, "the repair, in manifest and lock file", "fix", "--apply");
        commit("Upgrade tiny-cart");
        String digest = image("image-1.0.1", "1.0.1", "65532");
        String repaired = "oci:../image-1.0.1@" + digest;
        story.gatehouse(0, "the new image names its user, so nobody needs to approve it", "release", "oci:../image-1.0.1",
                "--key",
                RELEASE_KEY);
        Path manifest = shop.resolve("k8s/shop.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace(digest(image), digest));
        gate(0, "and takes the place of the old one", repaired, "--environment", "production");
        commit("Deploy 1.0.1");
        return repaired;
    }

    private void incident(String image) throws UsageException, IOException, InterruptedException {
        story.say("A sensor in the cluster sees a process that speaks the language of a mining pool.");
        Example.write(folder.resolve("falco.jsonl"), Example.text("falco.jsonl").replace(DIGEST, digest(image)));
        story.gatehouse(0, "an incident is opened on the digest", "detect", "--input", "../falco.jsonl", "--open-incidents",
                "--key", RELEASE_KEY);
        String open = story.gatehouse(1, "it is open, and names commit and owner", "incident", "list").printed();
        story.expect(open.contains("owned by team-shop") && open.contains("built from "), "commit and owner are known");
        gate(1, "while it is open, the image is not deployed again", image);

        story.stage("Plan again", "What happened shows that an answer of the threat model did not hold.");
        String reopened = story.gatehouse(1, "the threat is open again, graver than it was", "threats", "check").printed();
        story.expect(reopened.contains("re-opened by"),
                "\"the ingress limits request rates\" no longer answers \"without limits\"");
        story.gatehouse(0, "somebody deals with it", "incident", "resolve", "detection/", "--reason",
                "pod isolated, way in closed, image rebuilt, a limit is planned", "--by", "kim@example.com", "--key",
                RELEASE_KEY);
        story.gatehouse(0, "the answer holds again", "threats", "check");
        gate(0, "and the way is free", image);
        String told = evidence("pci-dss", "the same record answers another framework, the incident included");
        story.expect(told.contains("satisfied      12.10.1"), "the incident and how it was resolved is proof of 12.10.1");
    }
}
