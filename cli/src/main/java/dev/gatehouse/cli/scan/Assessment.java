package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.Checks;
import dev.gatehouse.cli.engine.EngineSetup;
import dev.gatehouse.cli.engine.Engines;
import dev.gatehouse.cli.engine.RuleEntry;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.PathSettings;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.policy.Known;
import dev.gatehouse.report.Report;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.cache.CacheKey;
import dev.gatehouse.source.cache.ContentCache;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.RangeSource;
import dev.gatehouse.source.scan.Progress;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Looks at what the arguments name and judges it: what scan, baseline, except and explain have in common.
public final class Assessment implements Closeable {

    /// What came of it.
    ///
    /// @param inputs digest of every input by name, as decisions carry them: `rules`, `advisories`
    /// @param asOf the time against which expiries counted
    /// @param exceptions those that the judging configurations hold, counting or not
    public record Result(Report report, ExitCode exitCode, SequencedMap<String, String> inputs, Instant asOf,
            List<ExceptionEntry> exceptions) {

        /// The same with another decision: one that rests on more than what was looked at.
        public Result deciding(Decision decision) {
            return new Result(new Report(report.tool(), report.run(), report.subject(), report.findings(), report.fixed(),
                    report.coverage(), decision), exitCode, inputs, asOf, exceptions);
        }
    }

    private final Console console;
    private final ScanArguments arguments;
    private final Engines engines;
    private final Ground ground;
    private final @Nullable Comparison comparison;
    private final Judge judge;
    private final Sources sources;
    private final @Nullable ImageStore image;
    private final ScanOptions options;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private volatile @Nullable Scan running;
    private volatile boolean cancelled;

    /// Reads configuration and finds what is to be looked at; nothing is scanned yet.
    ///
    /// @throws UsageException if arguments or configuration are wrong
    public Assessment(Console console, ScanArguments arguments, Progress progress) throws UsageException, IOException {
        this.console = console;
        this.arguments = arguments;
        arguments.check();
        engines = Engines.chosen(arguments.only, arguments.skip);
        ground = Ground.of(arguments.readsStandardInput() || arguments.image() != null ? List.of() : arguments.paths);
        comparison = arguments.base == null ? null : Comparison.of(ground.needRepository("--base"), arguments.base);
        judge = Judge.of(console, arguments, ground, comparison);
        diagnostics.addAll(judge.notes());
        var configured = judge.configuration().limits();
        var limits = new Limits(configured.fileSize(), configured.archiveDepth(), configured.archiveEntries(),
                Limits.DEFAULT.archiveRatio(), configured.archiveTotal());
        // Who asks providers needs secrets in clear, which no cache holds.
        boolean asks = judge.configuration().secrets().validate();
        ContentCache cache = arguments.noCache || asks ? null : cache();
        options = new ScanOptions(arguments.threads, true, limits, cache, progress);
        ImageArgument named = arguments.image();
        image = named == null ? null : named.open(arguments, console.environment());
        // The paths of the configuration are those of the repository, not of an image.
        var paths = image == null ? judge.configuration().paths() : PathSettings.EVERYTHING;
        sources = new Sources(console, arguments, ground, comparison, limits, arguments.selection(paths), cache, image);
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

    /// Root that paths are relative to.
    public Path root() {
        return ground.root();
    }

    /// Digest of the image that is looked at; null if it is something else.
    public @Nullable String imageDigest() throws IOException {
        return image == null ? null : image.image().digest();
    }

    /// Whether only a part of what the root holds was asked for: an image is always looked at whole.
    public boolean partial() {
        return image == null && (!ground.whole() || arguments.staged || arguments.base != null || arguments.readsStandardInput()
                || !arguments.include.isEmpty() || !arguments.exclude.isEmpty());
    }

    /// The configuration that judges, flags over it.
    public Configuration configuration() {
        return judge.configuration();
    }

    /// Who owns the service: what the configuration says, else who owns everything by CODEOWNERS; may be empty.
    public List<String> owners() throws UsageException, IOException {
        String owner = judge.configuration().service().owner();
        return owner != null ? List.of(owner) : Owners.read(judge.files()).of(".");
    }

    /// Address of the repository's remote; null without one.
    public @Nullable String remote() throws IOException {
        GitRepository repository = ground.repository();
        return repository == null ? null : repository.remoteUrl().orElse(null);
    }

    /// Settings of the stage that judges.
    public GateSettings gate() {
        return judge.configuration().gate().at(stage());
    }

    private Stage stage() {
        return arguments.stage == null ? Stage.COMMIT : arguments.stage;
    }

    /// The engines that run.
    public Engines engines() {
        return engines;
    }

    /// The rules of the engines that run.
    public List<RuleEntry> rules() throws UsageException, IOException {
        return engines.rules(setup());
    }

    /// Why the engines that run report nothing on a line of a file; see [dev.gatehouse.cli.engine.Engine#nearMisses].
    public List<String> nearMisses(String path, byte[] content, int line) throws UsageException, IOException {
        return engines.nearMisses(setup(), path, content, line);
    }

    /// What was told so far about configuration, rules and caches.
    public synchronized List<Diagnostic> told() {
        return List.copyOf(diagnostics);
    }

    private EngineSetup setup() throws UsageException {
        LocalDate day = LocalDate.ofInstant(arguments.asOf(Instant.now()), ZoneOffset.UTC);
        return new EngineSetup(console, judge.configuration(), judge.files(), ground.repository(), arguments.stage, day,
                arguments.threats, this::report);
    }

    /// Stops a scan that runs in another thread.
    public void cancel() {
        cancelled = true;
        Scan scan = running;
        if (scan != null) {
            scan.cancel();
        }
    }

    /// Looks and judges. Called once.
    ///
    /// @throws InterruptedException if it was cancelled
    public Result run() throws UsageException, IOException, InterruptedException {
        Instant started = Instant.now();
        Instant asOf = arguments.asOf(started);
        try (Checks checks = engines.prepare(setup())) {
            List<Coverage> coverages = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            Known known = null;
            for (Source source : sources.head()) {
                try (source) {
                    Scan.Result result = scan(source, checks.list());
                    coverages.add(result.coverage());
                    Findings.add(findings, result.findings(), source instanceof RangeSource);
                    Staged staged = Staged.of(source, checks.list());
                    if (!staged.concluding().isEmpty()) {
                        Staged.Conclusion concluded = staged.conclude(sources, this::counts, this::scan);
                        coverages.add(concluded.result().coverage());
                        Findings.add(findings, concluded.result().findings(), false);
                        known = concluded.known();
                    }
                }
            }
            known = Known.both(known, known(checks));
            var judgement = new Judgement(judge, arguments.stage, started, asOf, checks.digests(), Owners.read(judge.files()));
            List<Finding> judged = repairable(checks.confirm(findings));
            return judgement.of(judged, coverage(coverages), known, sources.subject());
        }
    }

    /// Leaves out what nobody can repair, where that is asked for, and says how much it was.
    private List<Finding> repairable(List<Finding> findings) {
        if (!arguments.ignoreUnfixed) {
            return findings;
        }
        List<Finding> kept = findings.stream().filter(this::counts).toList();
        int left = findings.size() - kept.size();
        if (left > 0) {
            report(Diagnostic.of("unfixed-ignored", Diagnostic.Kind.NOTE, null,
                    left + (left == 1 ? " finding" : " findings") + " without a known fix left out (--ignore-unfixed)", null));
        }
        return kept;
    }

    private boolean counts(Finding finding) {
        return !arguments.ignoreUnfixed || !finding.unfixable();
    }

    private Scan.Result scan(Source source, List<Check<?>> checks) throws IOException, InterruptedException {
        Scan scan = new Scan();
        running = scan;
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        return scan.run(source, checks, options);
    }

    /// What was there before: what the merge base shows to the same checks, or else what a baseline says of the engines that
    /// run.
    private @Nullable Known known(Checks checks) throws UsageException, IOException, InterruptedException {
        if (comparison != null) {
            try (Source base = sources.mergeBase(comparison)) {
                return Known.ofFindings(scan(base, checks.list()).findings().stream().filter(this::counts).toList());
            }
        }
        if (!arguments.compares) {
            return null;
        }
        Known past = Past.read(arguments.baseline, gate(), judge.files());
        return past == null ? null : past.only(engines::speakOf);
    }

    private synchronized Coverage coverage(List<Coverage> parts) {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        parts.forEach(part -> all.addAll(part.diagnostics()));
        return new Coverage(parts.stream().mapToLong(Coverage::places).sum(), parts.stream().mapToLong(Coverage::contents).sum(),
                parts.stream().mapToLong(Coverage::cached).sum(), parts.stream().mapToLong(Coverage::bytes).sum(),
                parts.stream().mapToLong(Coverage::excluded).sum(), all.stream().distinct().toList());
    }

    @Override
    public void close() throws IOException {
        if (image != null) {
            image.close();
        }
        ground.close();
    }
}
