package dev.gatehouse.cli.comment;

import java.net.URI;

/// A pull request, or merge request, on a forge.
///
/// @param api base of the forge's interface
/// @param repository `owner/name`; on GitLab any path or number of the project
/// @param number as people see it
record PullRequest(Forge forge, URI api, String repository, long number) {
    URI resolve(String path) {
        String base = api.toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + path);
    }
}
