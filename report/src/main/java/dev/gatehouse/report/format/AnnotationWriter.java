package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Commands that a CI runner picks out of a log and shows beside the lines of the change. Only open findings, worst first, and
/// no more of a level than the runner shows.
final class AnnotationWriter implements ReportWriter {
    private static final int LONGEST = 1_000;

    /// How a runner marks an annotation.
    private enum Level {
        ERROR, WARNING, NOTICE
    }

    /// What a runner reads.
    private interface Dialect {
        String command(Level level, String path, Location location, Finding finding, String message);

        int most();
    }

    private final Dialect dialect;

    private AnnotationWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    static AnnotationWriter github() {
        return new AnnotationWriter(new Github());
    }

    static AnnotationWriter azure() {
        return new AnnotationWriter(new Azure());
    }

    @Override
    public void write(Report report, OutputStream out, Style style) throws IOException {
        Writer log = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        List<Assessed> open = Standing.of(report).open();
        Map<Level, Integer> written = new EnumMap<>(Level.class);
        int left = 0;
        for (Assessed assessed : open) {
            Level level = level(report, assessed);
            if (written.merge(level, 1, Integer::sum) > dialect.most()) {
                left++;
                continue;
            }
            Location location = Outcome.first(assessed);
            Place place = Where.place(location);
            String path = place == null ? "" : Printable.line(place.path().outermost().toString());
            log.write(dialect.command(level, path, location, assessed.finding(), message(assessed, location)) + "\n");
        }
        if (left > 0) {
            log.write("gatehouse: " + Words.count(left, "more finding") + " without annotation\n");
        }
        log.flush();
    }

    private static Level level(Report report, Assessed assessed) {
        if (report.decision() != null) {
            return switch (assessed.verdict()) {
                case BLOCK -> Level.ERROR;
                case WARN -> Level.WARNING;
                case ALLOW -> Level.NOTICE;
            };
        }
        return assessed.verdict() == Verdict.BLOCK ? Level.ERROR : switch (assessed.finding().severity()) {
            case CRITICAL, HIGH -> Level.ERROR;
            case MEDIUM, UNRATED -> Level.WARNING;
            case LOW, INFO -> Level.NOTICE;
        };
    }

    private static String message(Assessed assessed, Location location) {
        Finding finding = assessed.finding();
        Remedy remedy = finding.remedy();
        String fix = remedy == null ? finding.rule().fix() : remedy.text();
        Place place = Where.place(location);
        boolean entry = place != null && place.path().depth() > 0;
        return Printable.line(finding.message() + (fix.isBlank() ? "" : " Fix: " + fix)
                + (entry ? " In " + Where.text(location) + "." : "") + " [" + finding.rule().id() + "]", LONGEST);
    }

    /// Lines of an archive entry are none of the archive's.
    private static boolean hasLines(Location location) {
        Region region = Where.region(location);
        Place place = Where.place(location);
        return region != null && region.startLine() > 0 && place != null && place.path().depth() == 0;
    }

    /// Workflow commands of GitHub's runner: `::error file=…,line=…::message`.
    private static final class Github implements Dialect {
        @Override
        public String command(Level level, String path, Location location, Finding finding, String message) {
            var command = new StringBuilder("::").append(level.name().toLowerCase(java.util.Locale.ROOT)).append(" ");
            if (!path.isEmpty()) {
                command.append("file=").append(property(path)).append(",");
                Region region = Where.region(location);
                if (region != null && hasLines(location)) {
                    command.append("line=").append(region.startLine()).append(",endLine=").append(region.endLine()).append(",");
                    // The runner takes columns only for a range within one line.
                    if (region.startLine() == region.endLine()) {
                        command.append("col=").append(region.startColumn()).append(",endColumn=").append(region.endColumn())
                                .append(",");
                    }
                }
            }
            String title = finding.rule().title() + " (" + finding.severity().label() + ")";
            return command.append("title=").append(property(Printable.line(title, 200))).append("::").append(data(message))
                    .toString();
        }

        /// The runner shows ten of a level for a step.
        @Override
        public int most() {
            return 10;
        }

        private static String data(String text) {
            return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        }

        private static String property(String text) {
            return data(text).replace(":", "%3A").replace(",", "%2C");
        }
    }

    /// Logging commands of Azure Pipelines: `##vso[task.logissue type=error;…]message`.
    private static final class Azure implements Dialect {
        @Override
        public String command(Level level, String path, Location location, Finding finding, String message) {
            var command = new StringBuilder("##vso[task.logissue type=").append(level == Level.ERROR ? "error" : "warning")
                    .append(";");
            if (!path.isEmpty()) {
                command.append("sourcepath=").append(property(path)).append(";");
                Region region = Where.region(location);
                if (region != null && hasLines(location)) {
                    command.append("linenumber=").append(region.startLine()).append(";columnnumber=")
                            .append(region.startColumn()).append(";");
                }
            }
            return command.append("code=").append(property(finding.rule().id())).append("]").append(data(message)).toString();
        }

        @Override
        public int most() {
            return 50;
        }

        private static String data(String text) {
            return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A");
        }

        private static String property(String text) {
            return data(text).replace(";", "%3B").replace("]", "%5D");
        }
    }
}
