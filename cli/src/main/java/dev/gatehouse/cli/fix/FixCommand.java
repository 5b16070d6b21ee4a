package dev.gatehouse.cli.fix;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.comment.UpgradeOffer;
import dev.gatehouse.sca.remedy.Edits;
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
    ""}, footer = {"", "Examples:", "  gatehouse fix", "  gatehouse fix service --format json", "  gatehouse fix --apply",
        "  gatehouse fix --pull-request --target main"})
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

    @CommandLine.Option(names = "--pull-request", description = "Offer the plan as pull requests, one for each project; an open one is updated in place. Token as for gatehouse comment.")
    boolean pullRequest;

    @CommandLine.Option(names = "--target", paramLabel = "BRANCH", description = "For --pull-request: the branch that it goes to; the one that is checked out by default.")
    @Nullable
    String target;

    @CommandLine.Mixin
    UpgradeOffer offer = new UpgradeOffer();

    /// How the plan is shown.
    enum Format {
        TEXT, JSON
    }

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        if (minimumAge < 0 || minimumAge > OLDEST) {
            throw new UsageException("--minimum-age takes days from 0 to " + OLDEST);
        }
        if (apply && pullRequest) {
            throw new UsageException("--apply changes the files here, --pull-request those of a branch; take one");
        }
        Path start = path == null ? Path.of("") : path;
        try (Workshop workshop = Workshop.open(console, start, Duration.ofDays(minimumAge))) {
            List<ProjectPlan> plans = workshop.plans();
            List<String> refused = new ArrayList<>();
            List<Path> changed = apply ? write(plans, refused) : List.of();
            if (format == Format.JSON) {
                new PlanJson(console.out()).write(plans, changed, apply, workshop.problems());
            } else {
                new PlanText(console.out()).write(plans, workshop.root(), changed, apply);
            }
            if (pullRequest) {
                offer.put(console, new UpgradeBranches(workshop.root(), target).of(plans, refused));
            }
            refused.forEach(why -> console.err().println("gatehouse: not carried out: " + why));
            workshop.problems().forEach(problem -> console.err().println("gatehouse: " + problem));
            return refused.isEmpty() && workshop.problems().isEmpty() ? ExitCode.PASS : ExitCode.UNPROVEN;
        }
    }

    /// All files of all projects, or none; what a project's own tools refuse is told and left out.
    private static List<Path> write(List<ProjectPlan> plans, List<String> refused) throws IOException, InterruptedException {
        List<FileEdit> edits = new ArrayList<>();
        for (ProjectPlan plan : plans) {
            Edits carried = plan.edits();
            edits.addAll(carried.files());
            carried.refused().forEach(why -> refused.add(plan.file() + ": " + why));
        }
        FileEdits.write(edits);
        return edits.stream().map(FileEdit::file).toList();
    }
}
