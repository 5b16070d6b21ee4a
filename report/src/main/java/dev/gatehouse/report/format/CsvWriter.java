package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A table by RFC 4180, one occurrence a row. A field that a spreadsheet would take for a formula begins with an apostrophe.
final class CsvWriter implements ReportWriter {
    private static final String HEAD = "fingerprint,rule,title,severity,confidence,state,verdict,path,line,column,commit,author,"
            + "time,in_head,suppression,exception,owner,expires,message,fix,link,code_owners";

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv.write(HEAD + "\r\n");
        for (Assessed assessed : report.findings()) {
            for (Occurrence occurrence : assessed.finding().occurrences()) {
                csv.write(row(assessed, occurrence).stream().map(CsvWriter::field).collect(Collectors.joining(",")));
                csv.write("\r\n");
            }
        }
        csv.flush();
    }

    private static List<String> row(Assessed assessed, Occurrence occurrence) {
        Finding finding = assessed.finding();
        Region region = Where.region(occurrence.location());
        Origin.Commit commit = Where.commit(occurrence.location());
        Suppression suppression = occurrence.suppression();
        Acceptance acceptance = assessed.acceptance();
        Remedy remedy = finding.remedy();
        String path = occurrence.location().path();
        return List.of(finding.fingerprint().toString(), finding.rule().id(), finding.rule().title(), finding.severity().label(),
                occurrence.confidence().label(), state(assessed, suppression), assessed.verdict().label(),
                path == null ? Where.text(occurrence.location()) : path,
                region == null ? "" : Integer.toString(region.startLine()),
                region == null ? "" : Integer.toString(region.startColumn()), commit == null ? "" : commit.id(),
                commit == null ? "" : commit.author(), commit == null ? "" : commit.time().toString(),
                commit == null ? "" : Boolean.toString(commit.inHead()), suppression == null ? "" : suppression.form(),
                acceptance == null ? "" : acceptance.id(), acceptance == null ? "" : acceptance.owner(),
                acceptance == null ? "" : acceptance.expires().toString(), finding.message(),
                remedy == null ? finding.rule().fix() : remedy.text(),
                remedy == null || remedy.link() == null ? "" : remedy.link().toString(), String.join(" ", assessed.owners()));
    }

    private static String state(Assessed assessed, @org.jspecify.annotations.Nullable Suppression suppression) {
        return suppression != null
                ? "suppressed"
                : assessed.acceptance() != null ? "accepted" : assessed.newness().name().toLowerCase(Locale.ROOT);
    }

    private static String field(String value) {
        String line = Printable.line(value);
        // Spreadsheets also take the full-width forms of these signs, and look behind leading spaces.
        String seen = line.stripLeading();
        boolean formula = !seen.isEmpty() && "=+-@\uff1d\uff0b\uff0d\uff20|%".indexOf(seen.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + line.replace("\"", "\"\"") + "\"";
    }
}
