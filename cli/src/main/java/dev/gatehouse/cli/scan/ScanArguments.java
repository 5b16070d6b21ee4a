package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.Engines;
import dev.gatehouse.cli.engine.ThreatWatch;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.PathSettings;
import dev.gatehouse.config.SecretsSettings;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.source.Selection;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What to look at and how to judge it: the options that scan, baseline, except and explain share.
public final class ScanArguments {
    /// Decisions hold fingerprints and reasons, nothing to look at.
    private static final String DECISION = "gatehouse-decision.json";

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders; the current folder by default. - reads standard input. oci:DIR, archive:FILE, registry:NAME: a container image.")
    public List<String> paths = new ArrayList<>();

    @Option(names = "--history", description = "Look at every commit of the repository instead of the working tree.")
    public boolean history;

    @Option(names = "--staged", description = "Look at what is staged for the next commit.")
    public boolean staged;

    @Option(names = "--base", paramLabel = "REF", description = "Compare with the merge base of HEAD and REF, look at every commit in between, and take configuration from REF.")
    @Nullable
    public String base;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Compare with a baseline file.")
    @Nullable
    public Path baseline;

    @Option(names = "--stage", paramLabel = "STAGE", converter = StageConverter.class, description = "Gate at commit, pull-request, release, deploy or admission. Without it nothing is gated.")
    @Nullable
    public Stage stage;

    @Option(names = "--fail-on", paramLabel = "VERDICT", description = "Mildest verdict that fails: block (default) or warn.")
    @Nullable
    Verdict failOn;

    @Option(names = "--as-of", paramLabel = "TIME", description = "The time against which expiries count, ISO 8601; now by default.")
    @Nullable
    public String asOf;

    @Option(names = "--include", paramLabel = "GLOB", description = "Only paths that match. Repeatable.")
    List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Not the paths that match. Repeatable.")
    List<String> exclude = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    public Path config;

    @Option(names = "--only", paramLabel = "ENGINE", completionCandidates = EngineNames.class, description = "Only this engine. Repeatable. Engines: ${COMPLETION-CANDIDATES}.")
    public List<String> only = new ArrayList<>();

    @Option(names = "--skip", paramLabel = "ENGINE", completionCandidates = EngineNames.class, description = "Not this engine. Repeatable.")
    List<String> skip = new ArrayList<>();

    @Option(names = "--ignore-unfixed", description = "Leave out vulnerabilities of which no fix is known; exploited and malicious packages stay.")
    boolean ignoreUnfixed;

    @Mixin
    public RegistryOptions registry = new RegistryOptions();

    @Option(names = "--validate", description = "Ask the providers of found secrets whether they still work: sends each secret to its provider, and to nobody else.")
    boolean validate;

    @Option(names = "--no-cache", description = "Neither read nor write the cache.")
    public boolean noCache;

    @Option(names = "--threads", paramLabel = "N", description = "Size of the one pool; all cores by default.")
    int threads = Runtime.getRuntime().availableProcessors();

    /// Whether findings are compared with what was there before; not an option.
    public boolean compares = true;

    /// What the command has to do with the threat model; not an option.
    public ThreatWatch threats = ThreatWatch.NONE;

    /// Refuses what does not go together.
    void check() throws UsageException {
        int states = (history ? 1 : 0) + (staged ? 1 : 0) + (base == null ? 0 : 1) + (readsStandardInput() ? 1 : 0)
                + (image() == null ? 0 : 1);
        if (states > 1) {
            throw new UsageException("--history, --staged, --base, - and an image each name another state; take one");
        }
        if (paths.size() > 1 && paths.stream().anyMatch(path -> ImageArgument.parse(path) != null)) {
            throw new UsageException("an image is looked at on its own; give it as the only path");
        }
        if (image() == null && registry.given()) {
            throw new UsageException(
                    "--platform, --registry-ca and --registry-mirror belong to an image: oci:DIR, archive:FILE, registry:NAME");
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
    }

    /// The image that is to be looked at; null if it is something else.
    @Nullable
    ImageArgument image() {
        return paths.size() == 1 ? ImageArgument.parse(paths.getFirst()) : null;
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

    /// The time against which expiries count.
    Instant asOf(Instant now) throws UsageException {
        if (asOf == null) {
            return now;
        }
        try {
            return asOf.length() == 10
                    ? LocalDate.parse(asOf).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(asOf).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("--as-of takes a date or time such as 2026-12-31 or 2026-12-31T12:00:00Z", e);
        }
    }

    /// The time against which expiries count: what the flag says, else now.
    public Instant moment() throws UsageException {
        return asOf(Instant.now());
    }

    /// The configuration with flags over it.
    Configuration over(Configuration c) {
        if (failOn == null && !validate) {
            return c;
        }
        SecretsSettings s = c.secrets();
        SecretsSettings secrets = new SecretsSettings(s.profile(), s.disable(), s.severity(), s.rules(), s.gitleaksBaseline(),
                s.allow(), s.validate() || validate);
        return c.with(failing(c.gate()), secrets);
    }

    private GateSettings failing(GateSettings gate) {
        if (failOn == null) {
            return gate;
        }
        Map<Stage, GateSettings> stages = new EnumMap<>(Stage.class);
        gate.stages().forEach((each, settings) -> stages.put(each, settings.failingOn(failOn)));
        return gate.failingOn(failOn).with(stages);
    }

    /// The engines, for help and completion.
    static final class EngineNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Engines.IDS.iterator();
        }
    }

    /// Stages by the name that documentation uses.
    public static final class StageConverter implements picocli.CommandLine.ITypeConverter<Stage> {
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
