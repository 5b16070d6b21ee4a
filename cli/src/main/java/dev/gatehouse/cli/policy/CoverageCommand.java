package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.test.Coverage;
import dev.gatehouse.rego.test.TestRunner;
import dev.gatehouse.rego.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// Reports which lines of policies their tests reach.
@CommandLine.Command(name = "coverage", sortOptions = false, description = "Report which lines of policies their tests reach.", footer = {
    "",
    "Examples:", "  gatehouse policy coverage policy/", "  gatehouse policy coverage --threshold 80 --format json policy/"})
final class CoverageCommand implements Command {
    /// How the report is written.
    enum Format {
        TEXT, JSON
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--threshold", paramLabel = "PERCENT", description = "Exit with 1 when less is covered.")
    double threshold;

    @CommandLine.Option(names = {"-f",
        "--format"}, paramLabel = "FORMAT", description = "text (default) or json, as OPA writes it.")
    Format format = Format.TEXT;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Option(names = {"-b", "--bundle"}, description = "The paths are bundles: folders or .tar.gz files.")
    boolean bundle;

    @CommandLine.Mixin
    BundleOptions bundles = new BundleOptions();

    @CommandLine.Parameters(paramLabel = "PATH", arity = "1..*", description = "Policy and data files, or folders of them.")
    List<Path> paths = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        Bundle given = bundle || bundles.given() ? bundles.read(paths) : PolicyFiles.read(paths);
        Policy policy = PolicyFiles.compile(Rego.compiler().version(PolicyFiles.version(v0)).traced(true).print(true), given);
        Coverage covered = new Coverage();
        new TestRunner(policy, EvaluationRequest.of(null).withData(given.data()), covered).run(name -> true);
        Map<String, Coverage.File> files = covered.report(policy);
        if (format == Format.JSON) {
            console.out().println(JsonWriter.indented(true, "", "  ").write(CoverageReport.json(files)));
        } else {
            CoverageReport.write(files, console.out());
        }
        return CoverageReport.percentage(files) >= threshold ? ExitCode.PASS : ExitCode.BLOCKED;
    }
}
