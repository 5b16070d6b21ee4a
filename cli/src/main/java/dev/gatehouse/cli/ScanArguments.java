package dev.gatehouse.cli;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.PathSettings;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.source.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What to look at and how to judge it: the options that scan, baseline, except and explain share.
final class ScanArguments {
    /// The engines there are.
    static final List<String> ENGINES = List.of("secrets");
    /// Decisions hold fingerprints and reasons, nothing to look at.
    private static final String DECISION = "gatehouse-decision.json";

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

    /// Refuses what does not go together.
    void check() throws UsageException {
        int states = (history ? 1 : 0) + (staged ? 1 : 0) + (base == null ? 0 : 1) + (readsStandardInput() ? 1 : 0);
        if (states > 1) {
            throw new UsageException("--history, --staged, --base and - each name another state; take one");
        }
        if (paths.contains("-") && paths.size() > 1) {
            throw new UsageException("- reads standard input and takes no other path");
        }
        if ((history || staged) && paths.size() > 1) {
            throw new UsageException((history ? "--history" : "--staged") + " takes one repository; choose paths with --include");
        }
        if (threads < 1) {
            throw new UsageException("--threads takes a number from 1");
        }
        for (String engine : Stream.concat(only.stream(), skip.stream()).toList()) {
            if (!ENGINES.contains(engine)) {
                throw new UsageException("there is no engine '" + engine + "'; engines: " + String.join(", ", ENGINES));
            }
        }
        if (skip.containsAll(ENGINES)) {
            throw new UsageException("--skip leaves no engine to run");
        }
    }

    boolean readsStandardInput() {
        return paths.equals(List.of("-"));
    }

    /// The paths that flags and configuration choose.
    Selection selection(PathSettings configured) throws UsageException {
        List<String> included = include.isEmpty() ? configured.include() : include;
        List<String> excluded = Stream.of(configured.exclude(), exclude, List.of(DECISION)).flatMap(List::stream).toList();
        try {
            return Selection.of(included, excluded);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The configuration with flags over it.
    Configuration over(Configuration c) {
        if (failOn == null) {
            return c;
        }
        return new Configuration(c.service(), failing(c.gate()), c.paths(), c.limits(), c.secrets(), c.exceptions(),
                c.suppressions(),
                c.approvers(), c.acceptedGaps(), c.origins());
    }

    private GateSettings failing(GateSettings gate) {
        Map<Stage, GateSettings> stages = new EnumMap<>(Stage.class);
        gate.stages().forEach((each, settings) -> stages.put(each, failing(settings)));
        return new GateSettings(gate.block(), gate.warn(), gate.confidence(), failOn == null ? gate.failOn() : failOn,
                gate.inlineSuppressions(), gate.baseline(), stages);
    }

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
