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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;

/// Runs the tests of policies.
@CommandLine.Command(name = "test", sortOptions = false, description = "Run the rules named test_… of policies.", footer = {"",
    "Examples:",
    "  gatehouse policy test policy/", "  gatehouse policy test --run 'authz.*admin' --verbose policy/",
    "  gatehouse policy test --coverage --threshold 80 policy/"})
final class TestCommand implements Command {
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

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Parameters(paramLabel = "PATH", arity = "1..*", description = "Policy and data files, or folders of them.")
    List<Path> paths = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException {
        Bundle bundle = PolicyFiles.read(paths);
        Policy policy = PolicyFiles.compile(Rego.compiler().version(PolicyFiles.version(v0)).traced(true).print(true), bundle);
        Coverage covered = new Coverage();
        List<TestResult> results = new TestRunner(policy, EvaluationRequest.of(null).withData(bundle.data()), covered)
                .run(chosen()::test);
        results.forEach(result -> print(console, result));
        long failed = count(results, TestResult.Outcome.FAILED);
        long errors = count(results, TestResult.Outcome.ERROR);
        console.out()
                .println(count(results, TestResult.Outcome.PASSED) + " passed, " + failed + " failed, " + errors + " errors, "
                        + count(results, TestResult.Outcome.SKIPPED) + " skipped");
        boolean enough = !(coverage || threshold > 0) || report(console, covered.report(policy));
        return failed + errors > 0 || !enough ? ExitCode.BLOCKED : ExitCode.PASS;
    }

    private java.util.function.Predicate<String> chosen() throws UsageException {
        try {
            return Pattern.compile(run).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new UsageException("--run: not a regular expression: " + e.getDescription(), e);
        }
    }

    private static long count(List<TestResult> results, TestResult.Outcome outcome) {
        return results.stream().filter(r -> r.outcome() == outcome).count();
    }

    private void print(Console console, TestResult result) {
        if (result.outcome() == TestResult.Outcome.PASSED && !verbose) {
            return;
        }
        String outcome = result.outcome() == TestResult.Outcome.PASSED
                ? "pass"
                : result.outcome().name().toLowerCase(Locale.ROOT);
        console.out().println(result.location() + ": " + result.packagePath() + "." + result.name() + ": " + outcome);
        TestResult.Failure failure = result.failure();
        if (failure != null) {
            console.out().println("  " + failure.location() + ": " + failure.expression().replace("\n", "\n    "));
            failure.values().forEach((name, value) -> console.out().println("    " + name + ": " + value));
        }
        if (result.error() != null) {
            console.out().println("  " + result.error());
        }
        result.output().forEach(line -> console.out().println("  | " + line));
    }

    private boolean report(Console console, Map<String, Coverage.File> report) {
        int covered = 0;
        int all = 0;
        for (Map.Entry<String, Coverage.File> entry : report.entrySet()) {
            Coverage.File file = entry.getValue();
            covered += file.covered().size();
            all += file.covered().size() + file.notCovered().size();
            console.out().printf(Locale.ROOT, "%6.1f %%  %s%s%n", file.percentage(), entry.getKey(),
                    file.notCovered().isEmpty() ? "" : ", not reached: " + file.notCovered().stream().sorted().toList());
        }
        double percentage = all == 0 ? 100 : 100.0 * covered / all;
        console.out().printf(Locale.ROOT, "%6.1f %%  together%n", percentage);
        return percentage >= threshold;
    }
}
