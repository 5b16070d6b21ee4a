package dev.gatehouse.oci.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The distribution project's registry (Debian's package `docker-registry`) on loopback.
final class RealRegistry implements AutoCloseable {
    private final Process process;
    final String host;

    private RealRegistry(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    /// Skips the test where the registry is not installed.
    ///
    /// @param more
    ///            further configuration in YAML, `http:` settings with six spaces before them
    static RealRegistry start(Path folder, String httpSettings, String more, boolean tls) throws Exception {
        boolean there = false;
        for (String each : System.getenv().getOrDefault("PATH", "").split(":")) {
            there |= Files.isExecutable(Path.of(each, "docker-registry"));
        }
        if (!there && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            throw new AssertionError("docker-registry is not installed; .ci/install does it");
        }
        Assumptions.assumeTrue(there, "docker-registry is not installed (Debian's package of that name)");
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log:
                  level: error
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: 127.0.0.1:%d
                %s
                %s
                """.formatted(folder.resolve("storage"), port, httpSettings, more));
        Process process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("registry.log").toFile()).start();
        var registry = new RealRegistry(process, "127.0.0.1:" + port);
        registry.await(folder, tls);
        return registry;
    }

    private void await(Path folder, boolean tls) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 300 && process.isAlive(); i++) {
                try {
                    client.send(
                            HttpRequest.newBuilder(URI.create("http://" + host + "/v2/")).timeout(Duration.ofSeconds(2)).build(),
                            HttpResponse.BodyHandlers.discarding());
                    return;
                } catch (IOException e) {
                    if (tls && !(e instanceof java.net.ConnectException)) {
                        return;
                    }
                    Thread.sleep(100);
                }
            }
        }
        close();
        throw new AssertionError("docker-registry does not start: " + Files.readString(folder.resolve("registry.log")));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
