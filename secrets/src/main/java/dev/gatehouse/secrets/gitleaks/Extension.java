package dev.gatehouse.secrets.gitleaks;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.secrets.rule.Allowlist;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.Required;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Applies a configuration to the rules that it extends. An id means the rule of that id, else the rules that replace gitleaks'
/// rule
/// of that id.
final class Extension {
    private final Map<String, GitleaksRule> changes;
    private final List<GitleaksReader.Global> globals;
    private final DiagnosticSink diagnostics;
    private final Map<String, SecretRule> result = new LinkedHashMap<>();
    private final Map<String, Set<String>> aliases = new HashMap<>();

    Extension(Map<String, GitleaksRule> changes, List<GitleaksReader.Global> globals, DiagnosticSink diagnostics) {
        this.changes = changes;
        this.globals = globals;
        this.diagnostics = diagnostics;
    }

    RuleSet apply(RuleSet base, Set<String> disabled) {
        for (SecretRule rule : base.rules()) {
            result.put(rule.id(), rule);
            for (String alias : rule.header().aliases().getOrDefault("gitleaks", List.of())) {
                aliases.computeIfAbsent(alias, key -> new LinkedHashSet<>()).add(rule.id());
            }
        }
        for (String id : disabled) {
            Set<String> meant = meant(id);
            if (meant.isEmpty()) {
                diagnostics.report(GitleaksConfig.unknown("extend.disabledRules", 0, id));
            }
            meant.forEach(result::remove);
        }
        for (GitleaksRule change : changes.values()) {
            change(change);
        }
        List<Allowlist> allowlists = new ArrayList<>(base.allowlists());
        for (GitleaksReader.Global global : globals) {
            if (global.targets().isEmpty()) {
                allowlists.add(global.allowlist());
            }
            for (String target : global.targets()) {
                Set<String> meant = meant(target);
                if (meant.isEmpty()) {
                    diagnostics.report(GitleaksConfig.unknown(global.file(), global.line(), target));
                }
                meant.forEach(id -> result.computeIfPresent(id, (key, rule) -> allowing(rule, List.of(global.allowlist()))));
            }
        }
        return new RuleSet(List.copyOf(result.values()), allowlists);
    }

    private Set<String> meant(String id) {
        if (result.containsKey(id)) {
            return Set.of(id);
        }
        Set<String> meant = new LinkedHashSet<>(aliases.getOrDefault(id, Set.of()));
        meant.retainAll(result.keySet());
        return meant;
    }

    private void change(GitleaksRule change) {
        Set<String> meant = meant(change.id());
        if (meant.isEmpty()) {
            if (change.regex() == null && change.path() == null) {
                diagnostics.report(GitleaksConfig.unknown(change.file(), change.line(), change.id()));
            } else {
                result.put(change.id(), rule(change));
            }
            return;
        }
        if (change.regex() != null && !meant.contains(change.id())) {
            // Another expression makes another rule, which replaces those that replace gitleaks'.
            meant.forEach(result::remove);
            result.put(change.id(), rule(change));
            return;
        }
        meant.forEach(id -> result.computeIfPresent(id, (key, rule) -> changed(rule, change)));
    }

    private static SecretRule allowing(SecretRule rule, List<Allowlist> more) {
        return rule.detecting(rule.detection().allowing(GitleaksRule.join(rule.detection().allowlists(), more)));
    }

    private SecretRule changed(SecretRule rule, GitleaksRule change) {
        Detection given = rule.detection();
        Detection detection = new Detection(change.regex() == null ? given.regex() : change.regex(),
                change.path() == null ? given.path() : change.path(),
                change.secretGroup() == 0 ? given.secretGroup() : change.secretGroup(),
                change.entropy() == 0 ? given.entropy() : change.entropy(),
                GitleaksRule.join(given.keywords(), change.keywords()),
                GitleaksRule.join(given.allowlists(), change.allowlists()),
                GitleaksRule.join(given.required(), required(change)), GitleaksRule.join(given.tags(), change.tags()),
                given.reported() && !change.skipReport(), given.checksum(), given.generic(), given.minUnique(), given.filtered());
        SecretRule changed = rule.detecting(detection);
        return change.description().isEmpty() ? changed : changed.titled(change.description());
    }

    private List<Required> required(GitleaksRule change) {
        List<Required> required = new ArrayList<>();
        for (Required each : change.required()) {
            Set<String> meant = changes.containsKey(each.id()) ? Set.of(each.id()) : meant(each.id());
            if (meant.isEmpty()) {
                diagnostics.report(GitleaksConfig.unknown(change.file(), change.line(), each.id()));
            } else {
                required.add(new Required(meant.iterator().next(), each.withinLines(), each.withinColumns()));
            }
        }
        return required;
    }

    private SecretRule rule(GitleaksRule given) {
        String title = given.description().isEmpty() ? given.id() : given.description();
        Rule header = new Rule(given.id(), Map.of("gitleaks", List.of(given.id())), "secrets", "custom", title, Severity.HIGH,
                Confidence.LIKELY, List.of(798), Map.of(), "A rule of your own configuration found this: " + title + ".",
                "Revoke it where it was issued, then remove it from the code and read it from a secret store.", null,
                Rule.Profile.DEFAULT);
        Detection detection = new Detection(given.regex(), given.path(), given.secretGroup(), given.entropy(), given.keywords(),
                given.allowlists(), required(given), given.tags(), !given.skipReport(), null, false, 0, false);
        return new SecretRule(detection, new SecretRule.Details(header, null));
    }
}
