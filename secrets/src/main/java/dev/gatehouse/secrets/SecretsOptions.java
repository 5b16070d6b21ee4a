package dev.gatehouse.secrets;

import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.secrets.gitleaks.GitleaksBaseline;
import dev.gatehouse.secrets.gitleaks.GitleaksIgnore;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the secrets engine is to work. Rule ids may be Gatehouse's, or gitleaks' for those of ours that replace them.
///
/// @param profile
///            which rules of the catalogue run
/// @param enabled
///            rules that run whatever the profile
/// @param disabled
///            rules that do not run
/// @param severities
///            severities other than the rules' own
/// @param catalogue
///            whether the catalogue runs at all; a gitleaks configuration that extends the default brings it back
/// @param ruleFiles
///            more rules, in gitleaks' grammar or Gatehouse's
/// @param allowRegexes
///            a secret in which one of these is found is passed over
/// @param allowPaths
///            so is everything at a path in which one of these is found
/// @param allowStopwords
///            so is a secret that holds one of these, case ignored
/// @param ignores
///            `.gitleaksignore` files
/// @param baselines
///            baselines of gitleaks
public record SecretsOptions(Rule.Profile profile, Set<String> enabled, Set<String> disabled, Map<String, Severity> severities,
        boolean catalogue, List<RuleFile> ruleFiles, List<String> allowRegexes, List<String> allowPaths,
        List<String> allowStopwords, List<GitleaksIgnore> ignores, List<GitleaksBaseline> baselines) {
    /// The catalogue's default profile and nothing else.
    public static final SecretsOptions DEFAULT = new SecretsOptions(Rule.Profile.DEFAULT, Set.of(), Set.of(), Map.of(), true,
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /// A rule file that was read.
    ///
    /// @param name
    ///            the file as people know it: its path below the root
    /// @param content
    ///            its bytes; not changed
    public record RuleFile(String name, byte[] content) {}

    public SecretsOptions {
        enabled = Set.copyOf(enabled);
        disabled = Set.copyOf(disabled);
        severities = Map.copyOf(severities);
        ruleFiles = List.copyOf(ruleFiles);
        allowRegexes = List.copyOf(allowRegexes);
        allowPaths = List.copyOf(allowPaths);
        allowStopwords = List.copyOf(allowStopwords);
        ignores = List.copyOf(ignores);
        baselines = List.copyOf(baselines);
    }
}
