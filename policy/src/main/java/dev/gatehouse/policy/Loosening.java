package dev.gatehouse.policy;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.DependencySettings;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.LicenceSettings;
import dev.gatehouse.config.Origins;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.rule.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a change would loosen in its own judge. It takes effect after the merge; until then it is only told.
final class Loosening {
    private Loosening() {}

    /// One sentence for each key that head makes milder than the judge has it.
    static List<String> between(Configuration judge, Configuration head, Stage stage) {
        List<String> told = new ArrayList<>();
        extended(judge, head, told);
        gate(judge.gate().at(stage), head.gate().at(stage), told);
        added("exceptions", judge.exceptions().stream().map(e -> e.id() + " for " + e.fingerprint()).toList(),
                head.exceptions().stream().map(e -> e.id() + " for " + e.fingerprint()).toList(), told);
        added("suppressions", judge.suppressions().stream().map(Loosening::describe).toList(),
                head.suppressions().stream().map(Loosening::describe).toList(), told);
        added("approvers", judge.approvers().stream().map(a -> a.name() + " " + a.key()).toList(),
                head.approvers().stream().map(a -> a.name() + " " + a.key()).toList(), told);
        added("gaps", judge.acceptedGaps().stream().map(g -> g.code() + " " + g.path()).toList(),
                head.acceptedGaps().stream().map(g -> g.code() + " " + g.path()).toList(), told);
        added("paths.exclude", judge.paths().exclude(), head.paths().exclude(), told);
        added("secrets.disable", judge.secrets().disable(), head.secrets().disable(), told);
        added("secrets.allow", judge.secrets().allow(), head.secrets().allow(), told);
        String baseline = head.secrets().gitleaksBaseline();
        if (baseline != null && !baseline.equals(judge.secrets().gitleaksBaseline())) {
            told.add("secrets.gitleaks-baseline is set to " + baseline);
        }
        dependencies(judge.dependencies(), head.dependencies(), told);
        head.secrets().severity().forEach((rule, severity) -> {
            Severity before = judge.secrets().severity().get(rule);
            if (severity != before) {
                told.add("secrets.severity." + rule + " is set to " + severity.label());
            }
        });
        return told;
    }

    private static void extended(Configuration judge, Configuration head, List<String> told) {
        Origins.Value before = judge.origins().byKey().get("extends");
        Origins.Value after = head.origins().byKey().get("extends");
        if (before != null && (after == null || !after.text().equals(before.text()))) {
            told.add(after == null ? "extends " + before.text() + " is dropped" : "extends is changed to " + after.text());
        }
    }

    private static void dependencies(DependencySettings judge, DependencySettings head, List<String> told) {
        added("vex", judge.vex(), head.vex(), told);
        added("licences.allow", judge.licences().terms().allow(), head.licences().terms().allow(), told);
        added("licences.exceptions", judge.licences().exceptions().stream().map(e -> e.name() + " " + e.licence()).toList(),
                head.licences().exceptions().stream().map(e -> e.name() + " " + e.licence()).toList(), told);
        for (LicenceSettings.Scope scope : LicenceSettings.Scope.values()) {
            LicenceSettings.Terms before = judge.licences().at(scope);
            LicenceSettings.Terms after = head.licences().at(scope);
            String where = " (" + scope.name().toLowerCase(Locale.ROOT) + ")";
            added("licences.deny no longer names", after.deny(), before.deny(), where, told);
            added("licences.review no longer names", after.review(), before.review(), where, told);
            if (!before.allow().isEmpty() && after.allow().isEmpty()) {
                told.add("licences.allow" + where + " is dropped: what is not denied passes");
            }
        }
        if (head.advisories().warnAfter() > judge.advisories().warnAfter()
                || head.advisories().failAfter() > judge.advisories().failAfter()) {
            told.add("advisories may be older: " + head.advisories().warnAfter() + " and " + head.advisories().failAfter()
                    + " days instead of " + judge.advisories().warnAfter() + " and " + judge.advisories().failAfter());
        }
    }

    private static void gate(GateSettings judge, GateSettings head, List<String> told) {
        milder("gate.block", judge.block(), head.block(), told);
        milder("gate.warn", judge.warn(), head.warn(), told);
        if (head.confidence().compareTo(judge.confidence()) > 0) {
            told.add("gate.confidence rises from " + judge.confidence().label() + " to " + head.confidence().label());
        }
        if (head.failOn().compareTo(judge.failOn()) > 0) {
            told.add("gate.fail-on rises from " + judge.failOn().label() + " to " + head.failOn().label());
        }
        if (head.inlineSuppressions() && !judge.inlineSuppressions()) {
            told.add("gate.inline-suppressions is switched on");
        }
        if (head.foreignSuppressions() && !judge.foreignSuppressions()) {
            told.add("gate.foreign-suppressions is switched on");
        }
        if (head.unfixable().compareTo(judge.unfixable()) < 0) {
            told.add("gate.unfixable falls from " + judge.unfixable().label() + " to " + head.unfixable().label());
        }
        if (head.baseline() != null && !head.baseline().equals(judge.baseline())) {
            told.add("gate.baseline is set to " + head.baseline());
        }
    }

    private static void milder(String key, @Nullable Severity judge, @Nullable Severity head, List<String> told) {
        if (judge != null && (head == null || head.compareTo(judge) > 0)) {
            told.add(key + " rises from " + judge.label() + " to " + (head == null ? "never" : head.label()));
        }
    }

    private static void added(String key, Collection<String> judge, Collection<String> head, List<String> told) {
        var fresh = new HashSet<>(head);
        fresh.removeAll(judge);
        fresh.stream().sorted().forEach(entry -> told.add(key + " gains " + entry));
    }

    private static void added(String what, Collection<String> old, Collection<String> other, String where, List<String> told) {
        var fresh = new HashSet<>(other);
        fresh.removeAll(old);
        fresh.stream().sorted().forEach(entry -> told.add(what + " " + entry + where));
    }

    private static String describe(dev.gatehouse.config.SuppressionEntry entry) {
        return (entry.fingerprint() == null ? "" : entry.fingerprint() + " ") + String.join(",", entry.rules()) + " "
                + String.join(",", entry.paths());
    }
}
