package dev.gatehouse.cli.setup;

import java.util.List;
import java.util.Locale;

/// A CI system that Gatehouse writes files for. The files stand beside those that are there and change none of them.
enum Ci {
    GITHUB("GitHub Actions", List.of(new Part(".github/workflows/gatehouse.yml", "github.yml")), List.of(".github/workflows"),
            "github.com"),
    GITLAB("GitLab CI", List.of(new Part(".gitlab/gatehouse.yml", "gitlab.yml"), new Part(".gitlab-ci.yml", "gitlab-root.yml")),
            List.of(".gitlab-ci.yml"), "gitlab"),
    JENKINS("Jenkins", List.of(new Part("Jenkinsfile.gatehouse", "Jenkinsfile")), List.of("Jenkinsfile"), ""),
    AZURE("Azure Pipelines", List.of(new Part("azure-pipelines-gatehouse.yml", "azure.yml")),
            List.of("azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines"), "dev.azure.com"),
    CLOUD_BUILD("Cloud Build", List.of(new Part("cloudbuild-gatehouse.yaml", "cloudbuild.yaml")),
            List.of("cloudbuild.yaml", "cloudbuild.yml", "cloudbuild.json"), "");

    /// One file.
    ///
    /// @param path where it goes
    /// @param template which resource it is made of
    record Part(String path, String template) {}

    private final String label;
    private final List<Part> parts;
    private final List<String> signs;
    private final String host;

    Ci(String label, List<Part> parts, List<String> signs, String host) {
        this.label = label;
        this.parts = parts;
        this.signs = signs;
        this.host = host;
    }

    String label() {
        return label;
    }

    List<Part> parts() {
        return parts;
    }

    /// Files and folders that say it is in use.
    List<String> signs() {
        return signs;
    }

    /// Whether repositories at this address are most often built by it.
    boolean hosts(String remote) {
        return !host.isEmpty() && remote.toLowerCase(Locale.ROOT).contains(host);
    }
}
