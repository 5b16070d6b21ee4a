package dev.gatehouse.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The effective configuration as text: every key with its value, in the order of the schema.
public final class Effective {
    private Effective() {}

    /// Dotted key → value as YAML flow text.
    public static SequencedMap<String, String> values(Configuration configuration) {
        var values = new LinkedHashMap<String, String>();
        Origins.Value extended = configuration.origins().byKey().get("extends");
        values.put("extends", text(extended == null ? null : extended.text()));
        ServiceSettings service = configuration.service();
        values.put("service.name", text(service.name()));
        values.put("service.owner", text(service.owner()));
        values.put("service.criticality", text(service.criticality()));
        values.put("service.exposure", text(service.exposure()));
        values.put("service.data", list(service.dataClasses()));
        gate(values, "gate.", configuration.gate());
        new TreeMap<>(configuration.gate().stages())
                .forEach((stage, gate) -> gate(values, "gate.stages." + stage.label() + ".", gate));
        values.put("paths.include", list(configuration.paths().include()));
        values.put("paths.exclude", list(configuration.paths().exclude()));
        LimitSettings limits = configuration.limits();
        values.put("limits.file-size", size(limits.fileSize()));
        values.put("limits.archive-depth", Integer.toString(limits.archiveDepth()));
        values.put("limits.archive-entries", Integer.toString(limits.archiveEntries()));
        values.put("limits.archive-total", size(limits.archiveTotal()));
        SecretsSettings secrets = configuration.secrets();
        values.put("secrets.profile", secrets.profile().name().toLowerCase(java.util.Locale.ROOT));
        values.put("secrets.disable", list(secrets.disable()));
        new TreeMap<>(secrets.severity()).forEach((rule, severity) -> values.put("secrets.severity." + rule, severity.label()));
        values.put("secrets.rules", text(secrets.rules()));
        values.put("secrets.gitleaks-baseline", text(secrets.gitleaksBaseline()));
        values.put("secrets.allow", list(secrets.allow()));
        values.put("secrets.validate", Boolean.toString(secrets.validate()));
        values.put("release.trusted-keys", list(configuration.release().trustedKeys()));
        values.put("release.max-age-days", Integer.toString(configuration.release().maxAgeDays()));
        dependencies(values, configuration.dependencies());
        values.put("approvers", list(configuration.approvers().stream().map(Approver::name).toList()));
        values.put("exceptions",
                list(configuration.exceptions().stream().map(entry -> entry.id() + " until " + entry.expires()).toList()));
        values.put("suppressions",
                list(configuration.suppressions().stream().map(entry -> entry.file() + ":" + entry.line()).toList()));
        values.put("gaps", list(configuration.acceptedGaps().stream().map(AcceptedGap::code).toList()));
        return values;
    }

    private static void dependencies(SequencedMap<String, String> values, DependencySettings dependencies) {
        LicenceSettings licences = dependencies.licences();
        terms(values, "licences.", licences.terms());
        new TreeMap<>(licences.scopes()).forEach((scope, terms) -> terms(values,
                "licences.scopes." + scope.name().toLowerCase(java.util.Locale.ROOT) + ".", terms));
        values.put("licences.exceptions",
                list(licences.exceptions().stream().map(LicenceSettings.PackageException::name).toList()));
        values.put("vex", list(dependencies.vex()));
        values.put("advisories.warn-after", Integer.toString(dependencies.advisories().warnAfter()));
        values.put("advisories.fail-after", Integer.toString(dependencies.advisories().failAfter()));
    }

    private static void terms(SequencedMap<String, String> values, String prefix, LicenceSettings.Terms terms) {
        values.put(prefix + "allow", list(terms.allow()));
        values.put(prefix + "review", list(terms.review()));
        values.put(prefix + "deny", list(terms.deny()));
    }

    private static void gate(SequencedMap<String, String> values, String prefix, GateSettings gate) {
        values.put(prefix + "block", gate.block() == null ? "never" : gate.block().label());
        values.put(prefix + "warn", gate.warn() == null ? "never" : gate.warn().label());
        values.put(prefix + "confidence", gate.confidence().label());
        values.put(prefix + "fail-on", gate.failOn().label());
        values.put(prefix + "inline-suppressions", Boolean.toString(gate.inlineSuppressions()));
        values.put(prefix + "foreign-suppressions", Boolean.toString(gate.foreignSuppressions()));
        values.put(prefix + "unfixable", gate.unfixable().label());
        values.put(prefix + "baseline", text(gate.baseline()));
    }

    private static String size(long bytes) {
        for (int shift = 30; shift > 0; shift -= 10) {
            if (bytes != 0 && (bytes & (1L << shift) - 1) == 0) {
                return (bytes >> shift) + (shift == 30 ? "GiB" : shift == 20 ? "MiB" : "KiB");
            }
        }
        return Long.toString(bytes);
    }

    private static String text(@Nullable String value) {
        return value == null ? "~" : value;
    }

    private static String list(List<String> values) {
        return "[" + String.join(", ", values) + "]";
    }
}
