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
import dev.gatehouse.rego.test.TestResult;
import dev.gatehouse.rego.test.TestRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.xml.stream.XMLStreamException;
import picocli.CommandLine;

/// Runs the tests of policies.
@CommandLine.Command(name = "test", sortOptions = false, description = "Run the rules named test_… of policies.", footer = {"",
    "Examples:",
    "  gatehouse policy test policy/", "  gatehouse policy test --run 'authz.*admin' --verbose policy/",
    "  gatehouse policy test --coverage --threshold 80 policy/", "  gatehouse policy test --format junit policy/ >rego.xml"})
final class TestCommand implements Command {
    /// How results are written.
    enum Format {
        TEXT, JSON, JUNIT
    }

    /// Whose exit codes.
    enum ExitCodes {
        GATEHOUSE, OPA
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-r", "--run"}, paramLabel = "REGEX", description = "Only tests whose full name has a match.")
    String run = "";

    @CommandLine.Option(names = {"-v", "--verbose"}, description = "List the tests that passed, and what all tests printed.")
    boolean verbose;

    @CommandLine.Option(names = {"-c", "--coverage"}, description = "Report which lines the tests reached.")
    boolean coverage;

    @CommandLine.Option(names = "--threshold", paramLabel = "PERCENT", description = "Exit with 1 when less is covered; implies --coverage.")
    double threshold;

    @CommandLine.Option(names = {"-p",
        "--parallel"}, paramLabel = "N", description = "How many tests at once; as many as processors by default.")
    int parallel;

    @CommandLine.Option(names = {"-f",
        "--format"}, paramLabel = "FORMAT", description = "text (default), json as OPA writes it with expression and values added, or junit.")
    Format format = Format.TEXT;

    @CommandLine.Option(names = "--exit-codes", paramLabel = "WHOSE", description = "gatehouse (default): 1 when a test fails. opa: 2.")
    ExitCodes exitCodes = ExitCodes.GATEHOUSE;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Option(names = {"-b", "--bundle"}, description = "The paths are bundles: folders or .tar.gz files.")
    boolean bundle;

    @CommandLine.Mixin
    SchemaOption schema = new SchemaOption();

    @CommandLine.Mixin
    OutsideOption net = new OutsideOption();

    @CommandLine.Mixin
    BundleOptions bundles = new BundleOptions();

    @CommandLine.Parameters(paramLabel = "PATH", arity = "1..*", description = "Policy and data files, or folders of them.")
    List<Path> paths = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        Bundle given = bundle || bundles.given() ? bundles.read(paths) : PolicyFiles.read(paths);
        Policy policy = PolicyFiles.compile(schema.of(Rego.compiler().version(PolicyFiles.version(v0)).traced(true).print(true)),
                given);
        boolean covering = coverage || threshold > 0;
        Coverage covered = new Coverage();
        EvaluationRequest request = EvaluationRequest.of(null).withData(given.data()).withOutside(net.outside());
        int threads = parallel > 0 ? parallel : Runtime.getRuntime().availableProcessors();
        TestReport report = new TestReport(
                new TestRunner(policy, request, covering ? covered : null).run(chosen()::test, threads));
        boolean enough = write(report, covering ? covered.report(policy) : Map.of(), console);
        long bad = report.count(TestResult.Outcome.FAILED) + report.count(TestResult.Outcome.ERROR);
        if (exitCodes == ExitCodes.OPA && bad > 0) {
            // OPA's 2, which in our own codes means something else.
            return ExitCode.USAGE;
        }
        return bad > 0 || !enough ? ExitCode.BLOCKED : ExitCode.PASS;
    }

    /// Writes the results; answers whether enough is covered.
    private boolean write(TestReport report, Map<String, Coverage.File> files, Console console) {
        try {
            switch (format) {
                case TEXT -> {
                    report.text(verbose, console.out());
                    if (coverage || threshold > 0) {
                        CoverageReport.write(files, console.out());
                    }
                }
                case JSON -> report.json(console.out());
                case JUNIT -> report.junit(console.out());
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return threshold <= 0 || CoverageReport.percentage(files) >= threshold;
    }

    private java.util.function.Predicate<String> chosen() throws UsageException {
        try {
            return Pattern.compile(run).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new UsageException("--run: not a regular expression: " + e.getDescription(), e);
        }
    }
}
