package dev.gatehouse.config;

import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one layer into the draft. The keys are those of `gatehouse-1.schema.json`.
final class LayerReader {
    private static final String NEVER = "never";

    private final Draft draft;
    private final Layer layer;
    /// Dotted keys that an earlier layer locked and this one sets in vain.
    private final Set<String> refused = new HashSet<>();

    LayerReader(Draft draft, Layer layer) {
        this.draft = draft;
        this.layer = layer;
    }

    void read(Fields root) throws DocumentException {
        for (var set : ConfigurationReader.setKeys(root.mapping(), "")) {
            if (draft.mayOverride(set.key(), layer.name(), set.line())) {
                draft.origin(set.key(), set.text(), layer.name() + ":" + set.line());
            } else {
                refused.add(set.key());
            }
        }
        if (root.text("extends") != null && layer.kind() != Layer.Kind.REPOSITORY) {
            throw error(root, "extends", "only a repository's configuration extends another");
        }
        service(root.fields("service"));
        gate(root.fields("gate"));
        paths(root.fields("paths"));
        limits(root.fields("limits"));
        secrets(root.fields("secrets"));
        release(root.fields("release"));
        draft.dependencies(new DependencyReader(this::allowed).read(root, draft.dependencies()));
        for (Value entry : root.values("approvers")) {
            if (allowed("approvers")) {
                approver(entry);
            }
        }
        for (Fields entry : allowed("exceptions") ? root.each("exceptions") : ignored(root, "exceptions")) {
            exception(entry);
        }
        for (Fields entry : allowed("suppressions") ? root.each("suppressions") : ignored(root, "suppressions")) {
            suppression(entry);
        }
        for (Fields entry : allowed("gaps") ? root.each("gaps") : ignored(root, "gaps")) {
            draft.gap(new AcceptedGap(entry.requiredText("code"), entry.text("path"), entry.requiredText("reason"),
                    date(entry, "expires")));
            entry.finish();
        }
        List<String> locked = root.texts("locked");
        if (!locked.isEmpty() && layer.kind() == Layer.Kind.REPOSITORY) {
            throw error(root, "locked", "only the organisation's layer may lock keys");
        }
        locked.forEach(key -> draft.lock(key, layer.name()));
        root.finish();
    }

    private boolean allowed(String key) {
        return !refused.contains(key);
    }

    private static List<Fields> ignored(Fields root, String key) {
        root.value(key);
        return List.of();
    }

    private void service(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return;
        }
        ServiceSettings before = draft.service();
        String criticality = word(fields, "criticality", ServiceSettings.CRITICALITIES);
        String exposure = word(fields, "exposure", ServiceSettings.EXPOSURES);
        String name = fields.text("name");
        String owner = fields.text("owner");
        List<String> data = fields.texts("data");
        fields.finish();
        draft.service(new ServiceSettings(pick("service.name", name, before.name()), pick("service.owner", owner, before.owner()),
                pick("service.criticality", criticality, before.criticality()),
                pick("service.exposure", exposure, before.exposure()),
                data.isEmpty() || !allowed("service.data") ? before.dataClasses() : data));
    }

    private @Nullable String pick(String key, @Nullable String value, @Nullable String before) {
        return value == null || !allowed(key) ? before : value;
    }

    private static @Nullable String word(Fields fields, String key, List<String> words) throws DocumentException {
        String text = fields.text(key);
        if (text != null && !words.contains(text)) {
            throw error(fields, key, "'" + key + "' must be one of " + String.join(", ", words));
        }
        return text;
    }

    private void gate(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return;
        }
        Fields stages = fields.fields("stages");
        draft.gate(gate(fields, draft.gate(), "gate."));
        if (stages != null) {
            for (Stage stage : Stage.values()) {
                Fields one = stages.fields(stage.label());
                if (one != null) {
                    draft.stage(stage, gate(one, draft.stage(stage), "gate.stages." + stage.label() + "."));
                }
            }
            stages.finish();
        }
    }

    private GateSettings gate(Fields fields, GateSettings before, String prefix) throws DocumentException {
        Severity block = severity(fields, "block", before.block(), prefix);
        Severity warn = severity(fields, "warn", before.warn(), prefix);
        Confidence confidence = fields.choice("confidence", Confidence.class, before.confidence());
        Verdict failOn = fields.choice("fail-on", Verdict.class, before.failOn());
        if (failOn == Verdict.ALLOW) {
            throw error(fields, "fail-on", "'fail-on' must be one of block, warn");
        }
        boolean inline = fields.bool("inline-suppressions", before.inlineSuppressions());
        boolean foreign = fields.bool("foreign-suppressions", before.foreignSuppressions());
        Verdict unfixable = fields.choice("unfixable", Verdict.class, before.unfixable());
        String baseline = fields.text("baseline");
        if (baseline != null && outside(baseline)) {
            throw error(fields, "baseline", "'baseline' must lie within the repository");
        }
        fields.finish();
        return new GateSettings(block, warn, allowed(prefix + "confidence") ? confidence : before.confidence(),
                allowed(prefix + "fail-on") ? failOn : before.failOn(),
                allowed(prefix + "inline-suppressions") ? inline : before.inlineSuppressions(),
                allowed(prefix + "foreign-suppressions") ? foreign : before.foreignSuppressions(),
                allowed(prefix + "unfixable") ? unfixable : before.unfixable(),
                pick(prefix + "baseline", baseline, before.baseline()), Map.of());
    }

    private @Nullable Severity severity(Fields fields, String key, @Nullable Severity before, String prefix)
            throws DocumentException {
        String text = fields.text(key);
        if (text == null || !allowed(prefix + key)) {
            return before;
        }
        return text.equals(NEVER) ? null : severity(fields, key, text, ", " + NEVER);
    }

    private static Severity severity(Fields fields, String key, String text, String more) throws DocumentException {
        for (Severity severity : Severity.values()) {
            if (severity != Severity.UNRATED && severity.label().equals(text)) {
                return severity;
            }
        }
        throw error(fields, key, "'" + key + "' must be one of critical, high, medium, low, info" + more);
    }

    static boolean outside(String path) {
        return path.startsWith("/") || path.startsWith("~") || path.contains("\\") || List.of(path.split("/")).contains("..");
    }

    private void paths(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return;
        }
        List<String> include = fields.texts("include");
        List<String> exclude = fields.texts("exclude");
        fields.finish();
        draft.paths(allowed("paths.include") ? include : List.of(), allowed("paths.exclude") ? exclude : List.of());
    }

    private void limits(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return;
        }
        LimitSettings before = draft.limits();
        long fileSize = size(fields, "file-size", before.fileSize());
        long total = size(fields, "archive-total", before.archiveTotal());
        int depth = (int) fields.whole("archive-depth", 0, 64, before.archiveDepth());
        int entries = (int) fields.whole("archive-entries", 0, 10_000_000, before.archiveEntries());
        fields.finish();
        draft.limits(new LimitSettings(allowed("limits.file-size") ? fileSize : before.fileSize(),
                allowed("limits.archive-depth") ? depth : before.archiveDepth(),
                allowed("limits.archive-entries") ? entries : before.archiveEntries(),
                allowed("limits.archive-total") ? total : before.archiveTotal()));
    }

    /// `64MiB`, `1 GiB`, `500000`.
    private static long size(Fields fields, String key, long absent) throws DocumentException {
        Value value = fields.value(key);
        if (value == null) {
            return absent;
        }
        String text = value instanceof Scalar scalar
                ? scalar.text().replace(" ", "").toLowerCase(Locale.ROOT)
                : "";
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        Long unit = switch (text.substring(digits)) {
            case "", "b" -> 1L;
            case "k", "kb", "kib" -> 1L << 10;
            case "m", "mb", "mib" -> 1L << 20;
            case "g", "gb", "gib" -> 1L << 30;
            default -> null;
        };
        if (unit == null || digits == 0 || digits > 9) {
            throw error(fields, key, "'" + key + "' must be a size such as 64MiB");
        }
        return Long.parseLong(text.substring(0, digits)) * unit;
    }

    private void secrets(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return;
        }
        SecretsSettings before = draft.secrets();
        Rule.Profile profile = fields.choice("profile", Rule.Profile.class, before.profile());
        List<String> disable = fields.texts("disable");
        Map<String, Severity> severities = new HashMap<>();
        Fields severity = fields.fields("severity");
        if (severity != null) {
            for (Member member : severity.mapping().members()) {
                severities.put(member.key(), severity(severity, member.key(), severity.requiredText(member.key()), ""));
            }
        }
        String rules = fields.text("rules");
        if (rules != null && outside(rules)) {
            throw error(fields, "rules", "'rules' must lie within the repository");
        }
        String baseline = fields.text("gitleaks-baseline");
        if (baseline != null && outside(baseline)) {
            throw error(fields, "gitleaks-baseline", "'gitleaks-baseline' must lie within the repository");
        }
        List<String> allow = fields.texts("allow");
        boolean validate = fields.bool("validate", before.validate());
        if (validate && layer.kind() != Layer.Kind.ORGANISATION) {
            throw error(fields, "validate", "a repository cannot switch on network access; pass --validate");
        }
        fields.finish();
        draft.secrets(Draft.merge(before, new SecretsSettings(allowed("secrets.profile") ? profile : before.profile(),
                allowed("secrets.disable") ? disable : List.of(), allowed("secrets.severity") ? severities : Map.of(),
                pick("secrets.rules", rules, before.rules()),
                pick("secrets.gitleaks-baseline", baseline, before.gitleaksBaseline()),
                allowed("secrets.allow") ? allow : List.of(),
                allowed("secrets.validate") ? validate : before.validate())));
    }

    private void release(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return;
        }
        ReleaseSettings before = draft.release();
        List<String> keys = fields.texts("trusted-keys");
        for (String key : keys) {
            if (outside(key)) {
                throw error(fields, "trusted-keys", "'trusted-keys' must lie within the repository");
            }
        }
        int age = (int) fields.whole("max-age-days", 1, 3650, before.maxAgeDays());
        fields.finish();
        // The keys of one layer replace those of the layer below: a list that only grows could take nobody's right away.
        draft.release(new ReleaseSettings(keys.isEmpty() || !allowed("release.trusted-keys") ? before.trustedKeys() : keys,
                allowed("release.max-age-days") ? age : before.maxAgeDays()));
    }

    private void approver(Value entry) throws DocumentException {
        if (entry instanceof Scalar.Text line) {
            try {
                draft.approver(AllowedSigner.read(line.text()));
            } catch (IllegalArgumentException e) {
                throw new DocumentException(layer.name(), entry.range(), String.valueOf(e.getMessage()));
            }
            return;
        }
        Fields fields = Fields.of(layer.name(), entry);
        List<String> roles = fields.texts("roles");
        for (String role : roles) {
            if (!List.of("exceptions", "releases").contains(role)) {
                throw error(fields, "roles", "a role is one of exceptions, releases");
            }
        }
        draft.approver(new Approver(fields.requiredText("name"), fields.requiredText("key"), roles));
        fields.finish();
    }

    private void exception(Fields fields) throws DocumentException {
        Fields signed = fields.fields("approval");
        ExceptionEntry.Approval approval = null;
        if (signed != null) {
            approval = new ExceptionEntry.Approval(signed.requiredText("approver"), signed.requiredText("signature"));
            signed.finish();
        }
        String id = fields.requiredText("id");
        ExceptionEntry twin = draft.exceptionWithId(id);
        if (twin != null) {
            throw error(fields, "id", "the exception at " + twin.file() + ":" + twin.line() + " has the same id");
        }
        draft.exception(new ExceptionEntry(id, fingerprint(fields, fields.requiredText("fingerprint")),
                (int) fields.whole("places", 1, Integer.MAX_VALUE, 1), fields.requiredText("owner"),
                fields.requiredText("reason"),
                date(fields, "expires"), fields.text("compensating-control"), fields.text("requester"), approval, layer.name(),
                fields.mapping().range().line()));
        fields.finish();
    }

    private void suppression(Fields fields) throws DocumentException {
        String text = fields.text("fingerprint");
        Fingerprint fingerprint = text == null ? null : fingerprint(fields, text);
        List<String> rules = new ArrayList<>(fields.texts("rules"));
        List<String> paths = fields.texts("paths");
        String reason = fields.requiredText("reason");
        int line = fields.mapping().range().line();
        if (fingerprint == null && rules.isEmpty() && paths.isEmpty()) {
            throw new DocumentException(layer.name(), fields.mapping().range(),
                    "a suppression names a fingerprint, rules or paths");
        }
        fields.finish();
        draft.suppression(new SuppressionEntry(fingerprint, rules, paths, reason, layer.name(), line));
    }

    private static Fingerprint fingerprint(Fields fields, String text) throws DocumentException {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw error(fields, "fingerprint", "'fingerprint' must have the form scheme/version:value, as reports print it");
        }
    }

    private static LocalDate date(Fields fields, String key) throws DocumentException {
        try {
            return LocalDate.parse(fields.requiredText(key));
        } catch (DateTimeException e) {
            throw error(fields, key, "'" + key + "' must be a date such as 2026-12-31");
        }
    }

    private static DocumentException error(Fields fields, String key, String what) throws DocumentException {
        return fields.error(fields.required(key), what);
    }
}
