package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.document.DocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads files, folders and archives of advisories, whatever known format they have: one malformed record is one diagnostic, and
/// the rest goes on. Serves one thread.
public final class FeedReader {
    private static final String CODE = "advisory-unreadable";

    private final DiagnosticSink diagnostics;

    /// @param diagnostics
    ///            takes what could not be read
    public FeedReader(DiagnosticSink diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// What was found.
    ///
    /// @param entries
    ///            files of each format
    /// @param records
    ///            advisories, exploited weaknesses, probabilities, lifecycles and VEX statements together
    /// @param malformed
    ///            files that could not be read
    /// @param unknown
    ///            files of no known format: licences, indexes
    /// @param leftOut
    ///            reasons for records that are of no use, with their number
    public record Summary(Map<FeedFormat, Integer> entries, int records, int malformed, int unknown,
            Map<String, Integer> leftOut) {
        public Summary {
            entries = Map.copyOf(entries);
            leftOut = Map.copyOf(leftOut);
        }
    }

    /// Reads everything below the path.
    ///
    /// @throws IOException
    ///             if the path or archive itself cannot be read, or exceeds a limit
    public Summary read(Path path, Intake intake) throws IOException {
        return read(path.toString(), path, intake);
    }

    /// Reads everything below the path.
    ///
    /// @param name
    ///            what diagnostics call it
    /// @throws IOException
    ///             if the path or archive itself cannot be read, or exceeds a limit
    public Summary read(String name, Path path, Intake intake) throws IOException {
        Reading reading = new Reading(name, String.valueOf(path.getFileName()), intake);
        new FeedWalk(reading).walk(path);
        return reading.summary();
    }

    /// Reads one file that is here already.
    ///
    /// @param name
    ///            its path; the ending helps to recognise the format
    public Summary read(String name, byte[] bytes, Intake intake) {
        Reading reading = new Reading(name, name, intake);
        if (bytes.length > FeedWalk.LARGEST_DOCUMENT) {
            reading.tooLarge(name);
        } else {
            reading.visit(new Entry(name, bytes));
        }
        return reading.summary();
    }

    /// One feed on its way; counts what the importers hand over.
    private final class Reading implements FeedWalk.Visitor, Intake {
        private final String feed;
        /// What the walk calls the feed itself, where it is one file.
        private final String itself;
        private final Intake intake;
        private final Map<FeedFormat, Integer> entries = new EnumMap<>(FeedFormat.class);
        private final Map<FeedFormat, Importer> importers = new EnumMap<>(FeedFormat.class);
        private final Map<String, Integer> leftOut = new TreeMap<>();
        private int records;
        private int malformed;
        private int unknown;

        Reading(String feed, String itself, Intake intake) {
            this.feed = feed;
            this.itself = itself;
            this.intake = intake;
        }

        Summary summary() {
            return new Summary(entries, records, malformed, unknown, leftOut);
        }

        @Override
        public void visit(Entry entry) {
            FeedFormat format = FeedFormat.of(entry).orElse(null);
            if (format == null) {
                unknown++;
                return;
            }
            entries.merge(format, 1, Integer::sum);
            try {
                importers.computeIfAbsent(format, FeedFormat::importer).read(entry, this);
            } catch (DocumentException e) {
                malformed++;
                report(entry.name(), e.line(), e.what());
            } catch (IOException e) {
                malformed++;
                report(entry.name(), 0, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void tooLarge(String name) {
            malformed++;
            report(name, 0, "larger than " + (FeedWalk.LARGEST_ENTRY >> 20) + " MiB");
        }

        private void report(String name, int line, String what) {
            diagnostics.report(new Diagnostic(CODE, Diagnostic.Kind.DEGRADED, name.equals(itself) ? feed : feed + "!" + name,
                    line, what, null,
                    java.util.Set.of()));
        }

        @Override
        public void advisory(Advisory advisory) {
            records++;
            intake.advisory(advisory);
        }

        @Override
        public void exploited(String id, @Nullable LocalDate added, boolean ransomware) {
            records++;
            intake.exploited(id, added, ransomware);
        }

        @Override
        public void probability(String id, double probability, double percentile) {
            records++;
            intake.probability(id, probability, percentile);
        }

        @Override
        public void exported(Instant time) {
            intake.exported(time);
        }

        @Override
        public void signature(LibrarySignature signature) {
            intake.signature(signature);
        }

        @Override
        public void lifecycle(Lifecycle lifecycle) {
            records++;
            intake.lifecycle(lifecycle);
        }

        @Override
        public void statement(VexStatement statement) {
            records++;
            intake.statement(statement);
        }

        @Override
        public void leftOut(String name, String reason) {
            leftOut.merge(reason, 1, Integer::sum);
            intake.leftOut(name, reason);
        }
    }
}
