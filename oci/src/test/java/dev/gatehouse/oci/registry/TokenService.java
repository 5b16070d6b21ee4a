package dev.gatehouse.oci.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;

/// Signs tokens that the real registry believes.
final class TokenService implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair keys;
    private final Certificate certificate;
    private final String expected;

    private TokenService(HttpServer server, KeyPair keys, Certificate certificate, String expected) {
        this.server = server;
        this.keys = keys;
        this.certificate = certificate;
        this.expected = expected;
    }

    static TokenService start(KeyPair keys, Certificate certificate, String user, String password) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var service = new TokenService(server, keys, certificate,
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        server.createContext("/token", service::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return service;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean post = exchange.getRequestMethod().equals("POST");
            String query = post
                    ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    : exchange.getRequestURI().getRawQuery();
            Map<String, String> fields = new HashMap<>();
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            boolean known = post
                    ? "refresh-me".equals(fields.get("refresh_token"))
                    : expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!known) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String[] scope = Objects.requireNonNull(fields.get("scope")).split(":");
            byte[] body = ("{\"" + (post ? "access_token" : "token") + "\":\""
                    + token(Objects.requireNonNull(fields.get("service")), scope[1], scope[2])
                    + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String token(String service, String repository, String actions) throws GeneralSecurityException {
        String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\""
                + Base64.getEncoder().encodeToString(certificate.getEncoded()) + "\"]}";
        long now = Instant.now().getEpochSecond();
        String claims = "{\"iss\":\"tests\",\"sub\":\"scanner\",\"aud\":\"" + service + "\",\"exp\":" + (now + 600) + ",\"nbf\":"
                + (now - 60) + ",\"iat\":" + now + ",\"jti\":\"" + now + "\",\"access\":[{\"type\":\"repository\",\"name\":\""
                + repository + "\",\"actions\":[\"" + actions.replace(",", "\",\"") + "\"]}]}";
        String text = encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return text + "." + encode(signature.sign());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
