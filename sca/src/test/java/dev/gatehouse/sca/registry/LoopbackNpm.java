package dev.gatehouse.sca.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// A registry of npm on this machine: metadata and real packages.
public final class LoopbackNpm implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Map<String, Release>> packages = new ConcurrentHashMap<>();
    private final Map<String, byte[]> tarballs = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private record Release(String manifest, String integrity, String file, String published) {}

    public LoopbackNpm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// Path and `Authorization` of each request.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// Publishes a version, long ago.
    ///
    /// @param more
    ///            further members of the manifest: `"dependencies": {"a": "^1.0.0"}`; empty for none
    public LoopbackNpm publish(String name, String version, String more) {
        return publish(name, version, more, "2020-01-01T00:00:00.000Z");
    }

    public LoopbackNpm publish(String name, String version, String more, String published) {
        String manifest = "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"" + (more.isEmpty() ? "" : "," + more);
        byte[] tarball = tarball(manifest + "}");
        String base = name.substring(name.lastIndexOf('/') + 1);
        String file = name + "/-/" + base + "-" + version + ".tgz";
        tarballs.put("/" + file, tarball);
        packages.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(version,
                new Release(manifest, integrity(tarball), file, published));
        return this;
    }

    public String integrity(String name, String version) {
        return release(name, version).integrity();
    }

    public String tarball(String name, String version) {
        return address() + release(name, version).file();
    }

    private Release release(String name, String version) {
        return Objects.requireNonNull(packages.getOrDefault(name, Map.of()).get(version), name + "@" + version);
    }

    private static String integrity(byte[] bytes) {
        try {
            return "sha512-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] tarball(String manifest) {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            entry(zipped, "package/package.json", manifest.getBytes(StandardCharsets.UTF_8));
            entry(zipped, "package/index.js", "module.exports = 1;\n".getBytes(StandardCharsets.UTF_8));
            zipped.write(new byte[1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// One file of a tape archive (POSIX ustar).
    private static void entry(GZIPOutputStream out, String name, byte[] content) throws IOException {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o ", content.length));
        put(header, 136, "00000000000 ");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = tarballs.get(URLDecoder.decode(path, StandardCharsets.UTF_8));
        if (body == null) {
            String name = URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8);
            Map<String, Release> versions = packages.get(name);
            body = versions == null ? null : metadata(name, versions).getBytes(StandardCharsets.UTF_8);
        }
        try (exchange) {
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private String metadata(String name, Map<String, Release> versions) {
        String last = versions.keySet().stream().reduce((_, second) -> second).orElseThrow();
        String all = versions.entrySet().stream().map(each -> "\"" + each.getKey() + "\":" + each.getValue().manifest()
                + ",\"dist\":{\"tarball\":\"" + address() + each.getValue().file() + "\",\"integrity\":\""
                + each.getValue().integrity() + "\"}}").collect(Collectors.joining(","));
        String times = versions.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":\"" + each.getValue().published() + "\"")
                .collect(Collectors.joining(","));
        return "{\"name\":\"" + name + "\",\"dist-tags\":{\"latest\":\"" + last + "\"},\"versions\":{" + all + "},\"time\":{"
                + times
                + "}}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
