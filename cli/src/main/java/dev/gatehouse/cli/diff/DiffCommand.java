package dev.gatehouse.cli.diff;

import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.scan.NamedState;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.sca.maven.LocalRepository;
import dev.gatehouse.sca.ScaCheck;
import dev.gatehouse.sca.compare.Comparison;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.match.AdvisoryJudge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Compares two states.
@CommandLine.Command(name = "diff", sortOptions = false, description = {
    "Show which packages, vulnerabilities and licences two states do not have in common.",
    "A state is a bill of materials or any other file, a folder, a commit of this repository, or an image: oci:DIR, archive:FILE, registry:NAME.",
    ""}, footer = {"", "Examples:", "  gatehouse diff main HEAD", "  gatehouse diff bom-1.4.json bom-1.5.json --format markdown",
        "  gatehouse diff archive:shop-1.4.tar archive:shop-1.5.tar"})
public final class DiffCommand implements Command {
    private static final String STORE = "advisories.store";

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(paramLabel = "A", index = "0", description = "The earlier state.")
    String before = "";

    @CommandLine.Parameters(paramLabel = "B", index = "1", description = "The later state.")
    String after = "";

    @CommandLine.Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or markdown.")
    Format format = Format.TEXT;

    /// How the comparison is shown.
    enum Format {
        TEXT, JSON, MARKDOWN
    }

    /// A state with what is known against it.
    private record State(Inventory inventory, List<Finding> findings) {}

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        Path file = Workplace.advisories(console).resolve(STORE);
        Comparison comparison;
        boolean matched = AdvisoryStore.exists(file);
        if (matched) {
            try (AdvisoryStore store = AdvisoryStore.open(file)) {
                comparison = compare(console, new AdvisoryJudge(new Matcher(store)));
            }
        } else {
            console.err().println(
                    "gatehouse: there are no advisories yet, so vulnerabilities are not compared; run: gatehouse advisories update");
            comparison = compare(console, null);
        }
        switch (format) {
            case TEXT -> new DiffText(console.out()).write(comparison, matched);
            case MARKDOWN -> new DiffMarkdown(console.out()).write(comparison, matched);
            case JSON -> new DiffJson(console.out()).write(comparison, matched);
        }
        return ExitCode.PASS;
    }

    private Comparison compare(Console console, @Nullable AdvisoryJudge judge)
            throws UsageException, IOException, InterruptedException {
        State one = look(console, before, judge);
        State other = look(console, after, judge);
        return Comparison.of(one.inventory(), other.inventory(), one.findings(), other.findings());
    }

    private static State look(Console console, String word, @Nullable AdvisoryJudge judge)
            throws UsageException, IOException, InterruptedException {
        AtomicReference<State> found = new AtomicReference<>(new State(new Inventory(List.of()), List.of()));
        ScaCheck check = new ScaCheck(List.of((inventory, diagnostics) -> {
            found.set(new State(inventory, judge == null ? List.of() : judge.judge(inventory, diagnostics)));
            return List.of();
        }), List.of(), LocalRepository.of(console.environment()));
        Coverage coverage = NamedState.look(console, word, check).coverage();
        coverage.diagnostics().stream().filter(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP)
                .forEach(diagnostic -> console.err().println("gatehouse: " + word + ": " + diagnostic));
        long degraded = coverage.count(Diagnostic.Kind.DEGRADED);
        if (degraded > 0) {
            console.err()
                    .println("gatehouse: " + word + ": " + degraded + " things were read in part; gatehouse scan names them");
        }
        return found.get();
    }
}
