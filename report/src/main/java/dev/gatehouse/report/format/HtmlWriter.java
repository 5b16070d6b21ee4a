package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;

final class HtmlWriter implements ReportWriter {
    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        throw new IOException("not yet");
    }
}
