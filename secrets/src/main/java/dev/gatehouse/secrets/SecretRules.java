package dev.gatehouse.secrets;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.secrets.gitleaks.GitleaksConfig;
import dev.gatehouse.secrets.gitleaks.RuleFileAccess;
import dev.gatehouse.secrets.rule.Allowlist;
import dev.gatehouse.secrets.rule.CatalogueReader;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RegexShape;
import dev.gatehouse.secrets.rule.Required;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Puts the rules together that a scan runs with: catalogue, rule files, options.
public final class SecretRules {
    private static final Limits FILE = new Limits(8 << 20, 16, 200_000);
    private static final String OPTIONS = "gatehouse.yaml";

    private final DiagnosticSink diagnostics;
    /// In order; later files replace rules of the same id.
    private final Map<String, SecretRule> rules = new LinkedHashMap<>();
    private final List<Allowlist> allowlists = new ArrayList<>();

    private SecretRules(DiagnosticSink diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// Puts them together.
    ///
    /// @param catalogue
    ///            the rules that come with Gatehouse
    /// @param files
    ///            opens what rule files extend
    /// @param diagnostics
    ///            told of what has no effect: ids that no rule has
    /// @throws DocumentException
    ///             if a rule file or an expression of the options is wrong
    public static RuleSet assemble(RuleSet catalogue, SecretsOptions options, RuleFileAccess files, DiagnosticSink diagnostics)
            throws DocumentException {
        return new SecretRules(diagnostics).build(catalogue, options, files);
    }

    private RuleSet build(RuleSet catalogue, SecretsOptions options, RuleFileAccess files) throws DocumentException {
        if (options.catalogue()) {
            add(catalogue);
        }
        for (SecretsOptions.RuleFile file : options.ruleFiles()) {
            if (CatalogueReader.recognises(Documents.read(Format.TOML, file.name(), file.content(), FILE))) {
                add(new RuleSet(CatalogueReader.read(file.name(), file.content()).rules(), List.of()));
                continue;
            }
            GitleaksConfig config = GitleaksConfig.read(file.name(), file.content(), files, diagnostics);
            if (config.extendsCatalogue()) {
                // It may take rules away, so what it makes of the catalogue takes the catalogue's place.
                catalogue.rules().forEach(rule -> rules.remove(rule.id()));
            }
            add(config.apply(catalogue));
        }
        Map<String, Set<String>> aliases = aliases(options);
        Set<String> enabled = resolve(options.enabled(), aliases);
        Set<String> disabled = resolve(options.disabled(), aliases);
        for (Map.Entry<String, Severity> entry : options.severities().entrySet()) {
            for (String id : resolve(Set.of(entry.getKey()), aliases)) {
                rules.computeIfPresent(id, (key, rule) -> rule.rated(entry.getValue()));
            }
        }
        List<SecretRule> chosen = rules.values().stream().filter(rule -> !disabled.contains(rule.id())
                && (rule.profile() == Rule.Profile.DEFAULT || options.profile() == Rule.Profile.STRICT
                        || enabled.contains(rule.id())))
                .toList();
        allow(options);
        return new RuleSet(withRequired(chosen), allowlists);
    }

    private void add(RuleSet set) {
        set.rules().forEach(rule -> rules.put(rule.id(), rule));
        allowlists.addAll(set.allowlists());
    }

    private void allow(SecretsOptions options) throws DocumentException {
        List<String> regexes = new ArrayList<>(options.allowRegexes());
        regexes.addAll(options.allowPaths());
        for (String regex : regexes) {
            String complaint = RegexShape.complaint(regex);
            if (complaint != null) {
                throw new DocumentException(OPTIONS, 1, 1, "allow-list of secrets: " + complaint);
            }
        }
        Allowlist allowlist = new Allowlist("configuration", false, List.of(), options.allowPaths(), Allowlist.Target.SECRET,
                options.allowRegexes(), options.allowStopwords());
        if (allowlist.onContent() || allowlist.onPlace()) {
            allowlists.add(allowlist);
        }
    }

    /// Rules that others require run too, but report nothing themselves.
    private List<SecretRule> withRequired(List<SecretRule> chosen) {
        Map<String, SecretRule> all = new LinkedHashMap<>();
        chosen.forEach(rule -> all.put(rule.id(), rule));
        for (SecretRule rule : chosen) {
            for (Required required : rule.detection().required()) {
                SecretRule other = rules.get(required.id());
                if (other != null && !all.containsKey(required.id())) {
                    Detection d = other.detection();
                    all.put(required.id(), other.detecting(new Detection(d.regex(), d.path(), d.secretGroup(), d.entropy(),
                            d.keywords(), d.allowlists(), List.of(), d.tags(), false, d.checksum(), d.generic(), d.minUnique(),
                            d.filtered())));
                }
            }
        }
        return List.copyOf(all.values());
    }

    /// Only made if an id is none of ours: it needs every header.
    private Map<String, Set<String>> aliases(SecretsOptions options) {
        Map<String, Set<String>> aliases = new LinkedHashMap<>();
        Set<String> named = new TreeSet<>(options.enabled());
        named.addAll(options.disabled());
        named.addAll(options.severities().keySet());
        if (rules.keySet().containsAll(named)) {
            return aliases;
        }
        for (SecretRule rule : rules.values()) {
            for (List<String> ids : rule.header().aliases().values()) {
                ids.forEach(id -> aliases.computeIfAbsent(id, key -> new TreeSet<>()).add(rule.id()));
            }
        }
        return aliases;
    }

    private Set<String> resolve(Set<String> ids, Map<String, Set<String>> aliases) {
        Set<String> resolved = new TreeSet<>();
        for (String id : new TreeSet<>(ids)) {
            if (rules.containsKey(id)) {
                resolved.add(id);
            } else if (aliases.containsKey(id)) {
                resolved.addAll(aliases.get(id));
            } else {
                diagnostics.report(new Diagnostic("secrets-rule-unknown", Diagnostic.Kind.NOTE, OPTIONS, 0,
                        "no rule is called '" + id + "' and none replaces it", "see 'gatehouse rules list' for the ids",
                        Set.of("secrets")));
            }
        }
        return resolved;
    }
}
