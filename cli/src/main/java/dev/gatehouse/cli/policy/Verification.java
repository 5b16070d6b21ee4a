package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.compile.ModuleUnit;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Asks the rules that Conftest asks, `deny`, `violation` and `warn` with or without a suffix, about documents; each query is prepared once.
final class Verification {
    private static final Pattern FAILING = Pattern.compile("(deny|violation)(_[a-zA-Z0-9_]+)?");
    private static final Pattern WARNING = Pattern.compile("warn(_[a-zA-Z0-9_]+)?");
    private static final Pattern PREFIX = Pattern.compile("^(deny|violation|warn)_");

    private final Policy policy;
    private final EvaluationRequest request;
    private final Map<String, PreparedQuery> prepared = new HashMap<>();

    /// @param request data and limits of every evaluation
    Verification(Policy policy, EvaluationRequest request) {
        this.policy = policy;
        this.request = request;
    }

    /// The packages that there are.
    Set<String> namespaces() {
        Set<String> found = new TreeSet<>();
        for (ModuleUnit module : policy.compilation().modules()) {
            found.add(packagePath(module).substring("data.".length()));
        }
        return found;
    }

    private static String packagePath(ModuleUnit module) {
        return module.module().packageDeclaration().path().toString();
    }

    private Set<String> rules(String namespace) {
        Set<String> names = new TreeSet<>();
        for (ModuleUnit module : policy.compilation().modules()) {
            if (packagePath(module).equals("data." + namespace)) {
                for (Definition definition : module.definitions()) {
                    if (definition.head().reference().head() instanceof Term.Var v) {
                        names.add(v.name());
                    }
                }
            }
        }
        return names;
    }

    Outcome check(String namespace, String file, Value document) throws UsageException {
        List<Outcome.Message> warnings = new ArrayList<>();
        List<Outcome.Message> failures = new ArrayList<>();
        List<Outcome.Message> exceptions = new ArrayList<>();
        int successes = 0;
        Set<String> rules = rules(namespace);
        for (String rule : rules) {
            boolean failing = FAILING.matcher(rule).matches();
            if (!failing && !WARNING.matcher(rule).matches()) {
                continue;
            }
            if (rules.contains("exception")) {
                String exempt = "data." + namespace + ".exception[_][_] == "
                        + StringValue.of(PREFIX.matcher(rule).replaceFirst(""));
                if (answers(exempt, document).contains(BooleanValue.TRUE)) {
                    exceptions.add(new Outcome.Message(exempt, StringValue.of(rule)));
                    continue;
                }
            }
            List<Outcome.Message> messages = messages("data." + namespace + "." + rule, document);
            (failing ? failures : warnings).addAll(messages);
            successes += messages.isEmpty() ? 1 : 0;
        }
        return new Outcome(file, namespace, successes, warnings, failures, exceptions);
    }

    /// The values of a query of one expression: none when it is undefined.
    private List<Value> answers(String query, Value document) throws UsageException {
        try {
            PreparedQuery ready = prepared.get(query);
            if (ready == null) {
                ready = policy.query(query);
                prepared.put(query, ready);
            }
            return ready.evaluate(request.withInput(document)).stream().map(solution -> solution.expressions().getFirst())
                    .toList();
        } catch (RegoException e) {
            throw new UsageException(query + ": " + e.getMessage(), e);
        } catch (EvaluationException e) {
            throw new UsageException(e.describe(), e);
        }
    }

    private List<Outcome.Message> messages(String query, Value document) throws UsageException {
        List<Outcome.Message> messages = new ArrayList<>();
        for (Value answer : answers(query, document)) {
            messages(query, answer, messages);
        }
        return messages;
    }

    private static void messages(String query, Value answer, List<Outcome.Message> messages) {
        switch (answer) {
            case SetValue set -> set.forEach(item -> messages.add(message(item)));
            case ArrayValue array -> array.forEach(item -> messages.add(message(item)));
            case BooleanValue b when b == BooleanValue.TRUE -> messages.add(new Outcome.Message(query, b));
            case StringValue s -> messages.add(message(s));
            default -> {
                // False and the like: the rule has nothing to say.
            }
        }
    }

    private static Outcome.Message message(Value item) {
        Value text = item instanceof ObjectValue object ? object.get("msg") : item;
        return new Outcome.Message(text instanceof StringValue s ? s.text() : String.valueOf(text), item);
    }
}
