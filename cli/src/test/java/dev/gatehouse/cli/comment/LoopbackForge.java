package dev.gatehouse.cli.comment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that lists, adds and changes comments as one of the forges does, on this machine only.
final class LoopbackForge implements AutoCloseable {
    static final String TOKEN = "a-token-of-this-test";
    static final long SELF = 41;

    /// One comment.
    record Comment(long id, String body, long author, String type) {}

    /// An answer instead of the usual one.
    record Trouble(int status, String retryAfter, boolean doItAnyway) {}

    private final Forge forge;
    private final HttpServer server;
    final List<Comment> comments = new ArrayList<>();
    final List<String> requests = new ArrayList<>();
    final Deque<Trouble> readTroubles = new ArrayDeque<>();
    final Deque<Trouble> writeTroubles = new ArrayDeque<>();
    volatile boolean readOnly;
    volatile boolean knowsItself = true;
    volatile int pageSize = 100;
    private long next = 1000;

    LoopbackForge(Forge forge) throws IOException {
        this.forge = forge;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + switch (forge) {
            case GITHUB -> "";
            case GITLAB -> "/api/v4";
            case GITEA -> "/api/v1";
        };
    }

    private String thread() {
        return forge == Forge.GITLAB
                ? "/api/v4/projects/[^/]+/merge_requests/7/notes"
                : (forge == Forge.GITEA ? "/api/v1" : "") + "/repos/acme/shop/issues/7/comments";
    }

    private String single() {
        return forge == Forge.GITLAB
                ? thread() + "/([0-9]+)"
                : (forge == Forge.GITEA ? "/api/v1" : "") + "/repos/acme/shop/issues/comments/([0-9]+)";
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getRawPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(method + " " + exchange.getRequestURI());
            boolean signed = switch (forge) {
                case GITHUB -> ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
                case GITLAB -> TOKEN.equals(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN"));
                case GITEA -> ("token " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            };
            if (!signed) {
                answer(exchange, 401, "{\"message\":\"Bad credentials\"}");
                return;
            }
            boolean reads = method.equals("GET");
            Trouble trouble = (reads ? readTroubles : writeTroubles).poll();
            if (trouble != null && !trouble.doItAnyway()) {
                trouble(exchange, trouble);
                return;
            }
            if (path.endsWith("/user")) {
                answer(exchange, knowsItself ? 200 : 403,
                        knowsItself ? "{\"id\":" + SELF + "}" : "{\"message\":\"Resource not accessible by integration\"}");
                return;
            }
            if (!reads && readOnly) {
                answer(exchange, 403, "{\"message\":\"Resource not accessible by integration\"}");
                return;
            }
            serve(exchange, method, path, body, trouble);
        }
    }

    private void serve(HttpExchange exchange, String method, String path, byte[] body, Trouble trouble) throws IOException {
        Matcher one = Pattern.compile(single()).matcher(path);
        if (method.equals("GET") && path.matches(thread())) {
            Matcher page = Pattern.compile("[?&]page=([0-9]+)").matcher(exchange.getRequestURI().getQuery());
            int from = page.find() ? (Integer.parseInt(page.group(1)) - 1) * pageSize : 0;
            List<Comment> part = comments.subList(Math.min(from, comments.size()), Math.min(from + pageSize, comments.size()));
            StringBuilder json = new StringBuilder("[");
            for (Comment comment : part) {
                json.append(json.length() > 1 ? "," : "").append(json(comment));
            }
            answer(exchange, 200, json.append("]").toString());
        } else if (method.equals("POST") && path.matches(thread())) {
            Comment comment = new Comment(next++, text(body), SELF, "Bot");
            comments.add(comment);
            if (trouble != null) {
                trouble(exchange, trouble);
            } else {
                answer(exchange, 201, json(comment));
            }
        } else if (method.equals(forge == Forge.GITLAB ? "PUT" : "PATCH") && one.matches()) {
            long id = Long.parseLong(one.group(1));
            for (int i = 0; i < comments.size(); i++) {
                if (comments.get(i).id() == id) {
                    comments.set(i, new Comment(id, text(body), comments.get(i).author(), comments.get(i).type()));
                    answer(exchange, 200, json(comments.get(i)));
                    return;
                }
            }
            answer(exchange, 404, "{\"message\":\"Not Found\"}");
        } else {
            answer(exchange, 404, "{\"message\":\"Not Found\"}");
        }
    }

    private String json(Comment comment) {
        String body = Json.object("body", comment.body());
        return body.substring(0, body.length() - 1) + ",\"id\":" + comment.id() + ",\"" + forge.author() + "\":{\"id\":"
                + comment.author() + ",\"type\":\"" + comment.type() + "\",\"login\":\"someone\"}}";
    }

    private static String text(byte[] body) throws IOException {
        Value value = Json.read("body", body);
        return Json.text(value, "body");
    }

    private static void trouble(HttpExchange exchange, Trouble trouble) throws IOException {
        if (!trouble.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", trouble.retryAfter());
        }
        if (trouble.status() >= 300 && trouble.status() < 400) {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
        }
        answer(exchange, trouble.status(), "<html>trouble</html>");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
