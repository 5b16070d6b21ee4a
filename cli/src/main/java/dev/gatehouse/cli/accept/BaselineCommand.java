package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.Engines;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.Remembered;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.policy.Baseline;
import dev.gatehouse.policy.Known;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.format.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Accepts what is there as known, so that the gate speaks of new findings only.
@CommandLine.Command(name = "baseline", sortOptions = false, description = "Accept what is there as known, so that the gate speaks of new findings only.", subcommands = {
    BaselineCommand.Create.class, BaselineCommand.Update.class, BaselineCommand.Prune.class})
public final class BaselineCommand implements Command {
    private static final String FILE = ".gatehouse-baseline";

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do: gatehouse baseline create, update or prune");
    }

    /// What the three have in common: scan without a baseline, then write a file.
    abstract static class Writing implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Mixin
        ScanArguments arguments = new ScanArguments();

        @CommandLine.Option(names = "--output", paramLabel = "FILE", description = "The baseline; " + FILE
                + " or what gate.baseline names by default.")
        @Nullable
        Path output;

        @CommandLine.Mixin
        LedgerOptions ledger = new LedgerOptions();

        /// The new content of the file.
        ///
        /// @param before what the file holds; null if there is none
        /// @param now what the scan found
        abstract Known content(@Nullable Known before, Known now) throws UsageException;

        abstract boolean overwrites();

        @Override
        public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
            Path given = arguments.baseline;
            arguments.baseline = null;
            // The scan itself must not be compared with the file that is being made.
            arguments.compares = false;
            Assessment.Result result;
            Engines engines;
            Path file;
            try (Watched watched = new Watched(console, arguments, false)) {
                Assessment assessment = watched.assessment();
                GateSettings gate = assessment.gate();
                engines = assessment.engines();
                String name = gate.baseline() == null ? FILE : gate.baseline();
                file = output != null ? output : given != null ? given : assessment.root().resolve(name);
                if (Files.exists(file) && !overwrites()) {
                    throw new UsageException(file + " exists; gatehouse baseline update brings it up to date");
                }
                result = watched.run();
                Remembered.in(ledger, console, result, assessment.imageDigest(), assessment.partial());
            }
            Known before = Files.exists(file) ? read(file) : null;
            Known now = Known
                    .ofFindings(result.report().findings().stream().filter(Assessed::open).map(Assessed::finding).toList());
            List<Known.Entry> entries = new ArrayList<>(
                    content(before == null ? null : before.only(engines::speakOf), now).entries());
            if (before != null) {
                // What engines that did not run had found stays as it is.
                entries.addAll(before.only(fingerprint -> !engines.speakOf(fingerprint)).entries());
            }
            Known content = Known.of(entries);
            ReportFile.write(file, out -> out.write(Baseline.write(content)));
            int old = before == null ? 0 : before.entries().size();
            console.out().println(file + ": " + content.entries().size() + " known findings (before: " + old + ")");
            console.out().println(
                    "next: name it in gatehouse.yaml, so that the gate uses it:\n  gate:\n    baseline: " + file.getFileName());
            return result.exitCode() == ExitCode.BLOCKED ? ExitCode.PASS : result.exitCode();
        }

        private static Known read(Path file) throws UsageException, IOException {
            try {
                return Baseline.read(file.toString(), Files.readAllBytes(file));
            } catch (Baseline.MalformedException e) {
                throw new UsageException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /// Makes a baseline of everything that is found.
    @CommandLine.Command(name = "create", sortOptions = false, description = "Make a baseline of everything that is found now.", footer = {
        "", "Example:", "  gatehouse baseline create && git add .gatehouse-baseline"})
    static final class Create extends Writing {
        @Override
        Known content(@Nullable Known before, Known now) {
            return now;
        }

        @Override
        boolean overwrites() {
            return false;
        }
    }

    /// Makes the baseline anew: what is found now, no more and no less.
    @CommandLine.Command(name = "update", sortOptions = false, description = "Make the baseline anew: what is found now, new findings included.", footer = {
        "", "Example:", "  gatehouse baseline update --output known.txt"})
    static final class Update extends Writing {
        @Override
        Known content(@Nullable Known before, Known now) {
            return now;
        }

        @Override
        boolean overwrites() {
            return true;
        }
    }

    /// Drops what is fixed and adds nothing.
    @CommandLine.Command(name = "prune", sortOptions = false, description = "Drop what is fixed; add nothing.", footer = {"",
        "Example:", "  gatehouse baseline prune      after a clean-up, or nightly"})
    static final class Prune extends Writing {
        @Override
        Known content(@Nullable Known before, Known now) throws UsageException {
            if (before == null) {
                throw new UsageException("there is no baseline to prune; gatehouse baseline create makes one");
            }
            Map<Object, Known.Entry> found = new HashMap<>();
            now.entries().forEach(entry -> entry.identity().forEach(fingerprint -> found.put(fingerprint, entry)));
            List<Known.Entry> kept = new ArrayList<>();
            for (Known.Entry entry : before.entries()) {
                Known.Entry still = found.get(entry.identity().getFirst());
                if (still != null) {
                    kept.add(new Known.Entry(entry.identity(), Math.min(entry.places(), still.places()), entry.rule(), null,
                            still.path()));
                }
            }
            return Known.of(kept);
        }

        @Override
        boolean overwrites() {
            return true;
        }
    }
}
