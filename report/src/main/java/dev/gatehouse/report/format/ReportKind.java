package dev.gatehouse.report.format;

import java.util.Optional;

/// The formats of a report.
public enum ReportKind {
    /// Text for people at a terminal or in a log.
    TERMINAL("terminal", "text for people, coloured on a terminal"),
    /// Everything, as `report/1`.
    JSON("json", "everything, as report/1"),
    /// SARIF 2.1.0 for code scanning.
    SARIF("sarif", "SARIF 2.1.0 for code scanning"),
    /// JUnit XML for test views of CI servers.
    JUNIT("junit", "JUnit XML for the test view of a CI server"),
    /// GitLab's secret detection report.
    GITLAB_SECRETS("gitlab-secrets", "GitLab secret detection report"),
    /// GitLab's SAST report.
    GITLAB_SAST("gitlab-sast", "GitLab SAST report"),
    /// GitLab's code quality report.
    GITLAB_CODE_QUALITY("gitlab-code-quality", "GitLab code quality report"),
    /// A table, one occurrence a row.
    CSV("csv", "a table, one occurrence a row"),
    /// The one comment on a pull request.
    MARKDOWN("markdown", "the one comment on a pull request"),
    /// One self-contained page.
    HTML("html", "one self-contained page"),
    /// Annotations as GitHub's runner reads them from a log.
    GITHUB("github", "annotations for GitHub Actions"),
    /// Annotations as Azure Pipelines reads them from a log.
    AZURE("azure", "annotations for Azure Pipelines"),
    /// What vulnerabilities of dependencies mean here, as OpenVEX 0.2.0.
    OPEN_VEX("openvex", "OpenVEX statements on vulnerable dependencies"),
    /// The same as CycloneDX 1.6 vulnerabilities.
    CYCLONEDX_VEX("cyclonedx-vex", "CycloneDX vulnerabilities with their analysis");

    private final String id;
    private final String description;

    ReportKind(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /// The name on the command line.
    public String id() {
        return id;
    }

    /// What it is, a noun phrase.
    public String description() {
        return description;
    }

    /// A writer, made only now: no format's classes load for the sake of another.
    ReportWriter writer() {
        return switch (this) {
            case TERMINAL -> new TerminalWriter();
            case JSON -> new JsonReportWriter();
            case SARIF -> new SarifWriter();
            case JUNIT -> new JunitWriter();
            case GITLAB_SECRETS -> GitlabSecurityWriter.secretDetection();
            case GITLAB_SAST -> GitlabSecurityWriter.sast();
            case GITLAB_CODE_QUALITY -> new GitlabCodeQualityWriter();
            case CSV -> new CsvWriter();
            case MARKDOWN -> new MarkdownWriter();
            case HTML -> new HtmlWriter();
            case GITHUB -> AnnotationWriter.github();
            case AZURE -> AnnotationWriter.azure();
            case OPEN_VEX -> new OpenVexWriter();
            case CYCLONEDX_VEX -> new CycloneDxVexWriter();
        };
    }

    /// The kind with the id.
    public static Optional<ReportKind> of(String id) {
        for (ReportKind kind : values()) {
            if (kind.id.equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
