package dev.gatehouse.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An npm registry on this machine that knows the example's packages.
final class NpmRegistry implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> packages;

    /// @param packages what it answers, by name; `@REGISTRY@` stands for its own address
    NpmRegistry(Map<String, String> packages) throws IOException {
        this.packages = Map.copyOf(packages);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String known = packages.get(exchange.getRequestURI().getPath().substring(1));
            byte[] body = (known == null ? "{}" : known.replace("@REGISTRY@", address())).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
