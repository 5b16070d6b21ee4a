package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Outcomes as SARIF 2.1.0: one rule for each namespace and kind, as Conftest has it.
final class OutcomeSarif {
    private final Map<String, String> rules = new LinkedHashMap<>();
    private final ArrayValue.Builder results = ArrayValue.builder();

    private OutcomeSarif() {}

    static Value of(List<Outcome> outcomes) {
        OutcomeSarif sarif = new OutcomeSarif();
        outcomes.forEach(sarif::add);
        Value driver = object("name", text("gatehouse policy verify"), "rules", sarif.rules());
        boolean failed = outcomes.stream().anyMatch(o -> !o.failures().isEmpty());
        Value invocation = object("executionSuccessful", BooleanValue.TRUE, "exitCode", NumberValue.of(failed ? 1 : 0));
        Value run = object("tool", object("driver", driver), "results", sarif.results.build(), "invocations",
                ArrayValue.of(invocation));
        return object("$schema", text("https://json.schemastore.org/sarif-2.1.0.json"), "version", text("2.1.0"), "runs",
                ArrayValue.of(run));
    }

    private void add(Outcome outcome) {
        outcome.failures().forEach(m -> result(outcome, "deny", "Policy violation", "error", m.text()));
        outcome.warnings().forEach(m -> result(outcome, "warn", "Policy warning", "warning", m.text()));
        outcome.exceptions().forEach(m -> result(outcome, "allow", "Policy exception", "note", m.text()));
        if (outcome.tests() == outcome.successes()) {
            boolean skipped = outcome.successes() == 0;
            String says = skipped ? "Policy check was skipped" : "Policy was satisfied successfully";
            result(outcome, skipped ? "skip" : "success", says, "none", says);
        }
    }

    private void result(Outcome outcome, String kind, String description, String level, String message) {
        String rule = outcome.namespace() + "/" + kind;
        rules.putIfAbsent(rule, description);
        int index = new ArrayList<>(rules.keySet()).indexOf(rule);
        Value artifact = object("uri", text(outcome.file().replace('\\', '/')));
        Value location = object("physicalLocation", object("artifactLocation", artifact));
        results.add(object("ruleId", text(rule), "ruleIndex", NumberValue.of(index), "level", text(level), "message",
                object("text", text(message)), "locations", ArrayValue.of(location)));
    }

    private Value rules() {
        ArrayValue.Builder list = ArrayValue.builder();
        rules.forEach(
                (id, description) -> list.add(object("id", text(id), "shortDescription", object("text", text(description)))));
        return list.build();
    }

    private static Value text(String text) {
        return StringValue.of(text);
    }

    /// An object of names and values in turn.
    private static Value object(Object... parts) {
        ObjectValue.Builder object = ObjectValue.builder();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], (Value) parts[i + 1]);
        }
        return object.build();
    }
}
