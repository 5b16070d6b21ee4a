package dev.gatehouse.bench;

import dev.gatehouse.bench.Results.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Dependencies and images: the public cases, the advisory store, large bills of materials, the packages of genuine projects, matching
/// beside OSV-Scanner on the same advisories, and an image beside what it costs at least.
final class ScaSuite implements Suite {
    private static final String US = "gatehouse";

    @Override
    public String name() {
        return "sca";
    }

    @Override
    public String what() {
        return "packages, versions, advisories, bills of materials and images, and other tools beside it";
    }

    @Override
    public String options() {
        return """
                --specs DIR       the unpacked cases of purl-spec and vers-spec (folders purl-spec-tests and vers-spec-tests)
                --advisories DIR  a folder of advisory feeds: the store, large bills, matching
                --fixtures DIR    what bench/fixtures/make made: packages found in each format, matching
                --image LAYOUT    an OCI layout (bench/fixtures/image makes one): time beside its floor
                --peers DIR       where bench/peers/install-sca has put osv-scanner, syft and cdxgen
                --million         also a bill of a million components
                --disagreements FILE  where every difference goes; bench-sca-disagreements.tsv by default
                --rounds N        how often whole processes are run, median shown; 3 by default""";
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
        private final Disagreements disagreements = new Disagreements();

        Session(Options options, Results results, Path work) {
            this.options = options;
            this.results = results;
            this.work = work;
            gatehouse = new Gatehouse(work);
            rounds = options.number("rounds", 3);
        }

        void run() throws IOException, InterruptedException {
            cases();
            Optional<StoreFigures> store = store();
            if (!Measured.missing().isEmpty()) {
                results.notRun("whole processes", US, Measured.missing());
                return;
            }
            bills(store);
            inventories();
            matching(store.isPresent());
            image();
            disagreements.write(Path.of(options.text("disagreements").orElse("bench-sca-disagreements.tsv")));
        }

        private void cases() throws IOException {
            Optional<Path> specs = options.directory("specs");
            if (specs.isEmpty()) {
                results.notRun("public cases", US, "no --specs");
                return;
            }
            cases("purl-spec, cases that hold", SpecificationCases.packageUrls(specs.get().resolve("purl-spec-tests")));
            cases("vers-spec, rows that hold", SpecificationCases.versions(specs.get().resolve("vers-spec-tests")));
        }

        private void cases(String measure, SpecificationCases cases) {
            results.add(measure, US, Map.of(Column.FINDINGS, (double) cases.held(), Column.EXPECTED, (double) cases.all()),
                    cases.broken().isEmpty() ? "" : "the README of ecosystem names the others and why");
            cases.broken().forEach(row -> disagreements.add(measure, US, "does not hold", row));
        }

        private Optional<StoreFigures> store() throws IOException {
            Optional<Path> advisories = options.directory("advisories");
            if (advisories.isEmpty()) {
                results.notRun("advisory store", US, "no --advisories");
                return Optional.empty();
            }
            results.measuring("advisory store");
            List<Path> feeds;
            try (Stream<Path> list = Files.list(advisories.get())) {
                feeds = list.sorted().toList();
            }
            StoreFigures figures;
            try (OsvExport export = new OsvExport(osvDatabase())) {
                figures = StoreFigures.of(feeds, work.resolve("measured.store"), export);
            }
            var about = figures.about();
            results.add("advisory store, read and build", US, Map.of(Column.CPU_SECONDS, figures.read() + figures.write()),
                    String.format(Locale.ROOT,
                            "%,d advisories, %,d packages, %,d rows; %.2f s of it to write; OSV-Scanner's copy is written meanwhile",
                            about.advisories(), about.packages(), about.rows(), figures.write()));
            results.add("advisory store, size", US, Map.of(Column.BYTES_A_ROW, (double) about.bytes() / about.rows()),
                    String.format(Locale.ROOT, "%.1f MB", about.bytes() / 1e6));
            results.add("advisory store, open and first look-up", US,
                    Map.of(Column.MICROSECONDS, figures.opened().getLast() * 1e6),
                    String.format(Locale.ROOT, "%.1f ms in a cold JVM", figures.opened().getFirst() * 1e3));
            results.add("advisory store, hit", US, Map.of(Column.MICROSECONDS, figures.hit()),
                    String.format(Locale.ROOT, "%.1f records a package", figures.records()));
            results.add("advisory store, miss", US, Map.of(Column.MICROSECONDS, figures.miss()), "");
            return Optional.of(figures);
        }

        private Path osvDatabase() {
            return work.resolve("osv-database");
        }

        private Map<String, String> environment(String cache) {
            Map<String, String> environment = new java.util.HashMap<>(gatehouse.environment(cache));
            environment.put("GATEHOUSE_ADVISORIES", work.resolve("advisories").toString());
            return environment;
        }

        /// The same feeds, for the product itself.
        private boolean imported() throws IOException, InterruptedException {
            Path store = work.resolve("advisories");
            if (Files.isDirectory(store)) {
                return true;
            }
            Optional<Path> advisories = options.directory("advisories");
            if (advisories.isEmpty()) {
                return false;
            }
            List<String> command = new ArrayList<>(gatehouse.command("advisories", "import"));
            try (Stream<Path> list = Files.list(advisories.get())) {
                list.sorted().forEach(each -> command.add(each.toString()));
            }
            results.measuring("advisories import");
            Measured run = Measured.of(command, work, environment("import"));
            results.add("advisories import, whole process", US, run.columns(), failure(run).orElse(""));
            return run.exit() == 0;
        }

        private void bills(Optional<StoreFigures> store) throws IOException, InterruptedException {
            for (int components : options.flag("million") ? new int[]{10_000, 1_000_000} : new int[]{10_000}) {
                String measure = String.format(Locale.ROOT, "bill of %,d components, matched, whole process", components);
                if (store.isEmpty() || !imported()) {
                    results.notRun(measure, US, "no --advisories");
                    continue;
                }
                Path folder = Files.createDirectories(work.resolve("bill-" + components));
                GeneratedBom.write(folder.resolve("bom.cdx.json"), store.get().keys(), components);
                List<Measured> runs = new ArrayList<>();
                Path report = work.resolve("bill.json");
                for (int i = 0; i <= (components > 100_000 ? 0 : rounds); i++) {
                    results.measuring(measure);
                    runs.add(Measured
                            .of(gatehouse.command("scan", "-q", "--no-cache", "--only", "sca", "--report", "json=" + report,
                                    folder.toString()), work, environment("bill")));
                }
                Map<Column, Double> columns = new EnumMap<>(Measured.median(runs).columns());
                if (Files.exists(report) && components <= 100_000) {
                    columns.put(Column.FINDINGS, (double) PackageSet.ourFindings(report).size());
                }
                results.add(measure, US, columns, failure(runs.getLast()).orElse("start-up and report included"));
            }
        }

        private List<PackageFixture> fixtures() throws IOException {
            Optional<Path> folder = options.directory("fixtures");
            return folder.isPresent() ? PackageFixture.below(folder.get()) : List.of();
        }

        private void inventories() throws IOException, InterruptedException {
            List<PackageFixture> fixtures = fixtures();
            if (fixtures.isEmpty()) {
                results.notRun("packages found", US, "no --fixtures");
            }
            Path report = work.resolve("inventory.json");
            for (PackageFixture fixture : fixtures) {
                String measure = "packages found, " + fixture.name();
                results.measuring(measure);
                Files.deleteIfExists(report);
                Measured own = Measured.of(gatehouse.command("sbom", "--format", "cyclonedx-1.6", "--output", report.toString(),
                        fixture.tree().toString()), work, environment("sbom"));
                judge(measure, US, fixture, own, () -> PackageSet.cycloneDx(report, fixture.types(), fixture.expected()));
                for (InventoryPeer peer : peers()) {
                    Optional<Path> program = peer.find(options.directory("peers").orElseThrow());
                    if (program.isEmpty()) {
                        results.notRun(measure, peer.title(), "not installed");
                        continue;
                    }
                    Files.deleteIfExists(report);
                    Measured run = Measured.of(peer.command(program.get(), fixture.tree(), report), work,
                            peer.environment(osvDatabase()));
                    judge(measure, peer.title(), fixture, run, () -> peer.packages(report, fixture));
                }
            }
        }

        private InventoryPeer[] peers() {
            return options.directory("peers").isPresent() ? InventoryPeer.values() : new InventoryPeer[0];
        }

        private interface Found {
            Set<String> packages() throws IOException;
        }

        private void judge(String measure, String tool, PackageFixture fixture, Measured run, Found report) {
            Set<String> found;
            try {
                found = report.packages();
            } catch (IOException e) {
                results.notRun(measure, tool, failure(run).orElse("no report: " + e.getMessage()));
                return;
            }
            Set<String> missing = new TreeSet<>(fixture.expected());
            missing.removeAll(found);
            Set<String> extra = new TreeSet<>(found);
            extra.removeAll(fixture.expected());
            missing.forEach(each -> disagreements.add(fixture.name(), tool, "missing", each));
            extra.forEach(each -> disagreements.add(fixture.name(), tool, "extra", each));
            Map<Column, Double> columns = new EnumMap<>(run.columns());
            double right = found.size() - extra.size();
            columns.put(Column.FINDINGS, (double) found.size());
            columns.put(Column.EXPECTED, (double) fixture.expected().size());
            columns.put(Column.PRECISION, found.isEmpty() ? 1.0 : right / found.size());
            columns.put(Column.RECALL, right / fixture.expected().size());
            results.add(measure, tool, columns, "");
        }

        private void matching(boolean advisories) throws IOException, InterruptedException {
            String measure = "weaknesses of the fixtures";
            List<PackageFixture> fixtures = fixtures();
            if (fixtures.isEmpty() || !advisories || !imported()) {
                results.notRun(measure, US, "needs --fixtures and --advisories");
                return;
            }
            Optional<Path> program = options.directory("peers").flatMap(InventoryPeer.OSV_SCANNER::find);
            for (PackageFixture fixture : fixtures) {
                String each = measure + ", " + fixture.name();
                results.measuring(each);
                Path report = work.resolve("findings.json");
                Measured own = Measured.of(gatehouse.command("scan", "-q", "--no-cache", "--only", "sca", "--report",
                        "json=" + report, fixture.tree().toString()), work, environment("match"));
                List<PackageSet.Weakness> ours = PackageSet.ourFindings(report);
                Map<Column, Double> columns = new EnumMap<>(own.columns());
                columns.put(Column.FINDINGS, (double) ours.size());
                results.add(each, US, columns, failure(own).orElse(""));
                if (program.isEmpty()) {
                    results.notRun(each, InventoryPeer.OSV_SCANNER.title(), "not installed");
                    continue;
                }
                Path theirReport = work.resolve("findings-osv.json");
                Files.deleteIfExists(theirReport);
                Measured run = Measured.of(InventoryPeer.OSV_SCANNER.command(program.get(), fixture.tree(), theirReport), work,
                        InventoryPeer.OSV_SCANNER.environment(osvDatabase()));
                if (!Files.exists(theirReport)) {
                    results.notRun(each, InventoryPeer.OSV_SCANNER.title(), failure(run).orElse("no report"));
                    continue;
                }
                compare(each, fixture.name(), ours, PackageSet.osvScannerFindings(theirReport), run);
            }
        }

        private void compare(String measure, String fixture, List<PackageSet.Weakness> ours, List<PackageSet.Weakness> theirs,
                Measured run) {
            List<PackageSet.Weakness> onlyOurs = ours.stream().filter(one -> theirs.stream().noneMatch(one::same)).toList();
            List<PackageSet.Weakness> onlyTheirs = theirs.stream().filter(one -> ours.stream().noneMatch(one::same)).toList();
            onlyOurs.forEach(one -> disagreements.add(fixture, US, "only here", one));
            onlyTheirs.forEach(one -> disagreements.add(fixture, InventoryPeer.OSV_SCANNER.title(), "only here", one));
            Map<Column, Double> columns = new EnumMap<>(run.columns());
            columns.put(Column.FINDINGS, (double) theirs.size());
            results.add(measure, InventoryPeer.OSV_SCANNER.title(), columns,
                    "same advisories; " + onlyOurs.size() + " only ours, " + onlyTheirs.size() + " only its");
        }

        private void image() throws IOException, InterruptedException {
            Optional<Path> layout = options.directory("image");
            if (layout.isEmpty()) {
                results.notRun("image", US, "no --image");
                return;
            }
            double floor = Double.MAX_VALUE;
            for (int i = 0; i < rounds; i++) {
                results.measuring("image, floor");
                Measured run = Measured.of(ImageFloor.command(layout.get(), Files.createDirectories(work.resolve("classes"))),
                        work, Map.of());
                floor = Math.min(floor, run.cpu());
                if (i == rounds - 1) {
                    results.add("image", "gunzip, SHA-256, tar walk alone", run.columns(), run.output());
                }
            }
            image("image, packages and rules", layout.get(), floor, "--only", "image", "--only", "sca");
            image("image, with secrets", layout.get(), floor);
        }

        private void image(String measure, Path layout, double floor, String... engines)
                throws IOException, InterruptedException {
            imported();
            List<Measured> runs = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                results.measuring(measure);
                List<String> command = new ArrayList<>(gatehouse.command("scan", "-q", "--no-cache", "oci:" + layout));
                command.addAll(List.of(engines));
                runs.add(Measured.of(command, work, environment("image")));
            }
            Map<Column, Double> columns = new EnumMap<>(Measured.median(runs).columns());
            results.add(measure, US, columns, failure(runs.getLast())
                    .orElse(String.format(Locale.ROOT, "%.2f × the floor's CPU time, start-up of both included",
                            columns.getOrDefault(Column.CPU_SECONDS, Double.NaN) / floor)));
        }

        private static Optional<String> failure(Measured run) {
            return run.exit() <= 1 || run.exit() == 3
                    ? Optional.empty()
                    : Optional.of("exit " + run.exit() + ": " + run.output().replace('\n', ' '));
        }
    }
}
