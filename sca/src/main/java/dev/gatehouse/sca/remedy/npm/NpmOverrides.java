package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.sca.listing.Nodes;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a project decides over the heads of the packages that it uses (docs.npmjs.com, package.json, overrides).
///
/// @param rules
///            requirement by key: `name` or `name@range`; references such as `$name` are resolved
/// @param nested
///            names that stand in rules for the inside of some package only: nothing is decided about these
record NpmOverrides(Map<String, String> rules, Set<String> nested) {
    NpmOverrides {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        nested = Set.copyOf(nested);
    }

    static NpmOverrides of(Mapping manifest) {
        Map<String, String> rules = new LinkedHashMap<>();
        Set<String> nested = new HashSet<>();
        Mapping overrides = Nodes.mapping(manifest, "overrides");
        if (overrides != null) {
            for (Member member : overrides.members()) {
                if (member.value() instanceof Scalar.Text text) {
                    rules.put(member.key(), resolved(text.text(), manifest));
                } else if (member.value() instanceof Mapping inner) {
                    collect(member.key(), inner, nested);
                }
            }
        }
        return new NpmOverrides(rules, nested);
    }

    private static String resolved(String text, Mapping manifest) {
        if (!text.startsWith("$")) {
            return text;
        }
        NpmNeeds.Ask ask = NpmNeeds.of(manifest, true).ask(text.substring(1));
        return ask == null ? text : ask.spec().text();
    }

    /// Depth is bounded by that of the document.
    private static void collect(String key, Mapping inner, Set<String> nested) {
        nested.add(name(key));
        for (Member member : inner.members()) {
            nested.add(name(member.key()));
            if (member.value() instanceof Mapping deeper) {
                collect(member.key(), deeper, nested);
            }
        }
    }

    /// The package of a key.
    static String name(String key) {
        int at = key.indexOf('@', 1);
        return at < 0 ? key : key.substring(0, at);
    }

    /// What counts instead of what a package asks for.
    NpmSpec spec(NpmNeeds.Ask ask) {
        if (nested.contains(ask.name())) {
            // Which rule concerns whom depends on who asks for whom; what npm has locked is taken as right.
            return new NpmSpec(ask.spec().text(), ask.spec().name(), null);
        }
        String rule = rule(ask);
        return rule == null ? ask.spec() : NpmSpec.of(ask.name(), rule);
    }

    private @Nullable String rule(NpmNeeds.Ask ask) {
        if (rules.isEmpty()) {
            return null;
        }
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            if (name(rule.getKey()).equals(ask.name())) {
                int at = rule.getKey().indexOf('@', 1);
                if (at < 0 || NpmSpec.of(ask.name(), rule.getKey().substring(at + 1)).meets(ask.spec())) {
                    return rule.getValue();
                }
            }
        }
        return null;
    }

    NpmOverrides with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(rules);
        all.putAll(more);
        return new NpmOverrides(all, nested);
    }
}
