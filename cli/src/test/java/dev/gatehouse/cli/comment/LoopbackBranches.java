package dev.gatehouse.cli.comment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server that keeps branches, commits and pull requests as one of the forges does, on this machine only.
final class LoopbackBranches implements AutoCloseable {
    static final String TOKEN = "a-token-of-this-test";

    /// A commit: where it begins, what it says and holds.
    record Commit(String parent, String message, Map<String, String> files) {}

    /// An open pull request.
    record Request(String source, String target, String title, String text) {}

    final Map<String, Commit> branches = new TreeMap<>();
    final List<Request> requests = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    private final Map<String, Map<String, String>> trees = new TreeMap<>();
    private final Map<String, Commit> commits = new TreeMap<>();
    private final Forge forge;
    private final HttpServer server;

    LoopbackBranches(Forge forge) throws IOException {
        this.forge = forge;
        commits.put("head", new Commit("", "begin", Map.of()));
        branches.put("main", new Commit("", "begin", Map.of()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8)
                .replaceFirst("^/(?:projects|repos)/acme/shop/", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        calls.add(method + " " + path);
        String answer = answer(method, path, body.length == 0 ? null : Json.read("body", body));
        try (exchange) {
            byte[] bytes = (answer == null ? "{\"message\":\"not found\"}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private @Nullable String answer(String method, String path, @Nullable Value body) {
        if (path.startsWith("pulls") || path.startsWith("merge_requests")) {
            return request(method, path, body);
        }
        return switch (forge) {
            case GITHUB -> github(method, path, body);
            case GITLAB -> gitlab(method, path, body);
            case GITEA -> gitea(method, path, body);
        };
    }

    private String request(String method, String path, @Nullable Value body) {
        boolean gitlab = forge == Forge.GITLAB;
        String title = Json.text(body, "title");
        String text = Json.text(body, gitlab ? "description" : "body");
        if (method.equals("GET")) {
            List<String> open = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                String source = requests.get(i).source();
                open.add(gitlab
                        ? "{\"iid\":" + (i + 1) + ",\"source_branch\":\"" + source + "\"}"
                        : "{\"number\":" + (i + 1) + ",\"head\":{\"ref\":\"" + source + "\"}}");
            }
            return "[" + String.join(",", open) + "]";
        }
        if (method.equals("POST")) {
            requests.add(new Request(Json.text(body, gitlab ? "source_branch" : "head"),
                    Json.text(body, gitlab ? "target_branch" : "base"), title, text));
            return "{\"" + (gitlab ? "iid" : "number") + "\":" + requests.size() + "}";
        }
        int at = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)) - 1;
        Request old = requests.get(at);
        requests.set(at, new Request(old.source(), old.target(), title, text));
        return "{}";
    }

    private @Nullable String github(String method, String path, @Nullable Value body) {
        if (path.startsWith("git/ref/heads/")) {
            Commit tip = branches.get(path.substring("git/ref/heads/".length()));
            return tip == null ? null : "{\"object\":{\"sha\":\"" + id(tip) + "\"}}";
        }
        if (method.equals("GET") && path.startsWith("git/commits/")) {
            Commit commit = commits.get(path.substring("git/commits/".length()));
            return commit == null
                    ? null
                    : "{\"message\":" + quoted(commit.message()) + ",\"tree\":{\"sha\":\"tree\"}}";
        }
        switch (method + " " + path) {
            case "POST git/trees" -> {
                Map<String, String> files = new TreeMap<>();
                for (Value each : list(body, "tree")) {
                    files.put(Json.text(each, "path"), Json.text(each, "content"));
                }
                trees.put("t" + trees.size(), files);
                return "{\"sha\":\"t" + (trees.size() - 1) + "\"}";
            }
            case "POST git/commits" -> {
                Commit commit = new Commit(Json.text(list(body, "parents").getFirst()), Json.text(body, "message"),
                        trees.getOrDefault(Json.text(body, "tree"), Map.of()));
                commits.put("c" + commits.size(), commit);
                return "{\"sha\":\"" + id(commit) + "\"}";
            }
            case "POST git/refs" -> branches.put(Json.text(body, "ref").replace("refs/heads/", ""), commit(body));
            default -> branches.put(path.replace("git/refs/heads/", ""), commit(body));
        }
        return "{}";
    }

    private Commit commit(@Nullable Value body) {
        return commits.getOrDefault(Json.text(body, "sha"), new Commit("", "", Map.of()));
    }

    private String id(Commit commit) {
        return commits.entrySet().stream().filter(each -> each.getValue() == commit).map(Map.Entry::getKey).findFirst()
                .orElse("");
    }

    private @Nullable String gitlab(String method, String path, @Nullable Value body) {
        if (method.equals("GET")) {
            return branch(path.replace("repository/branches/", ""));
        }
        Map<String, String> files = new TreeMap<>();
        list(body, "actions").forEach(each -> files.put(Json.text(each, "file_path"), decoded(each)));
        branches.put(Json.text(body, "branch"),
                new Commit(Json.text(body, "start_sha"), Json.text(body, "commit_message"), files));
        return "{}";
    }

    private @Nullable String gitea(String method, String path, @Nullable Value body) {
        if (method.equals("GET")) {
            return path.startsWith("contents/") ? "{\"sha\":\"old\"}" : branch(path.replace("branches/", ""));
        }
        Map<String, String> files = new TreeMap<>();
        list(body, "files").forEach(each -> files.put(Json.text(each, "path"), decoded(each)));
        String fresh = Json.text(body, "new_branch");
        branches.put(fresh.isEmpty() ? Json.text(body, "branch") : fresh,
                new Commit("head", Json.text(body, "message"), files));
        return "{}";
    }

    private @Nullable String branch(String name) {
        Commit tip = branches.get(name);
        return tip == null ? null : "{\"commit\":{\"message\":" + quoted(tip.message()) + "}}";
    }

    private static String decoded(Value file) {
        return new String(Base64.getDecoder().decode(Json.text(file, "content")), StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        String object = Json.object("x", text);
        return object.substring("{\"x\":".length(), object.length() - 1);
    }

    private static List<Value> list(@Nullable Value body, String name) {
        return body instanceof Mapping mapping && mapping.get(name) instanceof Sequence sequence ? sequence.values() : List.of();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
