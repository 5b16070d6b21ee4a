package dev.gatehouse.bench;

import dev.gatehouse.bench.Results.Column;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.bundle.BundleException;
import dev.gatehouse.rego.bundle.BundleReader;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluating Rego: prepared queries, a million entries, two threads, compiling a large pack, whole processes.
final class RegoSuite implements Suite {
    private static final String US = "gatehouse";
    private static final int COPIES = 300;

    @Override
    public String name() {
        return "rego";
    }

    @Override
    public String what() {
        return "evaluating Rego, against OPA and regorus on the same files";
    }

    @Override
    public String options() {
        return """
                --peers DIR      where bench/peers/install put opa and regorus-peer
                --seconds N      how long each prepared query is measured, after as long a warm-up; 2 by default
                --rounds N       how often whole processes run; 9 by default
                --case TEXT      only cases whose name has the text, and nothing else""";
    }

    @Override
    public void run(Options options, Results results) throws IOException, InterruptedException {
        Path work = Folders.temporary("bench-rego");
        new Run(options, results, work).all();
    }

    /// One run of the suite.
    private record Run(Options options, Results results, Path work) {
        private static Path policies() {
            return Path.of(System.getProperty("gatehouse.bench", "bench")).resolve("policies");
        }

        void all() throws IOException, InterruptedException {
            double seconds = options.number("seconds", 2);
            Optional<String> only = options.text("case");
            List<RegoCase> cases = RegoCase.write(policies(), work);
            for (RegoCase each : cases) {
                if (only.isEmpty() || each.name().contains(only.get())) {
                    prepared(each, seconds);
                }
            }
            if (only.isEmpty()) {
                pack();
                processes(cases);
            }
        }

        private void prepared(RegoCase of, double seconds) throws IOException, InterruptedException {
            results.measuring(of.name());
            RegoRate ours = RegoRate.of(of);
            String answer = ours.answer();
            if (!of.answer().isEmpty() && !answer.equals(of.answer())) {
                throw new IOException(of.name() + ": " + answer + " instead of " + of.answer());
            }
            boolean million = of.name().startsWith("1,000,000");
            Map<Column, Double> columns = new EnumMap<>(Column.class);
            double micros = ours.microseconds(seconds);
            columns.put(Column.MICROSECONDS, micros);
            columns.put(Column.PER_SECOND, ours.rate(2, seconds));
            if (million) {
                columns.put(Column.WALL_SECONDS, ours.readSeconds());
            }
            results.add(of.name(), US, columns, million ? "wall s: reading the documents" : "");
            for (RegoPeer peer : RegoPeer.values()) {
                Path program = options.directory("peers").map(peer::find).orElse(null);
                if (program == null) {
                    results.notRun(of.name(), peer.title(), "not installed");
                    continue;
                }
                try {
                    RegoPeer.Figures figures = peer.evaluate(program, of, seconds);
                    Map<Column, Double> theirs = new EnumMap<>(Column.class);
                    theirs.put(Column.MICROSECONDS, figures.microseconds());
                    theirs.put(Column.TIMES, figures.microseconds() / micros);
                    put(theirs, Column.PER_SECOND, figures.rate());
                    if (million) {
                        put(theirs, Column.WALL_SECONDS, figures.readSeconds());
                    }
                    results.add(of.name(), peer.title(), theirs, figures.note());
                } catch (IOException e) {
                    results.notRun(of.name(), peer.title(), String.valueOf(e.getMessage()));
                }
            }
        }

        private static void put(Map<Column, Double> columns, Column column, double value) {
            if (!Double.isNaN(value)) {
                columns.put(column, value);
            }
        }

        /// Compiling many modules, in this process: the first time, and when its code is warm; then saving and loading.
        private void pack() throws IOException, InterruptedException {
            String measure = COPIES + " modules, " + COPIES * 27 + " rules, ";
            Path folder = work.resolve("pack");
            RegoCase.writePack(policies(), folder, COPIES);
            results.measuring(measure);
            try {
                Bundle bundle = BundleReader.files(List.of(folder));
                List<Double> compiled = new ArrayList<>();
                Policy policy = null;
                for (int i = 0; i < 5; i++) {
                    long start = cpu();
                    policy = Rego.compiler().compile(bundle.modules());
                    compiled.add((cpu() - start) / 1e9);
                }
                results.add(measure + "parsed and compiled, first time", US, Map.of(Column.CPU_SECONDS, compiled.getFirst()),
                        "");
                results.add(measure + "parsed and compiled, fifth time", US, Map.of(Column.CPU_SECONDS, compiled.getLast()), "");
                byte[] saved = java.util.Objects.requireNonNull(policy).save();
                List<Double> loaded = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    long start = cpu();
                    Rego.compiler().load(saved).query("data.pack.p7.report").evaluate((Value) null);
                    loaded.add((cpu() - start) / 1e6);
                }
                results.add(measure + "loaded and one package asked, first time", US,
                        Map.of(Column.CPU_MILLISECONDS, loaded.getFirst()), saved.length + " bytes");
                results.add(measure + "loaded and one package asked, median of 20", US,
                        Map.of(Column.CPU_MILLISECONDS, Measured.middle(loaded.stream().mapToDouble(d -> d).toArray())), "");
            } catch (BundleException | RegoException e) {
                throw new IOException(e);
            }
            Path opa = options.directory("peers").map(RegoPeer.OPA::find).orElse(null);
            if (opa == null || !Measured.missing().isEmpty()) {
                results.notRun(measure + "opa check, whole process", "opa", opa == null ? "not installed" : Measured.missing());
            } else {
                results.add(measure + "opa check, whole process", "opa",
                        Measured.of(List.of(opa.toString(), "check", folder.toString()), work, Map.of()).columns(), "");
            }
        }

        private static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        /// Whole processes: the virtual machine's start, reading, compiling, evaluating.
        private void processes(List<RegoCase> cases) throws IOException, InterruptedException {
            if (!Measured.missing().isEmpty()) {
                results.notRun("whole process", US, Measured.missing());
                return;
            }
            Gatehouse gatehouse = new Gatehouse(work);
            Path opa = options.directory("peers").map(RegoPeer.OPA::find).orElse(null);
            for (RegoCase of : List.of(cases.getFirst(), cases.get(3))) {
                String measure = of.name() + ", whole process";
                results.measuring(measure);
                process(measure, US, gatehouse.command("policy", "eval", "--format", "json", "-d", of.policy().toString(), "-d",
                        of.data().toString(), "-i", of.input().toString(), of.query()), gatehouse.environment("rego"));
                if (opa == null) {
                    results.notRun(measure, "opa", "not installed");
                } else {
                    process(measure, "opa",
                            List.of(opa.toString(), "eval", "--format", "json", "-d", of.policy().toString(), "-d",
                                    of.data().toString(), "-i", of.input().toString(), of.query()),
                            Map.of());
                }
            }
        }

        private void process(String measure, String tool, List<String> command, Map<String, String> environment)
                throws IOException, InterruptedException {
            // The first runs fill the start-up caches.
            Measured.of(command, work, environment);
            Measured.of(command, work, environment);
            List<Measured> runs = new ArrayList<>();
            for (int i = 0; i < options.number("rounds", 9); i++) {
                runs.add(Measured.of(command, work, environment));
            }
            Measured median = Measured.median(runs);
            results.add(measure, tool, median.columns(), median.exit() == 0 ? "" : "failed: " + median.output());
        }
    }
}
