package dev.gatehouse.secrets.gitleaks;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.rule.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A configuration in gitleaks' grammar with everything that it extends.
///
/// What gitleaks calls its default configuration is Gatehouse's catalogue here; ids of gitleaks' rules mean those of ours that
/// replace them.
public final class GitleaksConfig {
    /// How deep `extend.path` is followed, as in gitleaks.
    private static final int DEEPEST = 2;

    private final Map<String, GitleaksRule> rules;
    private final List<GitleaksReader.Global> allowlists;
    /// The rules of the catalogue that are not wanted; null if the catalogue is not extended.
    private final @Nullable Set<String> disabledDefaults;
    private final boolean extending;
    private final DiagnosticSink diagnostics;

    private GitleaksConfig(Map<String, GitleaksRule> rules, List<GitleaksReader.Global> allowlists,
            @Nullable Set<String> disabledDefaults, boolean extending, DiagnosticSink diagnostics) {
        this.rules = rules;
        this.allowlists = allowlists;
        this.disabledDefaults = disabledDefaults;
        this.extending = extending;
        this.diagnostics = diagnostics;
    }

    /// Reads a configuration.
    ///
    /// @param name
    ///            the file as people know it
    /// @param files
    ///            opens what it extends
    /// @param diagnostics
    ///            told of what has no effect
    /// @throws DocumentException
    ///             if it is wrong; the message names file, line and what is wrong
    public static GitleaksConfig read(String name, byte[] bytes, RuleFileAccess files, DiagnosticSink diagnostics)
            throws DocumentException {
        GitleaksConfig config = load(name, bytes, files, diagnostics, 0);
        for (GitleaksRule rule : List.copyOf(config.rules.values())) {
            if (rule.regex() == null && rule.path() == null && config.disabledDefaults == null) {
                if (!config.extending) {
                    throw new DocumentException(rule.file(), rule.line(), 1,
                            rule.id() + ": 'regex' and 'path' are both empty, the rule would have no effect");
                }
                config.warn("secrets-rule-without-effect", rule.file(), rule.line(), "the rule '" + rule.id()
                        + "' changes a rule that is not there", "give it a 'regex' or a 'path', or remove it");
                config.rules.remove(rule.id());
            }
        }
        config.checkReferences();
        return config;
    }

    private static GitleaksConfig load(String name, byte[] bytes, RuleFileAccess files, DiagnosticSink diagnostics, int depth)
            throws DocumentException {
        GitleaksReader.File file = GitleaksReader.read(name, bytes, diagnostics);
        GitleaksReader.Extend extend = file.extend();
        Map<String, GitleaksRule> rules = new LinkedHashMap<>(file.rules());
        List<GitleaksReader.Global> allowlists = new ArrayList<>(file.allowlists());
        if (extend.useDefault()) {
            return new GitleaksConfig(rules, allowlists, new LinkedHashSet<>(extend.disabled()), true, diagnostics);
        }
        if (extend.path() == null || depth >= DEEPEST) {
            return new GitleaksConfig(rules, allowlists, null, extend.path() != null, diagnostics);
        }
        byte[] extended;
        try {
            extended = files.read(extend.path(), name);
        } catch (IOException e) {
            throw new DocumentException(name, extend.line(), 1, "cannot read 'extend.path': " + e.getMessage());
        }
        GitleaksConfig base = load(extend.path(), extended, files, diagnostics, depth + 1);
        Set<String> disabled = new LinkedHashSet<>(extend.disabled());
        for (Map.Entry<String, GitleaksRule> entry : base.rules.entrySet()) {
            if (!disabled.contains(entry.getKey())) {
                rules.merge(entry.getKey(), entry.getValue(), (change, given) -> given.changedBy(change));
            }
        }
        allowlists.addAll(base.allowlists);
        Set<String> defaults = base.disabledDefaults;
        if (defaults != null) {
            defaults.addAll(disabled);
        } else {
            disabled.stream().filter(id -> !base.rules.containsKey(id)).sorted()
                    .forEach(id -> diagnostics.report(unknown(name, extend.line(), id)));
        }
        return new GitleaksConfig(rules, allowlists, defaults, true, diagnostics);
    }

    private void checkReferences() throws DocumentException {
        if (disabledDefaults != null) {
            return;
        }
        for (GitleaksReader.Global global : allowlists) {
            for (String target : global.targets()) {
                if (!rules.containsKey(target)) {
                    throw new DocumentException(global.file(), global.line(), 1,
                            "'targetRules' names the rule '" + target + "', which does not exist");
                }
            }
        }
        Set<String> seen = new HashSet<>();
        for (GitleaksRule rule : rules.values()) {
            for (var required : rule.required()) {
                if (!rules.containsKey(required.id()) && seen.add(required.id())) {
                    throw new DocumentException(rule.file(), rule.line(), 1,
                            rule.id() + ": requires the rule '" + required.id() + "', which does not exist");
                }
            }
        }
    }

    /// Whether it extends the catalogue.
    public boolean extendsCatalogue() {
        return disabledDefaults != null;
    }

    /// The rules that work: its own, and if it extends the catalogue those of the catalogue as it changes them.
    ///
    /// @param catalogue
    ///            rules to extend
    public RuleSet apply(RuleSet catalogue) {
        Set<String> disabled = disabledDefaults;
        return new Extension(rules, allowlists, diagnostics).apply(
                disabled == null ? new RuleSet(List.of(), List.of()) : catalogue,
                disabled == null ? Set.of() : disabled);
    }

    private void warn(String code, String file, int line, String what, String remedy) {
        diagnostics.report(new Diagnostic(code, Diagnostic.Kind.NOTE, file, line, what, remedy, Set.of("secrets")));
    }

    static Diagnostic unknown(String file, int line, String id) {
        return new Diagnostic("secrets-rule-unknown", Diagnostic.Kind.NOTE, file, line,
                "no rule is called '" + id + "' and none replaces it", "see 'gatehouse rules list' for the ids",
                Set.of("secrets"));
    }
}
