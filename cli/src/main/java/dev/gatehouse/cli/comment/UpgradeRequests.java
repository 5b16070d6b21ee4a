package dev.gatehouse.cli.comment;

import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Pull requests that offer a change: branch and request are made, or updated in place. The commit is made by the forge, so no
/// clone, key or identity is needed (docs.github.com/rest/git, docs.gitlab.com/api/commits, Gitea's /api/swagger).
final class UpgradeRequests {
    private static final int MOST_PAGES = 20;

    private final ForgeClient client;
    private final PullRequest at;
    private final Forge forge;

    UpgradeRequests(ForgeClient client, PullRequest at) {
        this.client = client;
        this.at = at;
        this.forge = at.forge();
    }

    /// What was done.
    ///
    /// @param number
    ///            of the pull request
    record Done(long number, boolean opened, boolean committed) {}

    /// Makes the change a pull request.
    ///
    /// @throws ForgeException
    ///             if the forge refuses
    Done put(UpgradeBranch branch) throws IOException, InterruptedException {
        String tip = tipMessage(branch);
        boolean current = tip != null && tip.contains(branch.mark());
        if (!current) {
            commit(branch, tip != null);
        }
        long number = find(branch);
        if (number > 0) {
            client.change(request(number), json(Map.of("title", branch.title(), textName(), branch.text())));
            return new Done(number, false, !current);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        boolean gitlab = forge == Forge.GITLAB;
        body.put("title", branch.title());
        body.put(gitlab ? "source_branch" : "head", branch.name());
        body.put(gitlab ? "target_branch" : "base", branch.target());
        body.put(textName(), branch.text());
        Value made = read(client.add(requests(), json(body)));
        return new Done(Json.number(made, gitlab ? "iid" : "number"), true, !current);
    }

    private String textName() {
        return forge == Forge.GITLAB ? "description" : "body";
    }

    /// The message of the branch's newest commit; null if there is no such branch.
    private @Nullable String tipMessage(UpgradeBranch branch) throws IOException, InterruptedException {
        try {
            return switch (forge) {
                case GITHUB -> Json.text(read(client.get(base("git/commits/" + ref(branch)))), "message");
                case GITLAB ->
                    Json.text(read(client.get(base("repository/branches/" + encoded(branch.name())))), "commit", "message");
                case GITEA -> Json.text(read(client.get(base("branches/" + encoded(branch.name())))), "commit", "message");
            };
        } catch (ForgeException e) {
            if (e.missing()) {
                return null;
            }
            throw e;
        }
    }

    private String ref(UpgradeBranch branch) throws IOException, InterruptedException {
        return Json.text(read(client.get(base("git/ref/heads/" + branch.name()))), "object", "sha");
    }

    private void commit(UpgradeBranch branch, boolean there) throws IOException, InterruptedException {
        switch (forge) {
            case GITHUB -> commitToGitHub(branch, there);
            case GITLAB -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("branch", branch.name());
                body.put("start_sha", branch.head());
                body.put("force", there);
                body.put("commit_message", branch.message());
                body.put("actions", branch.files().stream().map(file -> Map.of("action", "update", "file_path", file.path(),
                        "encoding", "base64", "content", Base64.getEncoder().encodeToString(file.after()))).toList());
                client.add(base("repository/commits"), json(body));
            }
            case GITEA -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("branch", there ? branch.name() : branch.target());
                if (!there) {
                    body.put("new_branch", branch.name());
                }
                body.put("message", branch.message());
                List<Object> files = new ArrayList<>();
                for (UpgradeBranch.Content file : branch.files()) {
                    files.add(Map.of("operation", "update", "path", file.path(), "sha", there ? id(file, branch) : file.before(),
                            "content", Base64.getEncoder().encodeToString(file.after())));
                }
                body.put("files", files);
                client.add(base("contents"), json(body));
            }
        }
    }

    private String id(UpgradeBranch.Content file, UpgradeBranch branch) throws IOException, InterruptedException {
        String path = String.join("/", java.util.Arrays.stream(file.path().split("/")).map(UpgradeRequests::encoded).toList());
        return Json.text(read(client.get(base("contents/" + path + "?ref=" + encoded(branch.name())))), "sha");
    }

    private void commitToGitHub(UpgradeBranch branch, boolean there) throws IOException, InterruptedException {
        String old = Json.text(read(client.get(base("git/commits/" + branch.head()))), "tree", "sha");
        List<Object> entries = new ArrayList<>();
        for (UpgradeBranch.Content file : branch.files()) {
            entries.add(Map.of("path", file.path(), "mode", "100644", "type", "blob", "content",
                    new String(file.after(), StandardCharsets.UTF_8)));
        }
        String tree = Json.text(read(client.add(base("git/trees"), json(Map.of("base_tree", old, "tree", entries)))), "sha");
        String commit = Json.text(read(client.add(base("git/commits"),
                json(Map.of("message", branch.message(), "tree", tree, "parents", List.of(branch.head()))))), "sha");
        if (there) {
            client.change(base("git/refs/heads/" + branch.name()), json(Map.of("sha", commit, "force", true)));
        } else {
            client.add(base("git/refs"), json(Map.of("ref", "refs/heads/" + branch.name(), "sha", commit)));
        }
    }

    /// The open pull request of the branch; 0 if there is none.
    private long find(UpgradeBranch branch) throws IOException, InterruptedException {
        String owner = at.repository().substring(0, Math.max(0, at.repository().indexOf('/')));
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI list = URI.create(requests() + switch (forge) {
                case GITHUB -> "?state=open&head=" + encoded(owner + ":" + branch.name());
                case GITLAB -> "?state=opened&source_branch=" + encoded(branch.name());
                case GITEA -> "?state=open&limit=50&page=" + page;
            });
            if (!(read(client.get(list)) instanceof Sequence found) || found.values().isEmpty()) {
                return 0;
            }
            for (Value each : found.values()) {
                String source = forge == Forge.GITLAB ? Json.text(each, "source_branch") : Json.text(each, "head", "ref");
                if (source.equals(branch.name())) {
                    return Json.number(each, forge == Forge.GITLAB ? "iid" : "number");
                }
            }
            if (forge != Forge.GITEA) {
                return 0;
            }
        }
        return 0;
    }

    private URI requests() {
        return base(forge == Forge.GITLAB ? "merge_requests" : "pulls");
    }

    private URI request(long number) {
        return URI.create(requests() + "/" + number);
    }

    private URI base(String path) {
        return at.resolve(forge == Forge.GITLAB
                ? "projects/" + encoded(at.repository()) + "/" + path
                : "repos/" + at.repository() + "/" + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Value read(byte[] answer) throws IOException {
        return Json.read("answer", answer);
    }

    private static String json(Object value) {
        var out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toString();
    }

    private static void write(JsonGenerator generator, Object value) {
        switch (value) {
            case Map<?, ?> members -> {
                generator.writeStartObject();
                members.forEach((name, member) -> {
                    generator.writeName(String.valueOf(name));
                    write(generator, member);
                });
                generator.writeEndObject();
            }
            case List<?> elements -> {
                generator.writeStartArray();
                elements.forEach(element -> write(generator, element));
                generator.writeEndArray();
            }
            case Boolean flag -> generator.writeBoolean(flag);
            default -> generator.writeString(String.valueOf(value));
        }
    }
}
