package dev.gatehouse.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.cli.accept.SshKeyFile;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.tar.TarTree;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A folder with what a release needs: keys, approvers, advisories, a configuration, images.
public final class ReleaseGround {
    /// The commit that images say they were built from.
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private final Path folder;
    public final Path key;
    public final Path publicKey;
    public final SshKeyFile alice;
    public final SshKeyFile mallory;
    public final Path configuration;

    public ReleaseGround(Path folder) throws IOException {
        this.folder = folder;
        this.key = folder.resolve("release.key");
        this.publicKey = folder.resolve("release.pub");
        SigningKey pair = SigningKey.generate(Algorithm.ECDSA_P256);
        Files.writeString(key, pair.privatePem());
        Files.writeString(publicKey, pair.verificationKey().pem());
        alice = SshKeyFile.write(folder.resolve("alice"));
        mallory = SshKeyFile.write(folder.resolve("mallory"));
        configuration = Files.writeString(folder.resolve("judge.yaml"), """
                service: {name: shop, owner: payments}
                approvers:
                  - {name: alice, key: %s, roles: [releases]}
                """.formatted(alice.line()));
        Path advisory = Files.writeString(folder.resolve("GHSA-aaaa-bbbb-cccc.json"), """
                {"schema_version": "1.6.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "%s",
                 "summary": "Something", "affected": [{"package": {"ecosystem": "npm", "name": "left-shelf"},
                 "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]}],
                 "database_specific": {"severity": "MODERATE"}}
                """.formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        var imported = run("advisories", "import", advisory.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
    }

    /// Runs a command with advisories and caches of this folder.
    public CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString(), "GATEHOUSE_ADVISORIES",
                folder.resolve("advisories").toString()), arguments);
    }

    /// Releases an image, with the options that every release here has.
    public CommandLineRun release(String image, String... more) {
        List<String> all = new ArrayList<>(List.of("release", image, "--key", key.toString(), "--ledger", ledger(), "--config",
                configuration.toString()));
        all.addAll(Arrays.asList(more));
        if (!all.contains("--requester")) {
            all.addAll(List.of("--requester", "bob@example.com"));
        }
        return run(all.toArray(String[]::new));
    }

    /// Approves an image.
    public CommandLineRun approve(String image, SshKeyFile who, String... more) {
        List<String> all = new ArrayList<>(
                List.of("approve", image, "--key", who.file().toString(), "--reason", "the fix is planned",
                        "--config", configuration.toString(), "--trusted-key", publicKey.toString(), "--ledger", ledger(),
                        "--ledger-key", key.toString()));
        all.addAll(Arrays.asList(more));
        if (!all.contains("--expires")) {
            all.addAll(List.of("--expires", "30d"));
        }
        return run(all.toArray(String[]::new));
    }

    public String ledger() {
        return folder.resolve("ledger").toString();
    }

    /// An image of which nothing is wrong.
    public Path cleanImage(String name) throws IOException {
        return image(name, "nobody", "1.3.0");
    }

    /// An image with something that warns: it runs as root.
    public Path rootImage(String name) throws IOException {
        return image(name, "", "1.3.0");
    }

    /// @param shelf version of its only package
    public Path image(String name, String user, String shelf) throws IOException {
        Path layout = folder.resolve(name);
        new LayoutWriter(layout, Instant.EPOCH)
                .layer("COPY . /app # buildkit", new TarTree().text("app/package-lock.json", """
                        {"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
                          "": {"name": "shop", "version": "1.0.0", "dependencies": {"left-shelf": "%s"}},
                          "node_modules/left-shelf": {"version": "%s", "resolved": "https://registry.example/left-shelf.tgz"}}}
                        """.formatted(shelf, shelf), TarTree.FILE))
                .finish("1", ContainerSettings.on(Platform.host()).user(user)
                        .labels(Map.of("org.opencontainers.image.revision", COMMIT)), Map.of());
        return layout;
    }
}
