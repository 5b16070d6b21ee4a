package dev.gatehouse.cli.comment;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/// A kind of server that holds pull requests, and how its REST interface takes comments. Forgejo speaks as Gitea does.
enum Forge {
    /// docs.github.com/rest/issues/comments.
    GITHUB("github"),
    /// docs.gitlab.com/api/notes.
    GITLAB("gitlab"),
    /// The interface that each Gitea and Forgejo describes at /api/swagger.
    GITEA("gitea");

    /// The most that any of them gives at once.
    static final int PAGE = 100;

    private final String label;

    Forge(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// Who the token is.
    URI user(PullRequest at) {
        return at.resolve("user");
    }

    /// Where comments are listed and added.
    URI comments(PullRequest at) {
        return switch (this) {
            case GITHUB, GITEA -> at.resolve("repos/" + at.repository() + "/issues/" + at.number() + "/comments");
            case GITLAB ->
                at.resolve("projects/" + URLEncoder.encode(at.repository(), StandardCharsets.UTF_8) + "/merge_requests/"
                        + at.number() + "/notes");
        };
    }

    /// One page of comments, oldest first.
    URI page(PullRequest at, int page) {
        String query = switch (this) {
            case GITHUB -> "?per_page=" + PAGE;
            case GITLAB -> "?sort=asc&order_by=created_at&per_page=" + PAGE;
            case GITEA -> "?limit=" + PAGE;
        };
        return URI.create(comments(at) + query + "&page=" + page);
    }

    /// Where one comment is changed.
    URI comment(PullRequest at, long id) {
        return switch (this) {
            case GITHUB, GITEA -> at.resolve("repos/" + at.repository() + "/issues/comments/" + id);
            case GITLAB -> URI.create(comments(at) + "/" + id);
        };
    }

    /// The method that changes a comment.
    String change() {
        return this == GITLAB ? "PUT" : "PATCH";
    }

    /// The member of a comment that holds who wrote it.
    String author() {
        return this == GITLAB ? "author" : "user";
    }

    /// Adds what every request carries.
    HttpRequest.Builder signed(HttpRequest.Builder request, String token) {
        return switch (this) {
            case GITHUB -> request.header("Authorization", "Bearer " + token).header("Accept", "application/vnd.github+json")
                    .header("X-GitHub-Api-Version", "2022-11-28");
            case GITLAB -> request.header("PRIVATE-TOKEN", token).header("Accept", "application/json");
            case GITEA -> request.header("Authorization", "token " + token).header("Accept", "application/json");
        };
    }
}
