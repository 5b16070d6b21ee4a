package dev.gatehouse.report.format;

import java.util.Optional;
import java.util.function.Supplier;

/// The formats of a report.
public enum ReportKind {
    /// Text for people at a terminal or in a log.
    TERMINAL("terminal", "text for people, coloured on a terminal", TerminalWriter::new),
    /// Everything, as `report/1`.
    JSON("json", "everything, as report/1", JsonReportWriter::new),
    /// SARIF 2.1.0 for code scanning.
    SARIF("sarif", "SARIF 2.1.0 for code scanning", SarifWriter::new),
    /// JUnit XML for test views of CI servers.
    JUNIT("junit", "JUnit XML for the test view of a CI server", JunitWriter::new),
    /// GitLab's secret detection report.
    GITLAB_SECRETS("gitlab-secrets", "GitLab secret detection report", GitlabSecurityWriter::secretDetection),
    /// GitLab's SAST report.
    GITLAB_SAST("gitlab-sast", "GitLab SAST report", GitlabSecurityWriter::sast),
    /// GitLab's code quality report.
    GITLAB_CODE_QUALITY("gitlab-code-quality", "GitLab code quality report", GitlabCodeQualityWriter::new),
    /// A table, one occurrence a row.
    CSV("csv", "a table, one occurrence a row", CsvWriter::new),
    /// The one comment on a pull request.
    MARKDOWN("markdown", "the one comment on a pull request", MarkdownWriter::new),
    /// One self-contained page.
    HTML("html", "one self-contained page", HtmlWriter::new),
    /// Annotations as GitHub's runner reads them from a log.
    GITHUB("github", "annotations for GitHub Actions", AnnotationWriter::github),
    /// Annotations as Azure Pipelines reads them from a log.
    AZURE("azure", "annotations for Azure Pipelines", AnnotationWriter::azure);

    private final String id;
    private final String description;
    /// Asked for only when a report of the kind is written: no format's classes load for the sake of another.
    private final Supplier<ReportWriter> writer;

    ReportKind(String id, String description, Supplier<ReportWriter> writer) {
        this.id = id;
        this.description = description;
        this.writer = writer;
    }

    /// The name on the command line.
    public String id() {
        return id;
    }

    /// What it is, a noun phrase.
    public String description() {
        return description;
    }

    ReportWriter writer() {
        return writer.get();
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
