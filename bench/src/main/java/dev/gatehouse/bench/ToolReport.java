package dev.gatehouse.bench;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a scanner found something, read from its report.
final class ToolReport {
    private static final Limits LIMITS = new Limits(1 << 30, 256, 50_000_000);

    private ToolReport() {}

    /// The forms that scanners write.
    enum Format {
        /// SARIF 2.1.0, of which suppressed results and those of confidence *possible* are left out.
        SARIF,
        /// What `bench/peers/betterleaks.py` writes.
        BETTERLEAKS,
        /// A baseline of detect-secrets.
        DETECT_SECRETS,
        /// A list of credentials, each with its lines.
        CREDSWEEPER
    }

    /// A place.
    ///
    /// @param path
    ///            as the report has it
    /// @param first
    ///            the line where it begins, from 1
    /// @param last
    ///            the line where it ends
    record Found(String path, int first, int last) {}

    /// Reads the report.
    ///
    /// @throws IOException
    ///             if it is not there or not in the form
    static List<Found> read(Format format, Path file) throws IOException {
        try {
            Value root = Documents.read(dev.gatehouse.document.Format.JSON, file.getFileName().toString(),
                    Files.readAllBytes(file), LIMITS);
            List<Found> found = new ArrayList<>();
            switch (format) {
                case SARIF -> {
                    for (Value run : list(at(root, "runs"))) {
                        list(at(run, "results")).forEach(result -> sarif(result, found));
                    }
                }
                case BETTERLEAKS ->
                    list(Optional.of(root)).forEach(each -> add(found, at(each, "file"), at(each, "line"), at(each, "end_line")));
                case DETECT_SECRETS -> {
                    if (at(root, "results").orElse(root) instanceof Mapping files) {
                        for (Member entry : files.members()) {
                            list(Optional.of(entry.value())).forEach(
                                    each -> add(found, at(each, "filename"), at(each, "line_number"), at(each, "line_number")));
                        }
                    }
                }
                case CREDSWEEPER -> {
                    for (Value credential : list(Optional.of(root))) {
                        list(at(credential, "line_data_list")).stream().findFirst()
                                .ifPresent(line -> add(found, at(line, "path"), at(line, "line_num"), at(line, "line_num")));
                    }
                }
            }
            return found;
        } catch (DocumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void sarif(Value result, List<Found> found) {
        boolean suppressed = !list(at(result, "suppressions")).isEmpty();
        boolean possible = at(result, "properties", "confidence")
                .filter(each -> each instanceof Scalar confidence && confidence.text().equalsIgnoreCase("possible")).isPresent();
        if (suppressed || possible) {
            return;
        }
        for (Value location : list(at(result, "locations"))) {
            Optional<Value> first = at(location, "physicalLocation", "region", "startLine");
            Optional<Value> last = at(location, "physicalLocation", "region", "endLine");
            add(found, at(location, "physicalLocation", "artifactLocation", "uri"), first, last.or(() -> first));
        }
    }

    private static void add(List<Found> found, Optional<Value> path, Optional<Value> first, Optional<Value> last) {
        if (path.isPresent() && first.isPresent() && last.isPresent() && path.get() instanceof Scalar name
                && first.get() instanceof Scalar.Whole from && last.get() instanceof Scalar.Whole to) {
            found.add(new Found(name.text(), from.number().intValue(), to.number().intValue()));
        }
    }

    private static Optional<Value> at(Value value, String... path) {
        Optional<Value> at = Optional.of(value);
        for (String key : path) {
            at = at.flatMap(each -> each instanceof Mapping mapping ? Optional.ofNullable(mapping.get(key)) : Optional.empty());
        }
        return at;
    }

    private static List<Value> list(Optional<Value> value) {
        return value.isPresent() && value.get() instanceof Sequence sequence ? sequence.values() : List.of();
    }
}
