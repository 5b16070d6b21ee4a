package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.compile.ModuleUnit;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;

/// Checks configuration files with policies written for Conftest: rules `deny`, `violation` and `warn`.
@CommandLine.Command(name = "verify", sortOptions = false, description = "Check configuration files with deny, violation and warn rules, as Conftest does.", footer = {
    "", "Example:", "  gatehouse policy verify deployment.yaml --policy policy/"})
final class VerifyCommand implements Command {
    private static final Pattern FAILING = Pattern.compile("(deny|violation)(_[a-zA-Z0-9_]+)?");
    private static final Pattern WARNING = Pattern.compile("warn(_[a-zA-Z0-9_]+)?");

    /// How results are written.
    enum Format {
        TEXT, JSON
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

    @CommandLine.Option(names = {"-o", "--output"}, paramLabel = "FORMAT", description = "text (default) or json, Conftest's.")
    Format format = Format.TEXT;

    @CommandLine.Option(names = "--exit-codes", paramLabel = "WHOSE", description = "gatehouse (default) or conftest.")
    ExitCodes exitCodes = ExitCodes.GATEHOUSE;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON and YAML files.")
    List<Path> files = new ArrayList<>();

    /// What one namespace says about one document.
    private record Outcome(String file, String namespace, int successes, List<Message> warnings, List<Message> failures) {}

    /// @param message what the rule says
    /// @param result the rule's whole result, with its metadata
    private record Message(String message, Value result) {}

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        List<Path> sources = new ArrayList<>(policies.isEmpty() ? List.of(Path.of("policy")) : policies);
        sources.addAll(data);
        Bundle bundle = PolicyFiles.read(sources);
        Policy policy = PolicyFiles.compile(Rego.compiler().version(PolicyFiles.version(v0)).print(true), bundle);
        List<Outcome> outcomes = new ArrayList<>();
        for (String namespace : chosenNamespaces(policy)) {
            if (combine) {
                outcomes.add(check(console, policy, bundle, namespace, "Combined", combined()));
            } else {
                for (Path file : files) {
                    for (Value document : PolicyFiles.documents(file.toString(), content(file))) {
                        outcomes.add(check(console, policy, bundle, namespace, file.toString(), document));
                    }
                }
            }
        }
        if (format == Format.JSON) {
            console.out().println(JsonWriter.indented(true, "", "\t").write(json(outcomes)));
        } else {
            print(console, outcomes);
        }
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

    private Set<String> chosenNamespaces(Policy policy) {
        if (!all) {
            return new TreeSet<>(namespaces.isEmpty() ? List.of("main") : namespaces);
        }
        Set<String> found = new TreeSet<>();
        for (ModuleUnit module : policy.compilation().modules()) {
            String path = module.module().packageDeclaration().path().toString();
            found.add(path.substring("data.".length()));
        }
        return found;
    }

    private static byte[] content(Path file) throws UsageException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + ": there is no such file");
        }
        return Files.readAllBytes(file);
    }

    private Value combined() throws UsageException, IOException {
        ArrayValue.Builder list = ArrayValue.builder();
        for (Path file : files) {
            for (Value document : PolicyFiles.documents(file.toString(), content(file))) {
                ObjectValue.Builder one = ObjectValue.builder();
                one.put("path", StringValue.of(file.toString()));
                one.put("contents", document);
                list.add(one.build());
            }
        }
        return list.build();
    }

    private static Set<String> rules(Policy policy, String namespace) {
        Set<String> names = new TreeSet<>();
        for (ModuleUnit module : policy.compilation().modules()) {
            if (module.module().packageDeclaration().path().toString().equals("data." + namespace)) {
                for (Definition definition : module.definitions()) {
                    if (definition.head().reference().head() instanceof Term.Var v) {
                        names.add(v.name());
                    }
                }
            }
        }
        return names;
    }

    private Outcome check(Console console, Policy policy, Bundle bundle, String namespace, String file, Value document)
            throws UsageException {
        List<Message> warnings = new ArrayList<>();
        List<Message> failures = new ArrayList<>();
        int successes = 0;
        for (String rule : rules(policy, namespace)) {
            boolean failing = FAILING.matcher(rule).matches();
            if (!failing && !WARNING.matcher(rule).matches()) {
                continue;
            }
            List<Message> messages = messages(console, policy, bundle, "data." + namespace + "." + rule, document);
            (failing ? failures : warnings).addAll(messages);
            successes += messages.isEmpty() ? 1 : 0;
        }
        return new Outcome(file, namespace, successes, warnings, failures);
    }

    private static List<Message> messages(Console console, Policy policy, Bundle bundle, String query, Value document)
            throws UsageException {
        try {
            EvaluationRequest request = EvaluationRequest.of(document).withData(bundle.data())
                    .withConsole(new StandardErrorConsole(console.err()));
            Value result = policy.query(query).value(request);
            List<Message> messages = new ArrayList<>();
            switch (result) {
                case SetValue set -> set.forEach(item -> messages.add(message(item)));
                case ArrayValue array -> array.forEach(item -> messages.add(message(item)));
                case BooleanValue b when b == BooleanValue.TRUE -> messages.add(new Message(query, b));
                case StringValue s -> messages.add(message(s));
                case null, default -> {
                    // Undefined or false: the rule has nothing to say.
                }
            }
            return messages;
        } catch (RegoException e) {
            throw new UsageException(query + ": " + e.getMessage(), e);
        } catch (EvaluationException e) {
            throw new UsageException(e.describe(), e);
        }
    }

    private static Message message(Value item) {
        Value text = item instanceof ObjectValue object ? object.get("msg") : item;
        return new Message(text instanceof StringValue s ? s.text() : String.valueOf(text), item);
    }

    private static void print(Console console, List<Outcome> outcomes) {
        int successes = 0;
        int warnings = 0;
        int failures = 0;
        for (Outcome outcome : outcomes) {
            outcome.warnings().forEach(
                    m -> console.out().println("WARN - " + outcome.file() + " - " + outcome.namespace() + " - " + m.message()));
            outcome.failures().forEach(
                    m -> console.out().println("FAIL - " + outcome.file() + " - " + outcome.namespace() + " - " + m.message()));
            successes += outcome.successes();
            warnings += outcome.warnings().size();
            failures += outcome.failures().size();
        }
        int tests = successes + warnings + failures;
        console.out().println();
        console.out().println(tests + " tests, " + successes + " passed, " + warnings + " warnings, " + failures + " failures");
    }

    private static Value json(List<Outcome> outcomes) {
        ArrayValue.Builder list = ArrayValue.builder();
        for (Outcome outcome : outcomes) {
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("filename", StringValue.of(outcome.file()));
            one.put("namespace", StringValue.of(outcome.namespace()));
            one.put("successes", NumberValue.of(outcome.successes()));
            if (!outcome.warnings().isEmpty()) {
                one.put("warnings", messages(outcome.warnings()));
            }
            if (!outcome.failures().isEmpty()) {
                one.put("failures", messages(outcome.failures()));
            }
            list.add(one.build());
        }
        return list.build();
    }

    private static Value messages(List<Message> messages) {
        ArrayValue.Builder list = ArrayValue.builder();
        for (Message message : messages) {
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("msg", StringValue.of(message.message()));
            if (message.result() instanceof ObjectValue object) {
                one.put("metadata", object.without(StringValue.of("msg")));
            }
            list.add(one.build());
        }
        return list.build();
    }
}
