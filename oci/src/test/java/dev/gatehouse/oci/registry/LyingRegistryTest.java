package dev.gatehouse.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.store.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Registries that are slow, broken, or up to something.
class LyingRegistryTest {
    private static final RegistrySettings QUICK = RegistrySettings.DEFAULT.withPatience(Duration.ofMillis(1500), 3,
            Duration.ofMillis(5));
    private static final byte[] BLOB = "0123456789".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.sha256(BLOB);

    private HttpServer server;
    private String host;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v2/", exchange -> respond(exchange, 404, new byte[0]));
        server.start();
        host = "127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private RegistryClient client() throws IOException {
        return new RegistryClient(host, _ -> new Credentials.Password("user", "correct horse"), QUICK, ImageLimits.DEFAULT);
    }

    private byte[] blob() throws IOException {
        try (var client = client();
                InputStream in = new VerifiedInputStream(client.blob("a", DIGEST, BLOB.length), "blob", DIGEST, BLOB.length)) {
            return in.readAllBytes();
        }
    }

    private static void assertKind(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, OciException.Kind kind) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OciException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aBlobIsFetchedOnFromWhereTheConnectionBroke() throws IOException {
        List<String> ranges = new CopyOnWriteArrayList<>();
        serve("/v2/a/blobs/", exchange -> {
            String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
            ranges.add(range);
            int from = range.startsWith("bytes=") ? Integer.parseInt(range.substring(6, range.length() - 1)) : 0;
            boolean last = ranges.size() == 3;
            if (from > 0) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (BLOB.length - 1) + "/" + BLOB.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, BLOB.length - from);
            exchange.getResponseBody().write(BLOB, from, last ? BLOB.length - from : 100_000);
            if (last) {
                exchange.close();
            } else {
                exchange.getResponseBody().flush();
                throw new IOException("broken on purpose");
            }
        });
        assertThat(blob()).isEqualTo(BLOB);
        assertThat(ranges).hasSize(3).startsWith("null");
    }

    @Test
    void aServerThatKnowsNoRangesIsReadAgain() throws IOException {
        var count = new AtomicInteger();
        serve("/v2/a/blobs/", exchange -> {
            exchange.sendResponseHeaders(200, BLOB.length);
            if (count.incrementAndGet() == 1) {
                exchange.getResponseBody().write(BLOB, 0, 5000);
                exchange.getResponseBody().flush();
                throw new IOException("broken on purpose");
            }
            exchange.getResponseBody().write(BLOB);
            exchange.close();
        });
        assertThat(blob()).isEqualTo(BLOB);
    }

    @Test
    void otherBytesMoreBytesAndFewerBytesAreAMismatch() {
        byte[] other = BLOB.clone();
        other[7] ^= 1;
        serve("/v2/a/blobs/", exchange -> respond(exchange, 200, other));
        assertKind(this::blob, OciException.Kind.MISMATCH);
        server.removeContext("/v2/a/blobs/");
        serve("/v2/a/blobs/", exchange -> respond(exchange, 200, (new String(BLOB, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8)));
        assertKind(this::blob, OciException.Kind.MISMATCH);
    }

    @Test
    void aServerThatTricklesIsGivenUp() {
        serve("/v2/a/blobs/", exchange -> {
            exchange.sendResponseHeaders(200, BLOB.length);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 200; i++) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        var settings = QUICK.withPatience(Duration.ofMillis(1100), 0, Duration.ofMillis(5));
        assertThatThrownBy(() -> {
            try (var client = new RegistryClient(host, CredentialSource.NONE, settings, ImageLimits.DEFAULT);
                    InputStream in = client.blob("a", DIGEST, BLOB.length)) {
                in.readAllBytes();
            }
        }).isInstanceOf(IOException.class).hasMessageContaining("slowly");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() {
        serve("/v2/a/manifests/", exchange -> {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        var settings = QUICK.withPatience(Duration.ofMillis(300), 1, Duration.ofMillis(5));
        assertKind(() -> {
            try (var client = new RegistryClient(host, CredentialSource.NONE, settings, ImageLimits.DEFAULT)) {
                client.manifest("a", "1");
            }
        }, OciException.Kind.UNREACHABLE);
    }

    @Test
    void troubleThatPassesIsWaitedFor() throws IOException {
        var count = new AtomicInteger();
        serve("/v2/a/blobs/", exchange -> {
            if (count.incrementAndGet() < 3) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                respond(exchange, count.get() == 1 ? 429 : 503, new byte[0]);
            } else {
                respond(exchange, 200, BLOB);
            }
        });
        assertThat(blob()).isEqualTo(BLOB);
    }

    @Test
    void redirectsThatGoOnForEverEnd() {
        serve("/v2/a/blobs/", exchange -> {
            exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "x");
            respond(exchange, 307, new byte[0]);
        });
        assertKind(this::blob, OciException.Kind.UNREACHABLE);
    }

    @Test
    void credentialsAreNotCarriedToAnotherHost() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            respond(exchange, 200, BLOB);
        });
        other.start();
        try {
            serve("/v2/a/blobs/", exchange -> {
                if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
                    respond(exchange, 401, new byte[0]);
                } else {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/blob");
                    respond(exchange, 307, new byte[0]);
                }
            });
            assertThat(blob()).isEqualTo(BLOB);
            assertThat(seen).containsExactly("null");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void redirectsToUnencryptedHostsAreNotFollowed() {
        serve("/v2/a/blobs/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://storage.example/blob");
            respond(exchange, 307, new byte[0]);
        });
        assertThatThrownBy(this::blob).hasMessageContaining("not followed");
    }

    @Test
    void credentialsAreNotSentToATokenServiceWithoutTls() {
        serve("/v2/a/manifests/", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"http://auth.example/token\"");
            respond(exchange, 401, new byte[0]);
        });
        assertKind(() -> {
            try (var client = client()) {
                client.manifest("a", "1");
            }
        }, OciException.Kind.UNAUTHORIZED);
    }

    @Test
    void aManifestThatIsNotWhatItsDigestNamesOrThatIsHugeIsRefused() {
        String manifest = "{\"schemaVersion\":2,\"manifests\":[]}";
        serve("/v2/a/manifests/", exchange -> respond(exchange, 200, manifest.getBytes(StandardCharsets.UTF_8)));
        assertKind(() -> {
            try (var client = client()) {
                client.manifest("a", DIGEST.toString());
            }
        }, OciException.Kind.MISMATCH);
        serve("/v2/b/manifests/", exchange -> respond(exchange, 200, new byte[5 << 20]));
        assertKind(() -> {
            try (var client = client()) {
                client.manifest("b", "1");
            }
        }, OciException.Kind.LIMIT);
        serve("/v2/c/manifests/", exchange -> {
            exchange.getResponseHeaders().set("Docker-Content-Digest", DIGEST.toString());
            respond(exchange, 200, manifest.getBytes(StandardCharsets.UTF_8));
        });
        assertKind(() -> {
            try (var client = client()) {
                client.manifest("c", "1");
            }
        }, OciException.Kind.MISMATCH);
    }

    @Test
    void wherePushesAreToGoElsewhereNothingIsSent() {
        serve("/v2/a/blobs/uploads/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://elsewhere.example/upload");
            respond(exchange, 202, new byte[0]);
        });
        assertThatThrownBy(() -> {
            try (var client = client()) {
                client.pushBlob("a", dev.gatehouse.oci.manifest.Descriptor.of("x", BLOB), () -> new java.io.ByteArrayInputStream(BLOB));
            }
        }).hasMessageContaining("elsewhere");
    }

    @Test
    void credentialsPrintNoSecret() {
        assertThat(List.of(new Credentials.Password("user", "correct horse"), new Credentials.IdentityToken("battery"),
                new Credentials.RegistryToken("staple")).toString()).doesNotContain("horse", "battery", "staple");
        assertThat(Map.of("a", new Credentials.Password("user", "correct horse")).toString()).contains("user");
    }
}
