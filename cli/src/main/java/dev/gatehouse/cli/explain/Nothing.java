package dev.gatehouse.cli.explain;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.setup.GitCommand;
import dev.gatehouse.config.Origins;
import dev.gatehouse.config.PathPattern;
import dev.gatehouse.config.PathSettings;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why nothing was found at a line: the first thing that stood in the way, else what the rules made of it.
///
/// @param report of the scan that found nothing there
record Nothing(Assessment assessment, Report report) {
    private static final long LARGEST = 16 << 20;
    private static final int MOST = 12;

    /// The reasons, for people; never empty.
    List<String> at(String path, int line) throws UsageException, IOException, InterruptedException {
        Path file = assessment.root().resolve(path).normalize();
        if (!file.startsWith(assessment.root()) || !Files.exists(file)) {
            return List.of("there is no such file below " + assessment.root());
        }
        if (Files.isDirectory(file)) {
            return List.of("it is a folder");
        }
        List<String> reasons = new ArrayList<>();
        report.coverage().diagnostics().stream().filter(each -> each.where() != null && each.where().contains(path)).limit(MOST)
                .map(Nothing::told).forEach(reasons::add);
        String excluded = excluded(path);
        if (excluded != null) {
            reasons.add(excluded);
        }
        GitCommand.ask(assessment.root(), "check-ignore", "-v", "--", path).filter(rule -> !rule.isBlank())
                .ifPresent(rule -> reasons.add("git ignores it: " + rule.split("\t")[0]));
        if (Files.size(file) > LARGEST) {
            reasons.add("the file is too large to be explained line by line");
        }
        return reasons.isEmpty() ? content(path, Files.readAllBytes(file), line) : reasons;
    }

    private static String told(Diagnostic diagnostic) {
        return diagnostic.kind().name().toLowerCase(Locale.ROOT) + ": " + diagnostic;
    }

    private @Nullable String excluded(String path) {
        PathSettings paths = assessment.configuration().paths();
        for (String glob : paths.exclude()) {
            if (PathPattern.of(glob).matches(path)) {
                return "paths.exclude leaves it out: " + glob + origin("paths.exclude");
            }
        }
        return paths.include().isEmpty() || paths.include().stream().anyMatch(glob -> PathPattern.of(glob).matches(path))
                ? null
                : "paths.include does not name it" + origin("paths.include");
    }

    private String origin(String key) {
        Origins.Value value = assessment.configuration().origins().byKey().get(key);
        return value == null ? "" : " (" + value.source() + ")";
    }

    private List<String> content(String path, byte[] bytes, int line) throws UsageException, IOException {
        if (Blob.sniff(bytes, 0, bytes.length) == Blob.Form.BINARY) {
            return List.of("the file is binary: only forms that are certain are looked for there");
        }
        long lines = 1;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        if (line > lines) {
            return List.of("the file has " + lines + " lines");
        }
        List<String> near = assessment.nearMisses(path, bytes, line);
        if (near.isEmpty()) {
            return List
                    .of("no rule looks for anything that stands there; a value of your own format is found by a rule of your own:"
                            + " .gitleaks.toml, see docs/rule-format.md");
        }
        List<String> shown = new ArrayList<>(near.subList(0, Math.min(MOST, near.size())));
        if (near.size() > MOST) {
            shown.add("and " + (near.size() - MOST) + " more rules");
        }
        return shown;
    }
}
