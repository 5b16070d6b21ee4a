package dev.gatehouse.cli.comment;

import dev.gatehouse.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the environment of a CI job says about where it runs. An empty text or 0 means that it does not say.
///
/// @param forge null if it is none of the known ones
/// @param token that may comment, if the job has one
/// @param summary file whose content the forge shows on the job's page; null if it has none
record CiJob(@Nullable Forge forge, String api, String repository, long number, String token, @Nullable Path summary) {
    private static final long LARGEST_EVENT = 32 << 20;
    private static final Pattern PULL = Pattern.compile("refs/pull/([0-9]{1,12})/(?:merge|head)");

    static CiJob of(Map<String, String> environment) throws IOException {
        if (set(environment, "GITLAB_CI")) {
            // The job's own token cannot write notes, so it is not tried.
            String target = first(environment, "CI_MERGE_REQUEST_PROJECT_ID", "CI_PROJECT_ID");
            return new CiJob(Forge.GITLAB, first(environment, "CI_API_V4_URL"), target,
                    number(first(environment, "CI_MERGE_REQUEST_IID")), first(environment, "GATEHOUSE_TOKEN", "GITLAB_TOKEN"),
                    null);
        }
        if (set(environment, "GITEA_ACTIONS") || set(environment, "FORGEJO_ACTIONS")) {
            String server = first(environment, "GITHUB_SERVER_URL");
            String api = server.isEmpty() ? first(environment, "GITHUB_API_URL") : server.replaceFirst("/+$", "") + "/api/v1";
            return actions(Forge.GITEA, api, environment,
                    first(environment, "GATEHOUSE_TOKEN", "GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN"));
        }
        if (set(environment, "GITHUB_ACTIONS")) {
            String api = first(environment, "GITHUB_API_URL");
            return actions(Forge.GITHUB, api.isEmpty() ? "https://api.github.com" : api, environment,
                    first(environment, "GATEHOUSE_TOKEN", "GITHUB_TOKEN"));
        }
        return new CiJob(null, "", "", 0, first(environment, "GATEHOUSE_TOKEN"), null);
    }

    private static CiJob actions(Forge forge, String api, Map<String, String> environment, String token) throws IOException {
        String summary = first(environment, "GITHUB_STEP_SUMMARY");
        return new CiJob(forge, api, first(environment, "GITHUB_REPOSITORY"), pull(environment), token,
                summary.isEmpty() ? null : Path.of(summary));
    }

    /// The pull request that the event is about.
    private static long pull(Map<String, String> environment) throws IOException {
        String file = first(environment, "GITHUB_EVENT_PATH");
        if (!file.isEmpty()) {
            try {
                Path path = Path.of(file);
                if (Files.isRegularFile(path) && Files.size(path) <= LARGEST_EVENT) {
                    Value event = Json.read("event", Files.readAllBytes(path));
                    long number = Json.number(event, "pull_request", "number");
                    if (number == 0 && Json.at(event, "issue", "pull_request") != null) {
                        number = Json.number(event, "issue", "number");
                    }
                    if (number > 0) {
                        return number;
                    }
                }
            } catch (InvalidPathException e) {
                throw new IOException("GITHUB_EVENT_PATH is no path", e);
            }
        }
        Matcher matcher = PULL.matcher(first(environment, "GITHUB_REF"));
        return matcher.matches() ? number(matcher.group(1)) : 0;
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    }

    private static boolean set(Map<String, String> environment, String name) {
        return "true".equals(environment.get(name));
    }

    private static String first(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
