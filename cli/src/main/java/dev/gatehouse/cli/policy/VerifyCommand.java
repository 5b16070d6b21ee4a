package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Checks configuration files with policies written for Conftest: rules `deny`, `violation` and `warn`.
@CommandLine.Command(name = "verify", sortOptions = false, description = "Check configuration files with deny, violation and warn rules, as Conftest does.", footer = {
    "", "Example:", "  gatehouse policy verify deployment.yaml --policy policy/"})
final class VerifyCommand implements Command {
    /// How results are written.
    enum Format {
        TEXT, STDOUT, JSON, TAP, TABLE, JUNIT, GITHUB, AZUREDEVOPS, SARIF
    }

    /// Whose exit codes.
    enum ExitCodes {
        /// 1 when a rule fails, or with --fail-on-warn warns.
        GATEHOUSE,
        /// With --fail-on-warn 1 for warnings and 2 for failures, else 1 for failures.
        CONFTEST
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-p",
        "--policy"}, paramLabel = "PATH", description = "Policy files or folders; policy/ by default.")
    List<Path> policies = new ArrayList<>();

    @CommandLine.Option(names = {"-d", "--data"}, paramLabel = "PATH", description = "Data files or folders; may be repeated.")
    List<Path> data = new ArrayList<>();

    @CommandLine.Option(names = {"-n",
        "--namespace"}, paramLabel = "NAME", description = "Package of the rules; main by default. May be repeated.")
    List<String> namespaces = new ArrayList<>();

    @CommandLine.Option(names = "--all-namespaces", description = "Use the rules of all packages.")
    boolean all;

    @CommandLine.Option(names = "--combine", description = "Give all files to the policy at once, as a list of {path, contents}.")
    boolean combine;

    @CommandLine.Option(names = "--fail-on-warn", description = "Warnings fail too.")
    boolean failOnWarn;

    @CommandLine.Option(names = {"-o",
        "--output"}, paramLabel = "FORMAT", description = "stdout (default), json, tap, table, junit, github, azuredevops or sarif, as Conftest writes them.")
    Format format = Format.TEXT;

    @CommandLine.Option(names = "--parser", paramLabel = "NAME", description = "Read all files as yaml, json, jsonc, toml, xml, properties, dotenv, hcl2, dockerfile or ini.")
    @Nullable
    String parser;

    @CommandLine.Mixin
    OutsideOption net = new OutsideOption();

    @CommandLine.Mixin
    BundleOptions bundles = new BundleOptions();

    @CommandLine.Option(names = "--exit-codes", paramLabel = "WHOSE", description = "gatehouse (default) or conftest.")
    ExitCodes exitCodes = ExitCodes.GATEHOUSE;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of YAML, JSON, TOML, XML, HCL, INI, properties, .env, or Dockerfiles.")
    List<Path> files = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        List<Path> sources = new ArrayList<>(policies.isEmpty() ? List.of(Path.of("policy")) : policies);
        sources.addAll(data);
        Bundle bundle = bundles.given() ? bundles.read(sources) : PolicyFiles.read(sources);
        Policy policy = PolicyFiles.compile(Rego.compiler().version(PolicyFiles.version(v0)).print(true), bundle);
        EvaluationRequest request = EvaluationRequest.of(null).withData(bundle.data()).withOutside(net.outside())
                .withConsole(new StandardErrorConsole(console.err()));
        Verification verification = new Verification(policy, request);
        Configurations configurations = new Configurations(parser);
        Map<Path, List<Value>> documents = new LinkedHashMap<>();
        for (Path file : files) {
            documents.put(file, configurations.read(file));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (String namespace : all
                ? verification.namespaces()
                : new TreeSet<>(namespaces.isEmpty() ? List.of("main") : namespaces)) {
            if (combine) {
                outcomes.add(verification.check(namespace, "Combined", combined(documents)));
                continue;
            }
            for (Map.Entry<Path, List<Value>> file : documents.entrySet()) {
                for (Value document : file.getValue()) {
                    outcomes.add(verification.check(namespace, file.getKey().toString(), document));
                }
            }
        }
        new OutcomeWriter(console.out()).write(format, outcomes);
        return exitCode(outcomes);
    }

    private ExitCode exitCode(List<Outcome> outcomes) {
        boolean failed = outcomes.stream().anyMatch(o -> !o.failures().isEmpty());
        boolean warned = failOnWarn && outcomes.stream().anyMatch(o -> !o.warnings().isEmpty());
        if (exitCodes == ExitCodes.CONFTEST && failOnWarn && failed) {
            // Conftest's 2, which in our own codes means something else.
            return ExitCode.USAGE;
        }
        return failed || warned ? ExitCode.BLOCKED : ExitCode.PASS;
    }

    private static Value combined(Map<Path, List<Value>> documents) {
        ArrayValue.Builder list = ArrayValue.builder();
        documents.forEach((file, values) -> {
            for (Value document : values) {
                ObjectValue.Builder one = ObjectValue.builder();
                one.put("path", StringValue.of(file.toString()));
                one.put("contents", document);
                list.add(one.build());
            }
        });
        return list.build();
    }
}
