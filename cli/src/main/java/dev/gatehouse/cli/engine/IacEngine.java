package dev.gatehouse.cli.engine;

import dev.gatehouse.iac.kubernetes.KubernetesCheck;
import dev.gatehouse.iac.kubernetes.KubernetesRules;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Infrastructure as code.
///
/// @param asked whether somebody named this engine: then tests and examples are manifests too
record IacEngine(boolean asked) implements Engine {
    @Override
    public String id() {
        return KubernetesCheck.ID;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(KubernetesCheck.SCHEME);
    }

    @Override
    public PreparedCheck prepare(EngineSetup setup) throws IOException {
        return PreparedCheck.of(new KubernetesCheck(KubernetesRules.load(), asked), () -> {});
    }

    @Override
    public List<RuleEntry> rules(EngineSetup setup) throws IOException {
        return KubernetesRules.load().rules().stream().map(rule -> new RuleEntry(rule, new LinkedHashMap<>())).toList();
    }
}
