package dev.gatehouse.foreign;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import dev.gatehouse.foreign.mapping.FormatReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Reads foreign reports.
public final class ForeignReport {
    private static final int MOST_DIAGNOSTICS = 20;
    private static final String ENGINE = "import";

    private ForeignReport() {}

    /// How much there was.
    ///
    /// @param results
    ///            results that were read
    /// @param skipped
    ///            results that the tool itself does not mean as findings: passed, not applicable
    /// @param unreadable
    ///            results that do not say what a result must say
    public record Extent(long results, long skipped, long unreadable) {}

    /// The formats that come with Gatehouse.
    public static List<ForeignFormat> formats() {
        List<ForeignFormat> formats = new ArrayList<>();
        try (InputStream index = resource("mapping/index");
                var lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
            for (String id = lines.readLine(); id != null; id = lines.readLine()) {
                String file = "mapping/" + id + ".yaml";
                try (InputStream in = resource(file)) {
                    formats.add(FormatReader.read(file, in.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(formats);
    }

    private static InputStream resource(String name) {
        InputStream in = ForeignReport.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the mapping " + name + " is missing");
        }
        return in;
    }

    /// Reads a report. What is wrong with it is told and the rest goes on: a result that does not say its rule is a gap with its
    /// line, and a report that breaks off is a gap after the results that were read.
    ///
    /// @param formats
    ///            those of one kind; which of them it is the first character decides
    /// @param name
    ///            of the file, for messages
    /// @throws IOException
    ///             if the file cannot be read
    public static Extent read(List<ForeignFormat> formats, Path file, String name, Consumer<ForeignResult> results,
            DiagnosticSink diagnostics) throws IOException {
        boolean xml = beginsWithTag(file);
        ForeignFormat format = formats.stream().filter(each -> each.xml() == xml).findFirst().orElse(null);
        if (format == null) {
            diagnostics.report(
                    gap(name, 1, "it is no " + formats.getFirst().title() + (xml ? ": that is not XML" : ": that is XML")));
            return new Extent(0, 0, 0);
        }
        Results all = xml ? new XmlResults(format, file, name) : new JsonResults(format, file, name);
        var reader = new ResultReader(format);
        var counts = new long[3];
        try {
            all.each(scope -> {
                if (!reader.counts(scope)) {
                    counts[1]++;
                    return;
                }
                ForeignResult result = reader.read(scope);
                if (result == null) {
                    if (++counts[2] <= MOST_DIAGNOSTICS) {
                        diagnostics.report(gap(name, scope.value().range().line(), "a result does not say which rule it is of"));
                    }
                    return;
                }
                counts[0]++;
                results.accept(result);
            });
        } catch (DocumentException e) {
            diagnostics.report(gap(name, e.line(), e.what()));
        }
        if (counts[2] > MOST_DIAGNOSTICS) {
            diagnostics.report(gap(name, 0, counts[2] + " results do not say which rule they are of; the first "
                    + MOST_DIAGNOSTICS + " are listed"));
        }
        return new Extent(counts[0], counts[1], counts[2]);
    }

    private static Diagnostic gap(String name, int line, String what) {
        return new Diagnostic("report-unreadable", Diagnostic.Kind.GAP, name, line, what,
                "make the report anew with the tool that wrote it", Set.of(ENGINE));
    }

    private static boolean beginsWithTag(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (byte b : in.readNBytes(1024)) {
                // White space, byte-order marks, and the zeros of UTF-16 say nothing.
                if (b > ' ') {
                    return b == '<';
                }
            }
            return false;
        }
    }
}
