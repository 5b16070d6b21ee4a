package dev.gatehouse.cli;

import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What to look at and how to judge it: the options that scan, baseline, except and explain share.
final class ScanArguments {
    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders; the current folder by default. - reads standard input.")
    List<String> paths = new ArrayList<>();

    @Option(names = "--history", description = "Look at every commit of the repository instead of the working tree.")
    boolean history;

    @Option(names = "--staged", description = "Look at what is staged for the next commit.")
    boolean staged;

    @Option(names = "--base", paramLabel = "REF", description = "Compare with the merge base of HEAD and REF, look at every commit in between, and take configuration from REF.")
    @Nullable
    String base;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Compare with a baseline file.")
    @Nullable
    Path baseline;

    @Option(names = "--stage", paramLabel = "STAGE", converter = StageConverter.class, description = "Gate at commit, pull-request, release, deploy or admission. Without it nothing is gated.")
    @Nullable
    Stage stage;

    @Option(names = "--fail-on", paramLabel = "VERDICT", description = "Mildest verdict that fails: block (default) or warn.")
    @Nullable
    Verdict failOn;

    @Option(names = "--as-of", paramLabel = "TIME", description = "The time against which expiries count, ISO 8601; now by default.")
    @Nullable
    String asOf;

    @Option(names = "--include", paramLabel = "GLOB", description = "Only paths that match. Repeatable.")
    List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Not the paths that match. Repeatable.")
    List<String> exclude = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @Option(names = "--only", paramLabel = "ENGINE", description = "Only this engine. Repeatable. Engines: secrets.")
    List<String> only = new ArrayList<>();

    @Option(names = "--skip", paramLabel = "ENGINE", description = "Not this engine. Repeatable.")
    List<String> skip = new ArrayList<>();

    @Option(names = "--no-cache", description = "Neither read nor write the cache.")
    boolean noCache;

    @Option(names = "--threads", paramLabel = "N", description = "Size of the one pool; all cores by default.")
    int threads = Runtime.getRuntime().availableProcessors();

    /// Stages by the name that documentation uses.
    static final class StageConverter implements picocli.CommandLine.ITypeConverter<Stage> {
        @Override
        public Stage convert(String value) {
            for (Stage stage : Stage.values()) {
                if (stage.label().equals(value)) {
                    return stage;
                }
            }
            throw new picocli.CommandLine.TypeConversionException(
                    "'" + value + "' is not one of commit, pull-request, release, deploy, admission");
        }
    }
}
