package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/// Says what is installed, current, reachable and really on.
@CommandLine.Command(name = "doctor", sortOptions = false, description = {
    "Say what is installed, current, reachable, and which hook and required check are really on.",
    "Ends with 2 if there is a problem, else with 0.", ""}, footer = {"", "Examples:", "  gatehouse doctor",
        "  gatehouse doctor --online      ask GitHub, GitLab or Gitea which check is required too"})
public final class DoctorCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Root of the repository; the current folder by default.")
    Path root = Path.of("");

    @CommandLine.Option(names = "--online", description = "Ask the server of the repository too; needs a token.")
    boolean online;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        if (!Files.isDirectory(root)) {
            throw new UsageException(root + ": there is no such folder");
        }
        List<Examination.Result> results = new Examination(console, root.toRealPath(), online).run();
        boolean problem = false;
        for (Examination.Result result : results) {
            String remedy = result.remedy();
            console.out().printf("%-13s  %s: %s%s%n", result.state().label(), result.subject(), result.what(),
                    remedy == null ? "" : " -> " + remedy);
            problem |= result.state() == Examination.State.PROBLEM;
        }
        return problem ? ExitCode.USAGE : ExitCode.PASS;
    }
}
