package dev.gatehouse.sca;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rules of this engine. What a finding is about stands in the advisory; a rule says what kind of finding it is.
public final class ScaRules {
    private static final Map<String, List<String>> VULNERABLE = new TreeMap<>(Map.of("owasp-2021", List.of("A06"), "owasp-2025",
            List.of("A03"), "nist-ssdf", List.of("PW.4.1", "PW.4.4", "RV.1.1"), "pci-dss-4", List.of("6.3.2", "6.3.3"), "soc-2",
            List.of("CC7.1"), "iso-27001-2022", List.of("8.8", "8.28")));
    private static final Map<String, List<String>> LICENSING = new TreeMap<>(
            Map.of("iso-27001-2022", List.of("5.32"), "nist-ssdf", List.of("PW.4.1")));

    /// A package with a known weakness.
    public static final Rule VULNERABLE_DEPENDENCY = rule("vulnerable-dependency", "Dependency with a known vulnerability",
            Severity.HIGH, List.of(1395), VULNERABLE, "A package that the project uses has a known vulnerability.",
            "Update the package to a version without it.", null);

    /// A package with a weakness that is being used by attackers.
    public static final Rule EXPLOITED_DEPENDENCY = rule("exploited-dependency", "Dependency with an exploited vulnerability",
            Severity.CRITICAL, List.of(1395), VULNERABLE,
            "A package that the project uses has a vulnerability that attackers are known to use (CISA KEV).",
            "Update the package now, or take it out of service.",
            "https://www.cisa.gov/known-exploited-vulnerabilities-catalog");

    /// A package made to do harm.
    public static final Rule MALICIOUS_DEPENDENCY = rule("malicious-dependency", "Malicious package", Severity.CRITICAL,
            List.of(506), VULNERABLE, "A package that the project uses was made to do harm.",
            "Remove the package, and treat every machine and secret that it could reach as compromised.", null);

    /// A package that nobody maintains.
    public static final Rule UNMAINTAINED_DEPENDENCY = rule("unmaintained-dependency", "Unmaintained dependency", Severity.LOW,
            List.of(1104), VULNERABLE, "A package that the project uses is no longer maintained: weaknesses stay unrepaired.",
            "Replace the package.", null);

    /// A package whose interface is not sound.
    public static final Rule UNSOUND_DEPENDENCY = rule("unsound-dependency", "Unsound dependency", Severity.LOW, List.of(1395),
            VULNERABLE, "A package that the project uses lets safe code do unsafe things.",
            "Update the package, or avoid the interface that the advisory names.", null);

    /// A product whose line of releases is over.
    public static final Rule END_OF_LIFE = rule("end-of-life", "Release line without security fixes", Severity.MEDIUM,
            List.of(1104, 1329), VULNERABLE,
            "A distribution, runtime or framework is of a line of releases that gets no security fixes any more: what is found from"
                    + " now on stays open.",
            "Move to a line that is maintained.", "https://endoflife.date");

    /// A licence that the policy refuses.
    public static final Rule DENIED_LICENCE = rule("denied-licence", "Licence that the policy refuses", Severity.HIGH, List.of(),
            LICENSING, "A package that the project uses has a licence that the policy refuses.",
            "Replace the package, or have an exception approved.", null);

    /// A licence that somebody must look at.
    public static final Rule UNREVIEWED_LICENCE = rule("unreviewed-licence", "Licence to be reviewed", Severity.MEDIUM, List.of(),
            LICENSING, "A package that the project uses has a licence that the policy wants to be reviewed.",
            "Review the licence and add it to the policy.", null);

    /// A package of which no licence is known.
    public static final Rule UNKNOWN_LICENCE = rule("unknown-licence", "Unknown licence", Severity.MEDIUM, List.of(),
            LICENSING, "No licence is known of packages that the project uses, though the policy wants to know.",
            "Find out under which licence each is, and say so under licences.exceptions; installed packages have their texts.",
            null);

    private ScaRules() {}

    /// All of them.
    public static List<Rule> all() {
        return List.of(VULNERABLE_DEPENDENCY, EXPLOITED_DEPENDENCY, MALICIOUS_DEPENDENCY, UNMAINTAINED_DEPENDENCY,
                UNSOUND_DEPENDENCY, END_OF_LIFE, DENIED_LICENCE, UNREVIEWED_LICENCE, UNKNOWN_LICENCE);
    }

    private static Rule rule(String id, String title, Severity severity, List<Integer> cwe, Map<String, List<String>> controls,
            String message, String fix, @org.jspecify.annotations.Nullable String link) {
        return new Rule(id, Map.of(), "sca", id.endsWith("licence") ? "licence" : "dependency", title, severity,
                Confidence.CERTAIN,
                cwe, controls, message, fix, link == null ? null : URI.create(link), Rule.Profile.DEFAULT);
    }
}
