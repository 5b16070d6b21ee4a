package dev.gatehouse.config;

import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rules of the secrets engine: `secrets:` in gatehouse.yaml.
///
/// @param profile
///            which rules of the catalogue run
/// @param disable
///            rule ids that do not run
/// @param severity
///            other severities by rule id
/// @param rules
///            rule file in gitleaks' TOML grammar, relative to the root; null means `.gitleaks.toml` if there is one
/// @param gitleaksBaseline
///            what gitleaks reported and the team has accepted, in gitleaks' JSON, relative to the root; null for none
/// @param allow
///            regular expressions (RE2): a secret that one of them matches whole is not reported
/// @param validate
///            whether providers are asked if a secret still works; never set by a repository
public record SecretsSettings(Rule.Profile profile, List<String> disable, Map<String, Severity> severity, @Nullable String rules,
        @Nullable String gitleaksBaseline, List<String> allow, boolean validate) {
    /// The default profile, nothing changed.
    public static final SecretsSettings DEFAULT = new SecretsSettings(Rule.Profile.DEFAULT, List.of(), Map.of(), null, null,
            List.of(), false);

    public SecretsSettings {
        disable = List.copyOf(disable);
        severity = Map.copyOf(severity);
        allow = List.copyOf(allow);
    }
}
