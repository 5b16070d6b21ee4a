package dev.gatehouse.config;

import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.rule.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The configuration while its layers are read. Lists grow from layer to layer, single values are replaced.
final class Draft {
    private final Configuration start = Configuration.builtIn();
    private ServiceSettings service = start.service();
    private GateSettings gate = start.gate();
    private final Map<Stage, GateSettings> stages = new EnumMap<>(Stage.class);
    private LimitSettings limits = start.limits();
    private SecretsSettings secrets = start.secrets();
    private ReleaseSettings release = start.release();
    private DependencySettings dependencies = start.dependencies();
    private final Set<String> include = new LinkedHashSet<>();
    private final Set<String> exclude = new LinkedHashSet<>();
    private final List<ExceptionEntry> exceptions = new ArrayList<>();
    private final List<SuppressionEntry> suppressions = new ArrayList<>();
    private final List<Approver> approvers = new ArrayList<>();
    private final List<AcceptedGap> gaps = new ArrayList<>();
    private final TreeMap<String, Origins.Value> origins = new TreeMap<>();
    private final Map<String, String> locks = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// Whether a layer may set the key; says so if not. A lock on `gate` holds for `gate.block` too.
    boolean mayOverride(String key, String layer, int line) {
        for (String prefix = key; !prefix.isEmpty(); prefix = parent(prefix)) {
            String lockedBy = locks.get(prefix);
            if (lockedBy != null) {
                notes.add(layer + ":" + line + ": " + key + " is locked by " + lockedBy + "; the value here is not used");
                return false;
            }
        }
        return true;
    }

    private static String parent(String key) {
        int dot = key.lastIndexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }

    void lock(String key, String layer) {
        locks.putIfAbsent(key, layer);
        origins.replaceAll((each, value) -> each.equals(key) || each.startsWith(key + ".")
                ? new Origins.Value(value.text(), value.source(), true)
                : value);
    }

    void origin(String key, String text, String source) {
        origins.put(key, new Origins.Value(text, source, false));
    }

    void service(ServiceSettings settings) {
        service = settings;
    }

    ServiceSettings service() {
        return service;
    }

    void gate(GateSettings settings) {
        gate = settings;
    }

    GateSettings gate() {
        return gate;
    }

    GateSettings stage(Stage stage) {
        return stages.getOrDefault(stage, gate);
    }

    void stage(Stage stage, GateSettings settings) {
        stages.put(stage, settings);
    }

    void limits(LimitSettings settings) {
        limits = settings;
    }

    LimitSettings limits() {
        return limits;
    }

    void secrets(SecretsSettings settings) {
        secrets = settings;
    }

    SecretsSettings secrets() {
        return secrets;
    }

    void release(ReleaseSettings settings) {
        release = settings;
    }

    ReleaseSettings release() {
        return release;
    }

    void dependencies(DependencySettings settings) {
        dependencies = settings;
    }

    DependencySettings dependencies() {
        return dependencies;
    }

    void paths(List<String> included, List<String> excluded) {
        include.addAll(included);
        exclude.addAll(excluded);
    }

    void exception(ExceptionEntry entry) {
        exceptions.add(entry);
    }

    @Nullable
    ExceptionEntry exceptionWithId(String id) {
        return exceptions.stream().filter(entry -> entry.id().equals(id)).findFirst().orElse(null);
    }

    void suppression(SuppressionEntry entry) {
        suppressions.add(entry);
    }

    void approver(Approver approver) {
        approvers.add(approver);
    }

    void gap(AcceptedGap gap) {
        gaps.add(gap);
    }

    static SecretsSettings merge(SecretsSettings lower, SecretsSettings upper) {
        var disable = new LinkedHashSet<>(lower.disable());
        disable.addAll(upper.disable());
        var allow = new LinkedHashSet<>(lower.allow());
        allow.addAll(upper.allow());
        var severity = new HashMap<String, Severity>(lower.severity());
        severity.putAll(upper.severity());
        return new SecretsSettings(upper.profile(), List.copyOf(disable), severity, upper.rules(), upper.gitleaksBaseline(),
                List.copyOf(allow), upper.validate());
    }

    List<String> notes() {
        return notes;
    }

    Configuration configuration() {
        return new Configuration(service, gate.with(stages), new PathSettings(List.copyOf(include), List.copyOf(exclude)), limits,
                secrets,
                release, dependencies, exceptions, suppressions, approvers, gaps, new Origins(origins));
    }
}
