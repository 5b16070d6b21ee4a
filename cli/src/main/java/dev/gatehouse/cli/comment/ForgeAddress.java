package dev.gatehouse.cli.comment;

import dev.gatehouse.cli.UsageException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// What was said on the command line about where a repository lives; the rest is found in the environment of a CI job.
///
/// @param forge null if it was not said
/// @param api null likewise
/// @param repository null likewise
/// @param allowHttp whether the token may be sent over plain http
record ForgeAddress(@Nullable Forge forge, @Nullable URI api, @Nullable String repository, boolean allowHttp) {

    /// The repository, with a pull request of that number.
    ///
    /// @throws UsageException if it is not said and cannot be found, or the token would travel in clear
    PullRequest pullRequest(CiJob job, long number) throws UsageException {
        Forge kind = kind(job);
        String name = repository == null ? job.repository() : repository;
        String base = api != null ? api.toString() : kind == job.forge() ? job.api() : "";
        if (base.isEmpty() && kind == Forge.GITHUB) {
            base = "https://api.github.com";
        }
        if (name.isEmpty() || base.isEmpty()) {
            throw new UsageException("pass --api and --repository: the environment does not say both");
        }
        String form = kind == Forge.GITLAB ? "[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*" : "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+";
        if (name.length() > 500 || !name.matches(form) || name.contains("..")) {
            throw new UsageException("--repository takes owner/name");
        }
        return new PullRequest(kind, address(base), name, number);
    }

    private Forge kind(CiJob job) throws UsageException {
        Forge kind = forge == null ? job.forge() : forge;
        if (kind == null) {
            throw new UsageException(
                    "which forge? This is no job of GitHub, GitLab, Gitea or Forgejo: pass --forge, --api and --repository");
        }
        return kind;
    }

    private URI address(String base) throws UsageException {
        URI uri;
        try {
            uri = URI.create(base);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--api takes an address such as https://gitlab.example/api/v4", e);
        }
        boolean secure = "https".equals(uri.getScheme());
        boolean plain = "http".equals(uri.getScheme());
        if (uri.getHost() == null || !secure && !plain || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new UsageException("--api takes an address such as https://gitlab.example/api/v4");
        }
        if (plain && !allowHttp && !loopback(uri.getHost())) {
            throw new UsageException(base + " would get the token unencrypted; use https, or pass --allow-http");
        }
        return uri;
    }

    private static boolean loopback(String host) {
        try {
            return host.equals("localhost")
                    || host.matches("[0-9.:\\[\\]a-f]+") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
