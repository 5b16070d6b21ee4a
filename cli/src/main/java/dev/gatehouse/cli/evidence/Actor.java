package dev.gatehouse.cli.evidence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who or what runs the command, as the environment says: the identity of the CI job, else nobody in particular. Nothing proves
/// it; what must be proven is signed.
public final class Actor {
    /// What CI systems call the job that runs: GitHub, GitLab, Jenkins, Azure Pipelines, Bitbucket.
    private static final List<String> JOBS = List.of("GITHUB_WORKFLOW_REF", "CI_JOB_URL", "BUILD_URL", "BUILD_BUILDURI",
            "BITBUCKET_STEP_TRIGGERER_UUID");
    private static final int LONGEST = 300;

    private Actor() {}

    /// The identity; null where the environment names none.
    public static @Nullable String of(Map<String, String> environment) {
        for (String name : JOBS) {
            String job = environment.get(name);
            if (job != null && !job.isBlank()) {
                return job.length() > LONGEST ? job.substring(0, LONGEST) : job;
            }
        }
        return null;
    }
}
