package dev.gatehouse.core.rule;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The header that every engine's rules share; what the rule looks for is the engine's own affair.
///
/// @param id
///            stable, kebab-case, unique across engines: `github-fine-grained-token`
/// @param aliases
///            ids of the same rule in other tools, by tool: `gitleaks` → `github-fine-grained-pat`
/// @param engine
///            the engine it belongs to: `secrets`, `sca`, …
/// @param family
///            group of related rules, usually the provider: `github`
/// @param title
///            what is found, a noun phrase
/// @param severity
///            how bad a true finding is
/// @param confidence
///            how sure a match is before context is looked at
/// @param cwe
///            CWE numbers
/// @param controls
///            control ids by framework: `owasp-2021` → `A07`
/// @param message
///            what was found and why it matters, one or two sentences
/// @param fix
///            what to do about it
/// @param link
///            where to do it or read more; null if nowhere
/// @param profile
///            which set of rules it belongs to
public record Rule(String id, Map<String, List<String>> aliases, String engine, String family, String title, Severity severity,
        Confidence confidence, List<Integer> cwe, Map<String, List<String>> controls, String message, String fix,
        @Nullable URI link,
        Profile profile) {

    /// Sets of rules.
    public enum Profile {
        /// Runs unless configured away.
        DEFAULT,
        /// More findings at the price of more noise; runs when asked for.
        STRICT
    }

    public Rule {
        aliases = Map.copyOf(aliases);
        cwe = List.copyOf(cwe);
        controls = Map.copyOf(controls);
    }
}
