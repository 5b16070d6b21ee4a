package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Limits;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.evaluate.Tracer;
import dev.gatehouse.rego.explain.Explanation;
import dev.gatehouse.rego.explain.Profile;
import dev.gatehouse.rego.plan.Plan;
import dev.gatehouse.rego.plan.PlanException;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.test.Coverage;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Evaluates a query.
@CommandLine.Command(name = "eval", sortOptions = false, description = "Evaluate a query against policies, data and an input.", footer = {
    "",
    "Examples:", "  gatehouse policy eval -d policy/ -i input.json data.authz.allow",
    "  gatehouse policy eval -d policy/ -i input.json --explain --provenance data.authz.deny",
    "  gatehouse policy eval -b bundle.tar.gz --verification-key public.pem data.authz.allow",
    "  gatehouse policy eval --format raw 'x := sum([1, 2, 3])'"})
final class EvalCommand implements Command {
    /// How results are written.
    enum Format {
        /// The value of the query, or a table of what its variables are bound to.
        PRETTY,
        /// OPA's JSON.
        JSON,
        /// Values alone; strings without quotes.
        RAW
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-d",
        "--data"}, paramLabel = "PATH", description = "A policy or data file, or a folder of them; may be repeated.")
    List<Path> data = new ArrayList<>();

    @CommandLine.Option(names = {"-b",
        "--bundle"}, paramLabel = "PATH", description = "A bundle: a folder or a .tar.gz; if opa build -t plan made it, its plan is evaluated.")
    @Nullable
    Path bundle;

    @CommandLine.Mixin
    SchemaOption schema = new SchemaOption();

    @CommandLine.Mixin
    OutsideOption net = new OutsideOption();

    @CommandLine.Mixin
    BundleOptions bundles = new BundleOptions();

    @CommandLine.Option(names = {"-i", "--input"}, paramLabel = "FILE", description = "The input, JSON or YAML.")
    @Nullable
    Path input;

    @CommandLine.Option(names = {"-I", "--stdin-input"}, description = "Read the input from standard input, JSON.")
    boolean stdin;

    @CommandLine.Option(names = {"-f", "--format"}, paramLabel = "FORMAT", description = "pretty (default), json or raw.")
    Format format = Format.PRETTY;

    @CommandLine.Option(names = "--strict", description = "Unused imports, variables and parameters are errors.")
    boolean strict;

    @CommandLine.Option(names = "--strict-builtin-errors", description = "The failure of a built-in ends the evaluation.")
    boolean strictBuiltins;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Option(names = "--fail", description = "Exit with 1 when the query is undefined.")
    boolean fail;

    @CommandLine.Option(names = "--fail-defined", description = "Exit with 1 when the query has a result.")
    boolean failDefined;

    @CommandLine.Option(names = "--explain", description = "Say which rules held, and where the others stopped and with which values.")
    boolean explain;

    @CommandLine.Option(names = "--provenance", description = "Say which parts of the input each result depends on, as JSON pointers.")
    boolean provenance;

    @CommandLine.Option(names = "--profile", description = "Say which expressions took longest.")
    boolean profile;

    @CommandLine.Option(names = "--coverage", description = "Say which lines were evaluated.")
    boolean coverage;

    @CommandLine.Option(names = "--timeout", paramLabel = "SECONDS", description = "How long the evaluation may take; 60 by default.")
    int timeout = 60;

    @CommandLine.Parameters(paramLabel = "QUERY", description = "What to evaluate, such as data.authz.allow.")
    String query = "";

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (bundle != null && !data.isEmpty()) {
            throw new UsageException("give either --bundle or --data");
        }
        if (bundle == null && bundles.given()) {
            throw new UsageException("--verification-key needs --bundle");
        }
        Bundle given = bundle == null ? PolicyFiles.read(data) : bundles.read(List.of(bundle));
        Limits limits = new Limits(Limits.DEFAULT.steps(), Limits.DEFAULT.bytes(), Limits.DEFAULT.depth(),
                Duration.ofSeconds(Math.max(1, timeout)));
        EvaluationRequest request = EvaluationRequest.of(input(console)).withData(given.data()).withLimits(limits)
                .withStrict(strictBuiltins).withOutside(net.outside())
                .withConsole(new StandardErrorConsole(console.err()));
        EvalOutput output;
        try {
            output = given.plan() == null ? evaluate(given, request) : plan(given.plan(), request);
        } catch (EvaluationException e) {
            throw new UsageException(e.describe(), e);
        }
        output.write(format, console.out());
        boolean defined = !output.solutions().isEmpty();
        return (fail && !defined) || (failDefined && defined) ? ExitCode.BLOCKED : ExitCode.PASS;
    }

    private EvalOutput evaluate(Bundle given, EvaluationRequest plain) throws UsageException {
        boolean traced = explain || provenance || profile || coverage;
        Policy policy = PolicyFiles.compile(
                schema.of(Rego.compiler().version(PolicyFiles.version(v0)).strict(strict).print(true).traced(traced)), given);
        List<Tracer> tracers = new ArrayList<>();
        Explanation explanation = explain ? added(tracers, new Explanation(policy)) : null;
        Profile profiled = profile ? added(tracers, new Profile()) : null;
        Coverage covered = coverage ? added(tracers, new Coverage()) : null;
        EvaluationRequest request = tracers.isEmpty() ? plain : plain.withTracer(Tracer.all(tracers));
        if (provenance) {
            request = request.withProvenance();
        }
        try {
            List<PreparedQuery.Solution> solutions = policy.query(query).evaluate(request);
            return new EvalOutput(solutions, request.provenance(), explanation, profiled,
                    covered == null ? null : covered.report(policy));
        } catch (RegoException e) {
            throw new UsageException("the query cannot be used: " + e.getMessage(), e);
        }
    }

    private static <T extends Tracer> T added(List<Tracer> tracers, T tracer) {
        tracers.add(tracer);
        return tracer;
    }

    /// Evaluates the entry point of a plan that the query names: `data.authz.allow` is `authz/allow`.
    private EvalOutput plan(Value json, EvaluationRequest request) throws UsageException {
        if (explain || provenance || profile || coverage) {
            throw new UsageException("a plan has no rules to explain: give the policies with --data instead");
        }
        String name = query.startsWith("data.") ? query.substring("data.".length()).replace('.', '/') : query;
        try {
            Plan plan = Plan.read(json, Builtins.standard());
            if (!plan.entryPoints().contains(name)) {
                throw new UsageException(
                        "the plan has no entry point " + name + ", only " + plan.entryPoints().stream().sorted().toList());
            }
            List<PreparedQuery.Solution> solutions = new ArrayList<>();
            for (Value result : plan.evaluate(name, request)) {
                Value value = result.get(StringValue.of("result"));
                solutions.add(new PreparedQuery.Solution(Map.of(), List.of(value == null ? result : value)));
            }
            return new EvalOutput(solutions, null, null, null, null);
        } catch (PlanException e) {
            throw new UsageException("plan.json: " + e.getMessage(), e);
        }
    }

    private @Nullable Value input(Console console) throws UsageException, IOException {
        if (stdin) {
            return PolicyFiles.document("standard input", console.in().readAllBytes());
        }
        return input == null ? null : PolicyFiles.document(input);
    }
}
