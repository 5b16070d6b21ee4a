package dev.gatehouse.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What of the outside world the demonstration needs, on this machine: an npm registry that knows the example's packages, and a mirror
/// of advisories.
final class Loopback implements AutoCloseable {
    private static final String MIRROR = "/mirror/";
    private static final int OK = 200;
    private static final int UNCHANGED = 304;
    private static final int ABSENT = 404;

    private final HttpServer server;
    /// By path.
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    Loopback() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Where the mirror of advisories lies.
    String mirror() {
        return address() + MIRROR;
    }

    /// A package of the registry.
    ///
    /// @param json what the registry answers; `@REGISTRY@` stands for its own address
    void serve(String name, String json) {
        files.put("/" + name, json.replace("@REGISTRY@", address()).getBytes(StandardCharsets.UTF_8));
    }

    /// What is known of vulnerabilities from now on.
    ///
    /// @param advisories OSV records by file name
    /// @param exploited CISA's catalogue
    /// @param scores of EPSS, CSV
    void publish(Map<String, String> advisories, String exploited, String scores) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(zipped)) {
            for (var each : advisories.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(scores.getBytes(StandardCharsets.UTF_8));
        }
        files.put(MIRROR + "npm/all.zip", zipped.toByteArray());
        files.put(MIRROR + "epss_scores-current.csv.gz", packed.toByteArray());
        files.put(MIRROR + "known_exploited_vulnerabilities.json", exploited.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            if (body == null) {
                exchange.sendResponseHeaders(ABSENT, -1);
                return;
            }
            var sum = new CRC32();
            sum.update(body);
            String tag = '"' + HexFormat.of().toHexDigits(sum.getValue()) + '"';
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(UNCHANGED, -1);
                return;
            }
            exchange.getResponseHeaders().add("ETag", tag);
            exchange.getResponseHeaders().add("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
