package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.test.Coverage;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/// Writes which lines of policies were evaluated.
final class CoverageReport {
    private CoverageReport() {}

    /// The covered share of all lines, in percent.
    static double percentage(Map<String, Coverage.File> files) {
        int covered = files.values().stream().mapToInt(f -> f.covered().size()).sum();
        int all = covered + files.values().stream().mapToInt(f -> f.notCovered().size()).sum();
        return all == 0 ? 100 : 100.0 * covered / all;
    }

    static void write(Map<String, Coverage.File> files, PrintStream out) {
        files.forEach((name, file) -> out.printf(Locale.ROOT, "%6.1f %%  %s%s%n", file.percentage(), name,
                file.notCovered().isEmpty() ? "" : ", not reached: " + file.notCovered().stream().sorted().toList()));
        out.printf(Locale.ROOT, "%6.1f %%  together%n", percentage(files));
    }

    /// As OPA writes it: ranges of rows by file.
    static Value json(Map<String, Coverage.File> files) {
        ObjectValue.Builder all = ObjectValue.builder();
        files.forEach((name, file) -> {
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("covered", ranges(file.covered()));
            one.put("not_covered", ranges(file.notCovered()));
            one.put("coverage", percent(file.percentage()));
            all.put(name, one.build());
        });
        ObjectValue.Builder report = ObjectValue.builder();
        report.put("files", all.build());
        report.put("coverage", percent(percentage(files)));
        return report.build();
    }

    private static Value percent(double value) {
        return NumberValue.parse(String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", ""));
    }

    private static Value ranges(Collection<Integer> rows) {
        ArrayValue.Builder ranges = ArrayValue.builder();
        int from = -1;
        int to = -1;
        for (int row : rows.stream().sorted().toList()) {
            if (from >= 0 && row != to + 1) {
                ranges.add(range(from, to));
                from = -1;
            }
            from = from < 0 ? row : from;
            to = row;
        }
        if (from >= 0) {
            ranges.add(range(from, to));
        }
        return ranges.build();
    }

    private static Value range(int from, int to) {
        ObjectValue.Builder range = ObjectValue.builder();
        range.put("start", ObjectValue.of(StringValue.of("row"), NumberValue.of(from)));
        range.put("end", ObjectValue.of(StringValue.of("row"), NumberValue.of(to)));
        return range.build();
    }
}
