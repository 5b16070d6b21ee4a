package dev.gatehouse.bench;

import dev.gatehouse.bench.Results.Column;
import dev.gatehouse.secrets.engine.Engine;
import dev.gatehouse.secrets.engine.EnginePattern;
import dev.gatehouse.secrets.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The secrets engine: its rate, whole processes over a tree and a history, the small scans of every day, and how well it finds;
/// with `--peers DIR` other scanners on the same inputs.
final class SecretsSuite implements Suite {
    private static final String US = "gatehouse";

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public String what() {
        return "speed, memory and accuracy of the search for secrets, and other scanners beside it";
    }

    @Override
    public String options() {
        return """
                --source DIR    real source code, 500 MB or more: MB/s of one core with the whole catalogue
                --tree DIR      a working tree: whole processes, cold, without cache, again
                --history DIR   a git repository: whole processes over all of its history
                --creddata DIR  a rebuilt part of CredData (data and meta-held): precision and recall by line
                --peers DIR     where bench/peers/install has put other scanners
                --only A,B      of rate, start, tree, history, accuracy only these
                --limit S       seconds after which a process or a pass is stopped; 900 by default
                --rounds N      how often each is run, median shown; 3 by default, histories once""";
    }

    @Override
    public void run(Options options, Results results) throws IOException, InterruptedException {
        new Session(options, results, Folders.temporary("gatehouse-bench")).run();
    }

    /// One run of the suite.
    private static final class Session {
        private final Options options;
        private final Results results;
        private final Path work;
        private final Gatehouse gatehouse;
        private final int rounds;
        private final Duration limit;

        Session(Options options, Results results, Path work) {
            this.options = options;
            this.results = results;
            this.work = work;
            gatehouse = new Gatehouse(work);
            rounds = options.number("rounds", 3);
            limit = Duration.ofSeconds(options.number("limit", 900));
        }

        private interface Part {
            void measure() throws IOException, InterruptedException;
        }

        void run() throws IOException, InterruptedException {
            Map<String, Part> parts = new LinkedHashMap<>();
            parts.put("rate", this::rates);
            parts.put("start", this::startUp);
            parts.put("tree", this::tree);
            parts.put("history", this::history);
            parts.put("accuracy", this::accuracy);
            List<String> only = options.text("only").map(names -> List.of(names.split(",", -1)))
                    .orElse(List.copyOf(parts.keySet()));
            for (String name : only) {
                if (!parts.containsKey(name)) {
                    throw new IllegalArgumentException(
                            "--only: there is no measure '" + name + "'; " + String.join(", ", parts.keySet()));
                }
            }
            for (Map.Entry<String, Part> part : parts.entrySet()) {
                if (!only.contains(part.getKey())) {
                    continue;
                }
                if (!part.getKey().equals("rate") && !Measured.missing().isEmpty()) {
                    results.notRun(part.getKey(), US, Measured.missing());
                } else {
                    part.getValue().measure();
                }
            }
        }

        private void rates() throws IOException {
            String measure = "one core, whole catalogue, warm";
            Optional<Path> source = options.directory("source");
            if (source.isEmpty()) {
                results.notRun(measure, US, "no --source");
                return;
            }
            EngineRate rate = EngineRate.over(source.get(), 600_000_000);
            String size = String.format(Locale.ROOT, "%.0f MB of source", rate.bytes() / 1e6);
            Map<String, Function<List<EnginePattern>, Engine>> engines = new LinkedHashMap<>();
            Path cache = gatehouse.cache("rate");
            Optional<String> missing = Engines.vectorscanMissing(cache);
            if (missing.isEmpty()) {
                engines.put(US + ", Vectorscan", patterns -> Engines.fastest(patterns, cache));
            } else {
                results.notRun(measure, US + ", Vectorscan", missing.get());
            }
            engines.put(US + ", Java engine", Engines::java);
            for (var engine : engines.entrySet()) {
                results.measuring(engine.getKey() + ": " + measure + ", " + size);
                List<EngineRate.Pass> passes = rate.passes(engine.getValue(), options.number("passes", 2), limit);
                EngineRate.Pass last = passes.getLast();
                Map<Column, Double> columns = new EnumMap<>(Column.class);
                columns.put(Column.CPU_SECONDS, last.seconds());
                columns.put(Column.MEGABYTES_A_SECOND, last.megabytesASecond());
                results.add(measure, engine.getKey(), columns, String.format(Locale.ROOT,
                        "%s, %.0f MB of it looked at; first pass %.0f MB/s; %d contents with findings", size, last.bytes() / 1e6,
                        passes.getFirst().megabytesASecond(), last.contentsWithFindings()));
            }
        }

        private void startUp() throws IOException, InterruptedException {
            repeated("start-up", "--version", gatehouse.command("--version"), work);
            String measure = "commit hook, one staged file";
            Path repository = Files.createDirectories(work.resolve("staged"));
            if (!StagedFile.prepare(repository)) {
                results.notRun(measure, US, "git cannot be run");
                return;
            }
            repeated(measure, "scan --staged --stage commit",
                    gatehouse.command("scan", "-q", "--staged", "--stage", "commit"), repository);
        }

        private void repeated(String measure, String note, List<String> command, Path directory)
                throws IOException, InterruptedException {
            results.measuring(measure);
            List<Measured> runs = new ArrayList<>();
            for (int i = 0; i <= rounds; i++) {
                Measured run = Measured.of(command, directory, gatehouse.environment("small"), limit);
                // The first one fills caches.
                if (i > 0) {
                    runs.add(run);
                }
            }
            results.add(measure, US, Measured.median(runs).columns(), failure(runs.getLast()).orElse(note));
        }

        private Optional<String> failure(Measured run) {
            if (run.exit() == Measured.STOPPED) {
                return Optional.of("stopped after " + limit.toSeconds() + " s");
            }
            return run.exit() == 0
                    ? Optional.empty()
                    : Optional.of("exit " + run.exit() + ": " + run.output().replace('\n', ' '));
        }

        private void tree() throws IOException, InterruptedException {
            Optional<Path> tree = options.directory("tree");
            String measure = "working tree, whole process";
            if (tree.isEmpty()) {
                results.notRun(measure, US, "no --tree");
                return;
            }
            measure += ", " + tree.get().getFileName();
            List<Measured> cold = new ArrayList<>();
            List<Measured> again = new ArrayList<>();
            List<String> cached = gatehouse.command("scan", "-q", tree.get().toString());
            for (int i = 0; i < rounds; i++) {
                results.measuring(measure + ": cold and again, round " + (i + 1));
                cold.add(Measured.of(cached, work, gatehouse.environment("cold" + i), limit));
                again.add(Measured.of(cached, work, gatehouse.environment("cold" + i), limit));
            }
            results.add(measure, US, Measured.median(cold).columns(), failure(cold.getLast()).orElse("no cache at all yet"));
            results.add(measure, US, Measured.median(again).columns(),
                    failure(again.getLast()).orElse("unchanged, from the cache"));
            compare(measure, rounds, report -> gatehouse.command("scan", "-q", "--no-cache", "--report", "sarif=" + report,
                    tree.get().toString()), (peer, program, report) -> Optional.of(peer.tree(program, tree.get(), report)),
                    (findings, columns) -> columns.put(Column.FINDINGS, (double) findings.size()));
        }

        private void history() throws IOException, InterruptedException {
            Optional<Path> repository = options.directory("history");
            String measure = "history, whole process";
            if (repository.isEmpty()) {
                results.notRun(measure, US, "no --history");
                return;
            }
            measure += ", " + Folders.speakingName(repository.get());
            compare(measure, options.number("history-rounds", 1),
                    report -> gatehouse.command("scan", "-q", "--no-cache", "--history", "--report", "sarif=" + report,
                            repository.get().toString()),
                    (peer, program, report) -> peer.history(program, repository.get(), report),
                    (findings, columns) -> columns.put(Column.FINDINGS, (double) findings.size()));
        }

        private void accuracy() throws IOException, InterruptedException {
            Optional<Path> folder = options.directory("creddata");
            if (folder.isEmpty()) {
                results.notRun("accuracy by line", US, "no --creddata");
                return;
            }
            CredData labels = CredData.read(folder.get());
            compare("accuracy by line, " + labels.description(), 1,
                    report -> gatehouse.command("scan", "-q", "--no-cache", "--report", "sarif=" + report,
                            labels.data().toString()),
                    (peer, program, report) -> Optional.of(peer.tree(program, labels.data(), report)),
                    (findings, columns) -> {
                        columns.put(Column.FINDINGS, (double) findings.size());
                        columns.putAll(labels.score(findings));
                    });
        }

        private interface OurCommand {
            List<String> of(Path report);
        }

        private interface PeerCommand {
            Optional<List<String>> of(Peer peer, Path program, Path report);
        }

        private interface Judgement {
            void of(List<ToolReport.Found> findings, Map<Column, Double> columns);
        }

        /// Ours, then each peer; in each round ours runs again right before the peer, so that both see the same machine.
        private void compare(String measure, int times, OurCommand ours, PeerCommand theirs, Judgement judgement)
                throws IOException, InterruptedException {
            Path report = work.resolve("report-gatehouse");
            List<Measured> own = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                results.measuring(measure + ": " + US + ", round " + (i + 1));
                Files.deleteIfExists(report);
                own.add(Measured.of(ours.of(report), work, gatehouse.environment("warm"), limit));
            }
            Map<Column, Double> columns = new EnumMap<>(Measured.median(own).columns());
            add(measure, US, own.getLast(), columns, ToolReport.Format.SARIF, report, judgement, "--no-cache");
            Optional<Path> peers = options.directory("peers");
            for (Peer peer : peers.isPresent() ? Peer.values() : new Peer[0]) {
                Optional<Path> program = peer.find(peers.get());
                Path theirReport = work.resolve("report-" + peer.title());
                Optional<List<String>> command = program.flatMap(found -> theirs.of(peer, found, theirReport));
                if (command.isEmpty()) {
                    results.notRun(measure, peer.title(), program.isEmpty() ? "not installed" : "cannot do this");
                    continue;
                }
                try {
                    peer(measure, times, peer, command.get(), ours, own.getLast(), theirReport, judgement);
                } catch (IOException e) {
                    // One that cannot be measured takes nothing from the others.
                    results.notRun(measure, peer.title(), String.valueOf(e.getMessage()));
                }
            }
        }

        private void peer(String measure, int times, Peer peer, List<String> command, OurCommand ours, Measured ownLast,
                Path theirReport, Judgement judgement) throws IOException, InterruptedException {
            Path report = work.resolve("report-gatehouse");
            List<Measured> runs = new ArrayList<>();
            double[] ratios = new double[times];
            for (int i = 0; i < times; i++) {
                results.measuring(measure + ": " + peer.title() + ", round " + (i + 1));
                double before = times == 1
                        ? ownLast.cpu()
                        : Measured.of(ours.of(report), work, gatehouse.environment("warm"), limit).cpu();
                Files.deleteIfExists(theirReport);
                runs.add(Measured.of(command, work, Map.of(), limit));
                ratios[i] = runs.getLast().cpu() / before;
            }
            Map<Column, Double> columns = new EnumMap<>(Measured.median(runs).columns());
            if (runs.getLast().exit() != Measured.STOPPED && ownLast.exit() != Measured.STOPPED) {
                columns.put(Column.RATIO, Measured.middle(ratios));
            }
            add(measure, peer.title(), runs.getLast(), columns, peer.format(), theirReport, judgement, "");
        }

        private void add(String measure, String tool, Measured run, Map<Column, Double> columns, ToolReport.Format format,
                Path report, Judgement judgement, String note) {
            String said = run.exit() == Measured.STOPPED ? failure(run).orElse(note) : note;
            try {
                judgement.of(ToolReport.read(format, report), columns);
            } catch (IOException e) {
                said = failure(run).orElse("its report cannot be read: " + e.getMessage());
            }
            results.add(measure, tool, columns, said);
        }
    }
}
