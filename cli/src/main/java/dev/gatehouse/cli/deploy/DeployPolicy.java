package dev.gatehouse.cli.deploy;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.policy.PolicyFiles;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Policies in Rego beside the built-in gate: rules `deny` and `warn` of package `gatehouse.deploy`. They can only be stricter.
final class DeployPolicy {
    private static final String PACKAGE = "data.gatehouse.deploy.";

    private DeployPolicy() {}

    /// What the policies say.
    ///
    /// @param decision decision.json of the release; null if there is none that counts
    static List<Reason> of(Console console, List<Path> paths, String image, String digest,
            byte @Nullable [] decision, Manifests manifests) throws UsageException, IOException {
        Bundle bundle = PolicyFiles.read(paths);
        Policy policy = PolicyFiles.compile(Rego.compiler(), bundle);
        var input = ObjectValue.builder();
        input.put("image", StringValue.of(image));
        input.put("digest", StringValue.of(digest));
        if (decision != null) {
            input.put("release", PolicyFiles.document("decision.json", decision));
        }
        input.put("manifests", manifests(manifests));
        Value document = input.build();
        List<Reason> reasons = new ArrayList<>();
        for (Map.Entry<String, Verdict> rule : Map.of("deny", Verdict.BLOCK, "warn", Verdict.WARN).entrySet()) {
            for (String message : messages(policy, bundle, PACKAGE + rule.getKey(), document)) {
                reasons.add(new Reason(rule.getValue(), null, message, PACKAGE + rule.getKey()));
            }
        }
        return reasons;
    }

    private static Value manifests(Manifests manifests) throws UsageException {
        ArrayValue.Builder all = ArrayValue.builder();
        for (var entry : manifests.contents().entrySet()) {
            for (Value contents : PolicyFiles.documents(entry.getKey().toString(), entry.getValue())) {
                var one = ObjectValue.builder();
                one.put("path", StringValue.of(entry.getKey().toString()));
                one.put("contents", contents);
                all.add(one.build());
            }
        }
        return all.build();
    }

    private static List<String> messages(Policy policy, Bundle bundle, String query, Value input) throws UsageException {
        try {
            Value result = policy.query(query).value(EvaluationRequest.of(input).withData(bundle.data()));
            List<String> messages = new ArrayList<>();
            switch (result) {
                case SetValue set -> set.forEach(item -> messages.add(message(item)));
                case ArrayValue array -> array.forEach(item -> messages.add(message(item)));
                case null, default -> {
                    // Undefined: the policies have no such rule, or it has nothing to say.
                }
            }
            return messages;
        } catch (RegoException e) {
            throw new UsageException(query + ": " + e.getMessage(), e);
        } catch (EvaluationException e) {
            throw new UsageException(e.describe(), e);
        }
    }

    private static String message(Value item) {
        Value text = item instanceof ObjectValue object ? object.get("msg") : item;
        return text instanceof StringValue string ? string.text() : String.valueOf(text);
    }
}
