package dev.gatehouse.foreign;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reports of other tools: whatever the bytes are, findings with a rule come out, and what cannot be read is a gap of this file.
final class ForeignFuzzTest {
    private static final List<ForeignFormat> FORMATS = ForeignReport.formats();

    /// A repository without files.
    private static final class Nothing implements Repository {
        @Override
        public Place place(String uri) {
            return new Place(new Origin.File(), SourcePath.of("report"), Set.of());
        }

        @Override
        public @Nullable Shown show(Place place, Spot.InFile where) {
            return null;
        }

        @Override
        public List<String> masked(List<String> texts) {
            return texts;
        }
    }

    @FuzzTest
    void sarif(byte[] bytes) {
        read("sarif", bytes);
    }

    @FuzzTest
    void zap(byte[] bytes) {
        read("zap", bytes);
    }

    @FuzzTest
    void cyclonedx(byte[] bytes) {
        read("cyclonedx", bytes);
    }

    private static void read(String kind, byte[] bytes) {
        try {
            Path file = Files.createTempFile("report", ".fuzz");
            try {
                Files.write(file, bytes);
                List<Diagnostic> diagnostics = new ArrayList<>();
                var findings = new ForeignFindings(new Nothing());
                ForeignReport.Extent extent = ForeignReport.read(
                        FORMATS.stream().filter(each -> each.kind().equals(kind)).toList(), file,
                        "report.fuzz", result -> findings.add(result, "report.fuzz"), diagnostics::add);
                require(extent.unreadable() == 0 || !diagnostics.isEmpty(), "what could not be read to be told");
                for (Diagnostic diagnostic : diagnostics) {
                    require("report.fuzz".equals(diagnostic.where()) && !diagnostic.what().isBlank(), "a located diagnostic");
                }
                List<Finding> found = findings.findings();
                require(found.isEmpty() || extent.results() > 0, "findings to come from results");
                found.forEach(
                        each -> require(!each.rule().id().isBlank() && !each.occurrences().isEmpty(), "a rule and a place"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
