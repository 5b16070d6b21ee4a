package dev.gatehouse.report.format;

import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.ReportJson;
import java.io.IOException;
import java.io.OutputStream;

/// Everything, as `report/1`.
final class JsonReportWriter implements ReportWriter {
    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        ReportJson.write(report, out);
    }
}
