package dev.gatehouse.cli;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ConfigurationReader;
import dev.gatehouse.config.Effective;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.policy.Baseline;
import dev.gatehouse.policy.Gate;
import dev.gatehouse.policy.Known;
import dev.gatehouse.policy.SignedApprovals;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.Tool;
import dev.gatehouse.secrets.SecretsCheck;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.buffer.BufferSource;
import dev.gatehouse.source.cache.CacheKey;
import dev.gatehouse.source.cache.ContentCache;
import dev.gatehouse.source.directory.DirectoryOptions;
import dev.gatehouse.source.directory.DirectorySource;
import dev.gatehouse.source.directory.FileStamps;
import dev.gatehouse.source.git.CommitSource;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.HistorySource;
import dev.gatehouse.source.git.IndexSource;
import dev.gatehouse.source.git.RangeSource;
import dev.gatehouse.source.scan.Progress;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Looks at what the arguments name and judges it: what scan, baseline, except and explain have in common.
final class Assessment implements Closeable {

    /// What came of it.
    ///
    /// @param findings before configuration suppressed any
    /// @param known what was there before; null if there was nothing to compare with
    record Result(Report report, Gate.Outcome outcome, List<Finding> findings, @Nullable Known known, ExitCode exitCode) {}

    private final Console console;
    private final ScanArguments arguments;
    private final Progress progress;
    private final Ground ground;
    private final @Nullable Comparison comparison;
    private final Configuration judge;
    private final @Nullable Configuration head;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final @Nullable ContentCache cache;
    private final Limits limits;
    private final Selection selection;
    private volatile @Nullable Scan running;
    private volatile boolean cancelled;

    /// Reads configuration and finds what is to be looked at; nothing is scanned yet.
    Assessment(Console console, ScanArguments arguments, Progress progress) throws UsageException, IOException {
        this.console = console;
        this.arguments = arguments;
        this.progress = progress;
        arguments.check();
        ground = Ground.of(arguments.readsStandardInput() ? List.of() : arguments.paths);
        comparison = arguments.base == null ? null : Comparison.of(ground.needRepository("--base"), arguments.base);
        ConfigurationReader.Result own = Workplace.configuration(console, ground.root(), arguments.config);
        if (comparison == null || arguments.config != null) {
            judge = arguments.over(own.configuration());
            head = null;
            note(own);
        } else {
            ConfigurationReader.Result target = Workplace.configuration(console, arguments.base + ":" + Workplace.FILE,
                    ground.file(comparison.target(), Workplace.FILE));
            judge = arguments.over(target.configuration());
            head = arguments.over(own.configuration());
            note(target);
        }
        limits = new Limits(judge.limits().fileSize(), judge.limits().archiveDepth(), judge.limits().archiveEntries(),
                Limits.DEFAULT.archiveRatio(), judge.limits().archiveTotal());
        selection = arguments.selection(judge.paths());
        cache = arguments.noCache ? null : cache();
    }

    private void note(ConfigurationReader.Result result) {
        result.notes()
                .forEach(note -> diagnostics.add(Diagnostic.of("configuration-locked", Diagnostic.Kind.NOTE, null, note, null)));
    }

    private @Nullable ContentCache cache() {
        Path folder = ContentCache.defaultFolder(console.environment());
        if (folder == null) {
            return null;
        }
        try {
            return new ContentCache(folder, CacheKey.of(folder, console.environment()), ContentCache.DEFAULT_CAPACITY,
                    this::report);
        } catch (IOException e) {
            report(Diagnostic.of("cache-unusable", Diagnostic.Kind.NOTE, folder.toString(),
                    "the cache cannot be used: " + e.getMessage(),
                    "set XDG_CACHE_HOME to a writable folder, or pass --no-cache"));
            return null;
        }
    }

    private synchronized void report(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    Ground ground() {
        return ground;
    }

    Configuration judge() {
        return judge;
    }

    /// Stops a scan that runs in another thread.
    void cancel() {
        cancelled = true;
        Scan scan = running;
        if (scan != null) {
            scan.cancel();
        }
    }

    /// A file in the state that judges: the target branch's for a change, else the working tree's.
    byte @Nullable [] judgedFile(String path) throws UsageException, IOException {
        return comparison == null ? ground.file(path) : ground.file(comparison.target(), path);
    }

    /// Looks and judges.
    Result run() throws UsageException, IOException, InterruptedException {
        Instant started = Instant.now();
        Instant asOf = asOf(started);
        try (SecretsCheck check = Checks.secrets(console, judge, this::judgedFile, this::report, Checks.key(console, ground))) {
            List<Coverage> coverages = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            for (Source source : sources()) {
                try (source) {
                    Scan.Result result = scan(source, check);
                    coverages.add(result.coverage());
                    Findings.add(findings, result.findings(), source instanceof RangeSource);
                }
            }
            Known known = known(check);
            Coverage coverage = coverage(coverages);
            Subject subject = subject();
            SequencedMap<String, String> digests = digests(check);
            Stage stage = arguments.stage;
            var input = new Gate.Input(stage, asOf, findings, coverage, known, judge, head, described(subject), digests);
            Gate.Outcome outcome = new Gate(new SignedApprovals()).decide(input);
            var run = new Run(started, Duration.between(started, Instant.now()), cpu());
            var tool = new Tool(Main.version(), digests.getOrDefault("rules", ""), digests.getOrDefault("configuration", ""));
            var report = new Report(tool, run, subject, outcome.findings(), outcome.fixed(), coverage, outcome.decision());
            return new Result(report, outcome, List.copyOf(findings), known, exitCode(outcome, coverage, asOf));
        }
    }

    private Scan.Result scan(Source source, SecretsCheck check) throws IOException, InterruptedException {
        Scan scan = new Scan();
        running = scan;
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        return scan.run(source, List.of(check), new ScanOptions(arguments.threads, true, limits, cache, progress));
    }

    private List<Source> sources() throws UsageException, IOException {
        if (arguments.readsStandardInput()) {
            return List.of(new BufferSource(SourcePath.of("<stdin>"), 0, console.in(), limits));
        }
        if (arguments.history) {
            return List.of(selected(new HistorySource(ground.needRepository("--history"), limits.fileSize(), PlaceTraits::of)));
        }
        if (arguments.staged) {
            GitRepository repository = ground.needRepository("--staged");
            String named = console.environment().get("GIT_INDEX_FILE");
            Path index = named == null || named.isBlank() ? repository.indexFile() : Path.of(named).toAbsolutePath();
            return List.of(selected(new IndexSource(repository, index, true, limits.fileSize(), PlaceTraits::of)));
        }
        List<Source> sources = new ArrayList<>();
        FileStamps stamps = cache == null ? FileStamps.NONE : cache.stamps(ground.root(), ground.starts());
        GitRepository repository = ground.repository();
        if (repository != null && repository.workTree().isEmpty()) {
            throw new UsageException(ground.root()
                    + " is a bare repository without a working tree; look at its commits: gatehouse scan --history");
        }
        var options = new DirectoryOptions(limits, selection, new TrackedFiles(), stamps, console.environment());
        sources.add(new DirectorySource(ground.root(), ground.starts(), options));
        if (comparison != null) {
            sources.add(selected(new RangeSource(ground.needRepository("--base"), comparison.mergeBase(), comparison.head(),
                    limits.fileSize(), PlaceTraits::of)));
        }
        return sources;
    }

    private Source selected(Source source) {
        return selection.isAll() ? source : new SelectedSource(source, selection);
    }

    private @Nullable Known known(SecretsCheck check) throws UsageException, IOException, InterruptedException {
        if (comparison != null) {
            try (Source base = selected(
                    new CommitSource(ground.needRepository("--base"), comparison.mergeBase(), limits.fileSize(),
                            PlaceTraits::of))) {
                return Known.ofFindings(scan(base, check).findings());
            }
        }
        String name = judge.gate().at(arguments.stage == null ? Stage.COMMIT : arguments.stage).baseline();
        byte[] bytes = arguments.baseline != null
                ? Files.readAllBytes(arguments.baseline)
                : name == null ? null : judgedFile(name);
        if (bytes == null) {
            if (name != null) {
                throw new UsageException(
                        "gate.baseline names " + name + ", and there is no such file; make it with: gatehouse baseline create");
            }
            return null;
        }
        try {
            return Baseline.read(arguments.baseline != null ? arguments.baseline.toString() : String.valueOf(name), bytes);
        } catch (Baseline.MalformedException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private Coverage coverage(List<Coverage> parts) {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        parts.forEach(part -> all.addAll(part.diagnostics()));
        return new Coverage(parts.stream().mapToLong(Coverage::places).sum(), parts.stream().mapToLong(Coverage::contents).sum(),
                parts.stream().mapToLong(Coverage::cached).sum(), parts.stream().mapToLong(Coverage::bytes).sum(),
                parts.stream().mapToLong(Coverage::excluded).sum(), all.stream().distinct().toList());
    }

    private ExitCode exitCode(Gate.Outcome outcome, Coverage coverage, Instant asOf) {
        ExitCode defect = coverage.count(Diagnostic.Kind.DEFECT) > 0 ? ExitCode.DEFECT : ExitCode.PASS;
        ExitCode usage = coverage.count(Diagnostic.Kind.USAGE) > 0 ? ExitCode.USAGE : ExitCode.PASS;
        boolean gaps = Gate.unproven(coverage, judge, LocalDate.ofInstant(asOf, ZoneOffset.UTC));
        return ExitCode.gravest(defect, usage, outcome.fails() ? ExitCode.BLOCKED : ExitCode.PASS,
                gaps ? ExitCode.UNPROVEN : ExitCode.PASS);
    }

    private Subject subject() throws IOException {
        GitRepository repository = ground.repository();
        String name = String.valueOf(ground.root().getFileName());
        String target = arguments.readsStandardInput()
                ? "standard input"
                : arguments.history
                        ? "history of " + name
                        : arguments.staged
                                ? "staged changes of " + name
                                : arguments.base != null
                                        ? "changes of " + name + " since " + arguments.base
                                        : "working tree of " + name;
        String root = arguments.readsStandardInput() ? "-" : arguments.paths.isEmpty() ? "." : String.join(" ", arguments.paths);
        if (repository == null || arguments.readsStandardInput()) {
            return new Subject(target, root, null, null, null, null, false);
        }
        String commit = repository.head().map(Object::toString).orElse(null);
        String branch = repository.headReference().map(reference -> reference.replaceFirst("^refs/heads/", "")).orElse(null);
        return new Subject(target, root, repository.remoteUrl().orElse(null), commit, branch,
                comparison == null ? null : comparison.mergeBase().toString(), false);
    }

    private static SequencedMap<String, String> described(Subject subject) {
        var all = new LinkedHashMap<String, String>();
        all.put("target", subject.target());
        put(all, "repository", subject.repository());
        put(all, "commit", subject.commit());
        put(all, "branch", subject.branch());
        put(all, "base", subject.base());
        return all;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private SequencedMap<String, String> digests(SecretsCheck check) {
        var digests = new LinkedHashMap<String, String>();
        digests.put("tool", "gatehouse " + Main.version());
        digests.put("rules", "secrets:" + check.version());
        StringBuilder text = new StringBuilder();
        Effective.values(judge).forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        judge.exceptions().forEach(entry -> text.append(entry.statement()));
        judge.suppressions().forEach(entry -> text.append(entry).append('\n'));
        digests.put("configuration", "sha256:" + sha256(text.toString()));
        return digests;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant asOf(Instant now) throws UsageException {
        String text = arguments.asOf;
        if (text == null) {
            return now;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("--as-of takes a date or time such as 2026-12-31 or 2026-12-31T12:00:00Z", e);
        }
    }

    private static Duration cpu() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process
                ? Duration.ofNanos(process.getProcessCpuTime())
                : Duration.ZERO;
    }

    /// Settings of the stage that judges.
    GateSettings gate() {
        return judge.gate().at(arguments.stage == null ? Stage.COMMIT : arguments.stage);
    }

    @Override
    public void close() throws IOException {
        ground.close();
    }
}
