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
        try (var registry = new NpmRegistry(
                Map.of("left-shelf", Example.text("registry/left-shelf.json"), "tiny-cart",
                        Example.text("registry/tiny-cart.json")))) {
            prepare(registry);
            plan();
            code();
            build();
            test();
            String image = release();
            deploy(image);
            operate();
            monitor(image);
        }
    }

    private void prepare(NpmRegistry registry) throws UsageException, IOException, InterruptedException {
        for (String name : Example.SERVICE) {
            Example.write(shop.resolve(name),
                    Example.text(name).replace("@REGISTRY@", registry.address()).replace(DIGEST, NOTHING_YET));
        }
        Example.write(shop.resolve(".gitignore"), ".gatehouse/\nnode_modules/\n");
        for (String name : List.of("advisories/GHSA-5h3l-f000-0001.json", "advisories/known_exploited_vulnerabilities.json")) {
            Example.write(folder.resolve("feeds").resolve(name), Example.text(name));
        }
        Example.write(folder.resolve("home/npmrc"), "registry=" + registry.address() + "/\n");
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

    private void build() throws UsageException, IOException, InterruptedException {
        story.stage("Build", "What the shop is made of, and what is known against it.");
        story.gatehouse(0, "the bill of materials of the repository", "sbom", "--output", "../bom.json");
        story.gatehouse(0, "advisories, and the list of what is being exploited", "advisories", "import", "../feeds/advisories");
        story.gatehouse(1, "a dependency that is being exploited stops the change", "scan", "--only", "sca", "--stage",
                "pull-request");
        story.gatehouse(0, "the smallest upgrade that removes it; manifest and lock file are rewritten", "fix", "--apply");
        story.expect(Files.readString(shop.resolve("package-lock.json")).contains("left-shelf-1.1.2.tgz"),
                "package-lock.json names left-shelf 1.1.2, as the registry on this machine has it");
        story.gatehouse(0, "with it the change passes", "scan", "--only", "sca", "--stage", "pull-request", "--quiet");
        commit("Upgrade left-shelf");
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
        String digest = image();
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

    private String image() throws UsageException, IOException, InterruptedException {
        String commit = story.git("rev-parse", "HEAD").printed().strip();
        var files = new TarTree();
        for (String name : List.of("package.json", "package-lock.json", "server.js")) {
            files.text("app/" + name, Files.readString(shop.resolve(name)), TarTree.FILE);
        }
        return new LayoutWriter(folder.resolve("image"), Instant.EPOCH)
                .layer("COPY package.json package-lock.json server.js ./", files)
                .finish("1.0.0", ContainerSettings.on(Platform.host()).labels(Map.of("org.opencontainers.image.revision", commit,
                        "org.opencontainers.image.source", "https://git.example/team/shop")), Map.of())
                .toString();
    }

    private void deploy(String image) throws UsageException, IOException, InterruptedException {
        story.stage("Deploy",
                "The gate before the cluster believes nothing that is not signed by a key that the target's configuration names.");
        Path manifest = shop.resolve("k8s/shop.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace(NOTHING_YET, image.substring(image.indexOf("sha256:"))));
        gate(0, "signature, approval, bill, ledger and manifests are in order", image, "--environment", "production");
        commit("Deploy 1.0.0");
        story.say("Somebody changes one byte of a layer.");
        copy(folder.resolve("image"), folder.resolve("tampered"));
        flip(folder.resolve("tampered/blobs/sha256"));
        gate(1, "one byte is enough", image.replace("../image", "../tampered"));
        story.say("Somebody makes the container privileged.");
        Files.writeString(manifest, Files.readString(manifest).replace("allowPrivilegeEscalation: false", "privileged: true"));
        gate(1, "a manifest that gives the image more than it needs", image);
        Files.writeString(manifest, Files.readString(manifest).replace("privileged: true", "allowPrivilegeEscalation: false"));
    }

    private void gate(int expected, String proves, String image, String... more)
            throws UsageException, IOException, InterruptedException {
        story.gatehouse(expected, proves,
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

    private void operate() throws UsageException, IOException, InterruptedException {
        story.stage("Operate", "Everything that was decided lies in an append-only ledger that anybody can verify offline.");
        Path ledger = shop.resolve(".gatehouse/ledger");
        Files.copy(ledger.resolve("checkpoint"), folder.resolve("kept-elsewhere.txt"));
        story.gatehouse(0, "what is remembered", "ledger", "list");
        story.gatehouse(0, "sound, and complete against a checkpoint that was kept elsewhere", "ledger", "verify", "--trust",
                RELEASE_PUB,
                "--checkpoint", "../kept-elsewhere.txt");
        copy(ledger, folder.resolve("edited"));
        Path entries = folder.resolve("edited/entries.jsonl");
        Files.writeString(entries, Files.readString(entries).replaceFirst("production", "playground"));
        story.gatehouse(1, "an edited entry is found and named", "ledger", "verify", "--ledger", "../edited", "--trust",
                RELEASE_PUB);
        copy(ledger, folder.resolve("cut"));
        Path cut = folder.resolve("cut/entries.jsonl");
        List<String> lines = Files.readAllLines(cut);
        Files.write(cut, lines.subList(0, lines.size() - 1));
        story.gatehouse(1, "so is one that was taken away at the end", "ledger", "verify", "--ledger", "../cut", "--trust",
                RELEASE_PUB,
                "--checkpoint", "../kept-elsewhere.txt");
    }

    private void monitor(String image) throws UsageException, IOException, InterruptedException {
        story.stage("Monitor", "A sensor in the cluster sees a shell that is connected to the network.");
        Example.write(folder.resolve("falco.jsonl"),
                Example.text("falco.jsonl").replace(DIGEST, image.substring(image.indexOf("sha256:"))));
        story.gatehouse(0, "an incident is opened on the digest", "detect", "--input", "../falco.jsonl", "--open-incidents",
                "--key",
                RELEASE_KEY);
        story.gatehouse(1, "it is open, and names commit and owner", "incident", "list");
        gate(1, "while it is open, the image is not deployed again", image);
        story.gatehouse(0, "somebody deals with it", "incident", "resolve", "detection/", "--reason",
                "debug session of the on-call, closed",
                "--by", "kim@example.com", "--key", RELEASE_KEY);
        gate(0, "and the way is free again", image);
    }
}
