package dev.gatehouse.sca.vex;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.feed.Intake;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.feed.VexStatement;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The statements of VEX documents in their order, in which a later one overrules an earlier one.
public final class Statements {
    private final List<Told> all = new ArrayList<>();

    /// A statement and the document that has it.
    record Told(String file, VexStatement statement) {}

    /// Reads a document: OpenVEX, CycloneDX or CSAF, recognised by its content.
    ///
    /// @param file
    ///            its path, for people
    /// @param diagnostics
    ///            told if it is none, or has parts that mean nothing
    public void read(String file, byte[] bytes, DiagnosticSink diagnostics) {
        FeedReader.Summary summary = new FeedReader(diagnostics).read(file, bytes, new Taking(file));
        if (summary.malformed() == 0 && summary.entries().isEmpty()) {
            diagnostics.report(new Diagnostic("vex-unreadable", Diagnostic.Kind.DEGRADED, file, 0,
                    "this is no VEX document: OpenVEX, CycloneDX and CSAF in JSON are read", null, Set.of("sca")));
        }
        summary.leftOut().forEach((reason, count) -> diagnostics.report(new Diagnostic("vex-unreadable",
                Diagnostic.Kind.DEGRADED, file, 0, reason + " (" + count + ")", null, Set.of("sca"))));
    }

    List<Told> all() {
        return all;
    }

    /// Whether nobody states anything.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// Takes statements and nothing else.
    private final class Taking implements Intake {
        private final String file;

        Taking(String file) {
            this.file = file;
        }

        @Override
        public void statement(VexStatement statement) {
            all.add(new Told(file, statement));
        }

        @Override
        public void advisory(Advisory advisory) {
            // Such files say nothing about products.
        }

        @Override
        public void exploited(String id, @Nullable LocalDate added, boolean ransomware) {
            // As above.
        }

        @Override
        public void probability(String id, double probability, double percentile) {
            // As above.
        }

        @Override
        public void lifecycle(Lifecycle lifecycle) {
            // As above.
        }

        @Override
        public void leftOut(String name, String reason) {
            // Counted by the reader.
        }
    }
}
