package dev.gatehouse.cli.fix;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.FileEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Plans and carries out upgrades.
@CommandLine.Command(name = "fix", sortOptions = false, description = {
    "Plan the fewest and smallest upgrades that remove the most risk from dependencies, and carry them out.",
    "Asks the package registries of your own client settings (such as ~/.npmrc), never those that the repository names. No script of a package is run.",
    ""}, footer = {"", "Examples:", "  gatehouse fix", "  gatehouse fix service --format json", "  gatehouse fix --apply"})
public final class FixCommand implements Command {
    private static final int OLDEST = 3650;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(paramLabel = "PATH", arity = "0..1", description = "The folder; the current one by default.")
    @Nullable
    Path path;

    @CommandLine.Option(names = "--apply", description = "Carry the plan out: rewrite manifests and lock files, all or none.")
    boolean apply;

    @CommandLine.Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
    Format format = Format.TEXT;

    @CommandLine.Option(names = "--minimum-age", paramLabel = "DAYS", description = "Propose no version that was published later than so many days ago; 3 by default.")
    int minimumAge = 3;

    /// How the plan is shown.
    enum Format {
        TEXT, JSON
    }

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        if (minimumAge < 0 || minimumAge > OLDEST) {
            throw new UsageException("--minimum-age takes days from 0 to " + OLDEST);
        }
        Path start = path == null ? Path.of("") : path;
        try (Workshop workshop = Workshop.open(console, start, Duration.ofDays(minimumAge))) {
            List<ProjectPlan> plans = workshop.plans();
            List<Path> changed = apply ? write(plans) : List.of();
            if (format == Format.JSON) {
                new PlanJson(console.out()).write(plans, changed, apply, workshop.problems());
            } else {
                new PlanText(console.out()).write(plans, workshop.root(), changed, apply);
            }
            workshop.problems().forEach(problem -> console.err().println("gatehouse: " + problem));
            return workshop.problems().isEmpty() ? ExitCode.PASS : ExitCode.UNPROVEN;
        }
    }

    /// All files of all projects, or none.
    private static List<Path> write(List<ProjectPlan> plans) throws IOException {
        List<FileEdit> edits = new ArrayList<>();
        for (ProjectPlan plan : plans) {
            edits.addAll(plan.edits());
        }
        FileEdits.write(edits);
        return edits.stream().map(FileEdit::file).toList();
    }
}
