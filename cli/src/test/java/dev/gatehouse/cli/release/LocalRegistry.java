package dev.gatehouse.cli.release;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.registry.CredentialSource;
import dev.gatehouse.oci.registry.RegistryClient;
import dev.gatehouse.oci.registry.RegistrySettings;
import dev.gatehouse.oci.store.Image;
import dev.gatehouse.oci.store.LayoutStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The distribution project's registry (Debian's package `docker-registry`) on loopback.
final class LocalRegistry implements AutoCloseable {
    private final Process process;
    private final Path storage;
    final String host;

    private LocalRegistry(Process process, Path storage, String host) {
        this.process = process;
        this.storage = storage;
        this.host = host;
    }

    /// Whether a program is on the PATH.
    static boolean installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /// Skips the test where the registry is not installed.
    static LocalRegistry start(Path folder) throws Exception {
        boolean there = installed("docker-registry");
        if (!there && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            throw new AssertionError("docker-registry is not installed; .ci/install does it");
        }
        Assumptions.assumeTrue(there, "docker-registry is not installed (Debian's package of that name)");
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path storage = folder.resolve("storage");
        Path configuration = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log: {level: error}
                storage:
                  filesystem: {rootdirectory: %s}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(storage, port));
        Process process = new ProcessBuilder("docker-registry", "serve", configuration.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile()).start();
        var registry = new LocalRegistry(process, storage, "127.0.0.1:" + port);
        registry.await(folder);
        return registry;
    }

    private void await(Path folder) throws Exception {
        int port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
        for (int i = 0; i < 300 && process.isAlive(); i++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        close();
        throw new AssertionError("docker-registry does not start: " + Files.readString(folder.resolve("registry.log")));
    }

    private RegistryClient client() throws IOException {
        return new RegistryClient(host, CredentialSource.NONE, RegistrySettings.DEFAULT, ImageLimits.DEFAULT);
    }

    /// Pushes the image of a layout under a tag.
    ///
    /// @return its digest
    String push(Path layout, String repository, String tag) throws IOException {
        try (RegistryClient client = client(); var store = new LayoutStore(layout, null, ImageLimits.DEFAULT, null)) {
            Image image = store.image();
            for (Layer layer : image.layers()) {
                client.pushBlob(repository, Descriptor.of(layer.mediaType(), layer.digest(), layer.size()),
                        () -> store.open(layer));
            }
            client.pushBlob(repository, image.configurationDescriptor(),
                    () -> new ByteArrayInputStream(image.configurationBytes()));
            List<Descriptor> layers = image.layers().stream()
                    .map(each -> Descriptor.of(each.mediaType(), each.digest(), each.size())).toList();
            return client.pushManifest(repository, tag, new ImageManifest(MediaTypes.OCI_MANIFEST, null,
                    image.configurationDescriptor(), layers, null, Map.of())).digest().toString();
        }
    }

    /// The files of everything that it keeps.
    List<Path> blobs() throws IOException {
        try (Stream<Path> tree = Files.walk(storage.resolve("docker/registry/v2/blobs"))) {
            return tree.filter(each -> each.endsWith("data")).sorted().toList();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
