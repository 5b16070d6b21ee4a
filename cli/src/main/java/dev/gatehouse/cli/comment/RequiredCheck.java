package dev.gatehouse.cli.comment;

import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a forge requires before a change may be merged into the default branch, as far as a token that only reads may see.
///
/// @param branch the default branch
/// @param names of the checks that must pass; on GitLab just [#PIPELINE], where that must pass
public record RequiredCheck(String branch, Set<String> names) {
    /// GitLab requires the whole pipeline or nothing.
    public static final String PIPELINE = "the whole pipeline";
    private static final Duration TIME = Duration.ofSeconds(40);
    private static final Pattern REMOTE = Pattern
            .compile("(?:https?://|ssh://)?(?:[^@/]*@)?([A-Za-z0-9.-]+)(?::[0-9]+)?[:/](.+?)(?:\\.git)?/?");

    /// Asks. Uses the network.
    ///
    /// @param remote address of the repository
    /// @return null if there is no token or the forge is not known
    /// @throws IOException if the forge does not answer or refuses
    public static @Nullable RequiredCheck ask(Map<String, String> environment, String remote)
            throws IOException, InterruptedException {
        PullRequest at = repository(environment, remote);
        if (at == null) {
            return null;
        }
        String token = token(environment, at.forge());
        if (token.isEmpty()) {
            return null;
        }
        try (ForgeClient client = new ForgeClient(at.forge(), token, TIME, Thread::sleep)) {
            return ask(client, at);
        }
    }

    static RequiredCheck ask(ForgeClient client, PullRequest at) throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        if (at.forge() == Forge.GITLAB) {
            Value project = read(client, at.resolve("projects/" + encoded(at.repository())));
            if (Json.text(project, "only_allow_merge_if_pipeline_succeeds").equals("true")) {
                names.add(PIPELINE);
            }
            return new RequiredCheck(Json.text(project, "default_branch"), names);
        }
        String base = "repos/" + at.repository();
        String branch = Json.text(read(client, at.resolve(base)), "default_branch");
        Value state = read(client, at.resolve(base + "/branches/" + encoded(branch)));
        if (at.forge() == Forge.GITEA) {
            if (Json.text(state, "enable_status_check").equals("true")) {
                add(names, Json.at(state, "status_check_contexts"));
            }
            return new RequiredCheck(branch, names);
        }
        add(names, Json.at(state, "protection", "required_status_checks", "contexts"));
        Value rules = read(client, at.resolve(base + "/rules/branches/" + encoded(branch)));
        if (rules instanceof Sequence all) {
            for (Value rule : all.values()) {
                if (Json.text(rule, "type").equals("required_status_checks")
                        && Json.at(rule, "parameters", "required_status_checks") instanceof Sequence checks) {
                    checks.values().forEach(check -> names.add(Json.text(check, "context")));
                }
            }
        }
        return new RequiredCheck(branch, names);
    }

    private static void add(Set<String> names, @Nullable Value list) {
        if (list instanceof Sequence sequence) {
            sequence.values().forEach(each -> names.add(Json.text(each)));
        }
    }

    private static Value read(ForgeClient client, URI uri) throws IOException, InterruptedException {
        return Json.read("answer", client.get(uri));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The token that belongs to the kind of forge: one that is for GitHub goes to GitHub only.
    private static String token(Map<String, String> environment, Forge forge) {
        String own = environment.getOrDefault("GATEHOUSE_TOKEN", "");
        return own.isBlank() ? environment.getOrDefault(forge.name() + "_TOKEN", "").strip() : own.strip();
    }

    /// Where the repository lies: as the CI job says, else where the remote address leads, if that is a host known for its forge. A
    /// repository's own configuration names no other server that would get a token.
    private static @Nullable PullRequest repository(Map<String, String> environment, String remote) throws IOException {
        CiJob job = CiJob.of(environment);
        if (job.forge() != null && !job.api().isEmpty() && !job.repository().isEmpty()) {
            return new PullRequest(job.forge(), URI.create(job.api()), job.repository(), 0);
        }
        Matcher matcher = REMOTE.matcher(remote);
        if (!matcher.matches() || !matcher.group(2).matches("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+")) {
            return null;
        }
        return switch (matcher.group(1)) {
            case "github.com" -> new PullRequest(Forge.GITHUB, URI.create("https://api.github.com"), matcher.group(2), 0);
            case "gitlab.com" -> new PullRequest(Forge.GITLAB, URI.create("https://gitlab.com/api/v4"), matcher.group(2), 0);
            case "codeberg.org" -> new PullRequest(Forge.GITEA, URI.create("https://codeberg.org/api/v1"), matcher.group(2), 0);
            default -> null;
        };
    }
}
