package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a report in one format.
@FunctionalInterface
interface ReportWriter {
    /// Writes all of it, flushes, and leaves the stream open.
    void write(Report report, OutputStream out, Style style) throws IOException;
}
