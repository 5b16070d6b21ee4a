package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The way in to every report format.
public final class Reports {
    /// The first line of the Markdown report, invisible when rendered: the comment that has it is the one to update in place.
    public static final String COMMENT_MARKER = "<!-- gatehouse:report -->";

    private Reports() {}

    /// Writes the report; flushes and leaves the stream open. What was written before an exception is of no use.
    ///
    /// @param style
    ///            how text for people is set; ignored by formats for programs
    /// @throws IOException
    ///             if the stream cannot be written to
    public static void write(ReportKind kind, Report report, OutputStream out, Style style) throws IOException {
        try {
            kind.writer().write(report, out, style);
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
