package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.ReportKind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// One `--report KIND=FILE`.
public record ReportRequest(ReportKind kind, Path file) {

    /// Reads the option's value.
    ///
    /// @throws UsageException if it names no kind or no file
    public static ReportRequest parse(String text) throws UsageException {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new UsageException("--report takes KIND=FILE, for example --report sarif=gatehouse.sarif; kinds: " + kinds());
        }
        try {
            return new ReportRequest(kind(text.substring(0, equals)), Path.of(text.substring(equals + 1)));
        } catch (InvalidPathException e) {
            throw new UsageException("--report " + text + ": not a file name", e);
        }
    }

    static ReportKind kind(String id) throws UsageException {
        return ReportKind.of(id.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new UsageException("there is no report kind '" + id + "'; kinds: " + kinds()));
    }

    private static String kinds() {
        return Arrays.stream(ReportKind.values()).map(ReportKind::id).collect(Collectors.joining(", "));
    }
}
