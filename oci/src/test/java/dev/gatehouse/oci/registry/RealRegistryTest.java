package dev.gatehouse.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.store.WholeImage;
import dev.gatehouse.oci.attach.Attachment;
import dev.gatehouse.oci.Tar;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.ImageReference;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.Image;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.oci.store.LayoutStore;
import dev.gatehouse.oci.store.VerifiedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the registry that everybody else's is measured by.
class RealRegistryTest {
    private static final RegistrySettings QUICK = RegistrySettings.DEFAULT.withPatience(Duration.ofSeconds(10), 1,
            Duration.ofMillis(10));
    /// bcrypt of the word `password` for the user `scanner`.
    private static final String HTPASSWD = "scanner:$2y$05$PLLA5OBk5DjzUaFDPErF6.A6TsB1EHjUJzoKr.rwNUO.PLGdR4SPm";

    @TempDir
    Path folder;

    private LayoutStore layout() throws IOException {
        new LayoutWriter(folder.resolve("image"), Instant.EPOCH).layer("COPY a", new Tar().file("a", "text").stream())
                .layer("COPY b", new Tar().file("b", "x".repeat(200_000)).stream())
                .finish("1", ContainerSettings.on(Platform.host()), Map.of());
        return new LayoutStore(folder.resolve("image"), null, ImageLimits.DEFAULT, null);
    }

    private static void push(RegistryClient client, String repository, String tag, LayoutStore layout) throws IOException {
        Image image = layout.image();
        for (Layer layer : image.layers()) {
            client.pushBlob(repository, Descriptor.of(layer.mediaType(), layer.digest(), layer.size()), () -> layout.open(layer));
        }
        client.pushBlob(repository, image.configurationDescriptor(), () -> new ByteArrayInputStream(image.configurationBytes()));
        var layers = image.layers().stream().map(each -> Descriptor.of(each.mediaType(), each.digest(), each.size())).toList();
        client.pushManifest(repository, tag,
                new ImageManifest(MediaTypes.OCI_MANIFEST, null, image.configurationDescriptor(), layers,
                        null, Map.of()));
    }

    private static RegistryStore store(String reference, CredentialSource credentials, RegistrySettings settings)
            throws OciException {
        return new RegistryStore(ImageReference.parse(reference), credentials, settings, ImageLimits.DEFAULT, null);
    }

    private static void assertWhole(RegistryStore store) throws IOException {
        for (Layer layer : store.image().layers()) {
            try (InputStream in = new VerifiedInputStream(store.open(layer), "layer", layer.digest(), layer.size())) {
                assertThat(in.readAllBytes()).hasSize((int) layer.size());
            }
        }
    }

    @Test
    void whatIsPushedIsPulledByTagAndByDigest() throws Exception {
        try (var registry = RealRegistry.start(folder, "", "", false);
                var client = new RegistryClient(registry.host, CredentialSource.NONE, QUICK, ImageLimits.DEFAULT)) {
            push(client, "team/shop", "1.0", layout());
            Digest digest;
            try (var byTag = store(registry.host + "/team/shop:1.0", CredentialSource.NONE, QUICK)) {
                assertWhole(byTag);
                digest = Objects.requireNonNull(byTag.image().manifest()).digest();
            }
            try (var byDigest = store(registry.host + "/team/shop@" + digest, CredentialSource.NONE, QUICK)) {
                assertWhole(byDigest);
            }
            try (var absent = store(registry.host + "/team/shop:2.0", CredentialSource.NONE, QUICK)) {
                assertThatThrownBy(absent::image).isInstanceOfSatisfying(OciException.class,
                        e -> assertThat(e.kind()).isEqualTo(OciException.Kind.NOT_FOUND));
            }
            // Pushing again finds everything there.
            push(client, "team/shop", "1.1", layout());
        }
    }

    @Test
    void aMirrorIsAskedFirstAndTheRegistryWhereItLacksTheImage() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (var mirror = RealRegistry.start(other, "", "", false);
                var registry = RealRegistry.start(folder, "", "", false);
                var first = new RegistryClient(mirror.host, CredentialSource.NONE, QUICK, ImageLimits.DEFAULT);
                var second = new RegistryClient(registry.host, CredentialSource.NONE, QUICK, ImageLimits.DEFAULT)) {
            push(first, "cache/only-there", "1", layout());
            push(second, "only-here", "1", layout());
            var settings = QUICK.withMirrors(Map.of(registry.host, List.of(mirror.host + "/cache")));
            try (var store = store(registry.host + "/only-there:1", CredentialSource.NONE, settings)) {
                assertWhole(store);
            }
            try (var store = store(registry.host + "/only-here:1", CredentialSource.NONE, settings)) {
                assertWhole(store);
            }
        }
    }

    @Test
    void referrersAreListedWhereTheRegistryDoesNotDoIt() throws Exception {
        try (var registry = RealRegistry.start(folder, "", "", false);
                var client = new RegistryClient(registry.host, CredentialSource.NONE, QUICK, ImageLimits.DEFAULT)) {
            push(client, "shop", "1", layout());
            var subject = client.manifest("shop", "1").descriptor();
            byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
            var configuration = Descriptor.of(MediaTypes.OCI_EMPTY, empty);
            client.pushBlob("shop", configuration, () -> new ByteArrayInputStream(empty));
            for (String type : List.of("application/vnd.example.signature", "application/vnd.example.sbom")) {
                var manifest = new ImageManifest(MediaTypes.OCI_MANIFEST, type, configuration, List.of(configuration), subject,
                        Map.of());
                client.pushManifest("shop", Digest.sha256(dev.gatehouse.oci.build.ManifestWriter.write(manifest)).toString(),
                        manifest);
            }
            assertThat(client.referrers("shop", subject.digest(), null)).extracting(Descriptor::artifactType)
                    .containsExactly("application/vnd.example.signature", "application/vnd.example.sbom");
            assertThat(client.referrers("shop", subject.digest(), "application/vnd.example.sbom")).hasSize(1);
            assertThat(client.referrers("shop", Digest.sha256(empty), null)).isEmpty();
        }
    }

    @Test
    void whatIsAttachedToAnImageIsReadBackFromTheRegistryAndOnlyOnce() throws Exception {
        try (var registry = RealRegistry.start(folder, "", "", false);
                var client = new RegistryClient(registry.host, CredentialSource.NONE, QUICK, ImageLimits.DEFAULT)) {
            push(client, "team/shop", "1", layout());
            try (var store = store(registry.host + "/team/shop:1", CredentialSource.NONE, QUICK);
                    var attachments = store.attachments()) {
                Descriptor image = Objects.requireNonNull(store.image().manifest());
                var said = new Attachment("application/vnd.example.said", "text/plain", "yes".getBytes(StandardCharsets.UTF_8),
                        Map.of("by", "alice"));
                Digest first = attachments.attach(image, said);
                assertThat(attachments.attach(image, said)).isEqualTo(first);
                attachments.attach(image, new Attachment("application/vnd.example.other", "text/plain", new byte[]{1}, Map.of()));
                var found = attachments.of(image.digest(), Set.of("application/vnd.example.said"));
                assertThat(found).hasSize(1);
                assertThat(found.getFirst().digest()).isEqualTo(first);
                assertThat(found.getFirst().attachment().content()).isEqualTo(said.content());
                assertThat(found.getFirst().attachment().annotations()).containsEntry("by", "alice");
                assertThat(attachments.of(first, Set.of("application/vnd.example.said"))).isEmpty();
                assertThat(store.name(image.digest().toString()))
                        .isEqualTo("registry:" + registry.host + "/team/shop@" + image.digest());
                WholeImage.verify(store);
            }
        }
    }

    @Test
    void basicCredentialsComeFromDockersConfiguration() throws Exception {
        Path passwords = Files.writeString(folder.resolve("htpasswd"), HTPASSWD + "\n");
        String auth = "auth:\n  htpasswd:\n    realm: test\n    path: " + passwords;
        try (var registry = RealRegistry.start(folder, "", auth, false)) {
            Path docker = Files.createDirectory(folder.resolve("docker"));
            String encoded = Base64.getEncoder().encodeToString("scanner:password".getBytes(StandardCharsets.UTF_8));
            Files.writeString(docker.resolve("config.json"),
                    "{\"auths\":{\"" + registry.host + "\":{\"auth\":\"" + encoded + "\"}}}");
            var credentials = DockerCredentials.of(Map.of("DOCKER_CONFIG", docker.toString()));
            try (var client = new RegistryClient(registry.host, credentials, QUICK, ImageLimits.DEFAULT)) {
                push(client, "private/shop", "1", layout());
            }
            try (var store = store(registry.host + "/private/shop:1", credentials, QUICK)) {
                assertWhole(store);
            }
            try (var store = store(registry.host + "/private/shop:1", CredentialSource.NONE, QUICK)) {
                assertThatThrownBy(store::image).isInstanceOfSatisfying(OciException.class,
                        e -> assertThat(e.kind()).isEqualTo(OciException.Kind.UNAUTHORIZED)).hasMessageContaining("docker login");
            }
            CredentialSource wrong = _ -> new Credentials.Password("scanner", "guess");
            try (var store = store(registry.host + "/private/shop:1", wrong, QUICK)) {
                assertThatThrownBy(store::image).hasMessageContaining("refuses the credentials").hasMessageNotContaining("guess");
            }
        }
    }

    @Test
    void tokensComeFromTheServiceThatTheRegistryNamesAndTlsFromAnAuthorityOfOurs() throws Exception {
        Identity identity = Identity.make(folder);
        try (var service = TokenService.start(identity.keys(), identity.certificate(), "scanner", "password")) {
            String auth = "auth:\n  token:\n    realm: " + service.address() + "\n    service: registry\n    issuer: tests\n"
                    + "    rootcertbundle: " + identity.certificateFile();
            String tls = "  tls:\n    certificate: " + identity.certificateFile() + "\n    key: " + identity.keyFile();
            try (var registry = RealRegistry.start(folder, tls, auth, true)) {
                var trusting = QUICK.withAuthorities(identity.certificateFile());
                CredentialSource credentials = _ -> new Credentials.Password("scanner", "password");
                try (var client = new RegistryClient(registry.host, credentials, trusting, ImageLimits.DEFAULT)) {
                    push(client, "team/shop", "1", layout());
                }
                try (var store = store(registry.host + "/team/shop:1", credentials, trusting)) {
                    assertWhole(store);
                }
                try (var store = store(registry.host + "/team/shop:1", _ -> new Credentials.IdentityToken("refresh-me"),
                        trusting)) {
                    assertWhole(store);
                }
                try (var store = store(registry.host + "/team/shop:1", _ -> new Credentials.Password("scanner", "no"),
                        trusting)) {
                    assertThatThrownBy(store::image).isInstanceOfSatisfying(OciException.class,
                            e -> assertThat(e.kind()).isEqualTo(OciException.Kind.UNAUTHORIZED));
                }
                try (var store = store(registry.host + "/team/shop:1", credentials, QUICK)) {
                    assertThatThrownBy(store::image).hasMessageContaining("TLS");
                }
            }
        }
    }

    /// A key and a certificate for this machine, made by the JDK's keytool.
    private record Identity(KeyPair keys, Certificate certificate, Path certificateFile, Path keyFile) {
        static Identity make(Path folder) throws Exception {
            Path store = folder.resolve("identity.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias", "a", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=registry.example", "-ext",
                    "SAN=ip:127.0.0.1,dns:localhost", "-validity", "3650", "-storetype", "PKCS12", "-keystore", store.toString(),
                    "-storepass", "changeit").redirectErrorStream(true).start();
            keytool.getInputStream().readAllBytes();
            assertThat(keytool.waitFor()).isZero();
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                loaded.load(in, "changeit".toCharArray());
            }
            var key = (PrivateKey) loaded.getKey("a", "changeit".toCharArray());
            Certificate certificate = loaded.getCertificate("a");
            return new Identity(new KeyPair(certificate.getPublicKey(), key), certificate,
                    pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()));
        }

        private static Path pem(Path file, String label, byte[] bytes) throws IOException {
            return Files.writeString(file, "-----BEGIN " + label + "-----\n"
                    + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes) + "\n-----END " + label + "-----\n");
        }
    }
}
