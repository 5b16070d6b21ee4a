package dev.gatehouse.threatmodel;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin.File;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is open in a threat model, as findings like any other: gated, baselined and excepted in the same way.
public final class ThreatFindings {
    private static final Rule UNREVIEWED = rule("unreviewed-element", "Part of the system that no threat review has seen",
            Severity.HIGH,
            "A way in or a data store appeared that nobody has looked at with its threats in mind.",
            "Answer its threats in threats.yaml, then: gatehouse threats review", Map.of("stride", List.of()));

    private static final Rule UNFORESEEN = rule("unforeseen", "Something happened that the threat model does not speak of",
            Severity.HIGH,
            "An incident or an exploited weakness at a part of the system shows a kind of threat that the model has none of there.",
            "Deal with it, then ask what the model lacks: a flow, a right or a mount that no file declares.",
            Map.of("stride", List.of()));

    private ThreatFindings() {}

    /// The rules, for listings.
    public static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(List.of(UNREVIEWED, UNFORESEEN));
        for (ThreatRule rule : ThreatRule.values()) {
            rules.add(header(rule));
        }
        return rules;
    }

    /// The findings of an assessment, sorted.
    public static List<Finding> of(Assessment assessment) {
        List<Finding> findings = new ArrayList<>();
        for (Element element : assessment.unreviewed()) {
            boolean grave = element.kind() == Element.Kind.INGRESS || element.kind() == Element.Kind.STORE;
            findings.add(finding(UNREVIEWED, grave ? Severity.HIGH : Severity.LOW, Confidence.CERTAIN,
                    "nobody has reviewed the " + element.kind().label() + " " + element.id(), element.id(), element.origin(),
                    Map.of()));
        }
        for (Assessment.OpenThreat open : assessment.open()) {
            Threat threat = open.threat();
            ThreatRule rule = threat.rule();
            Map<String, String> evidence = open.why() == null ? Map.of() : Map.of("answer", open.why());
            // What has happened once is no longer a question of how likely it is.
            boolean graver = open.happened() && rule.severity().compareTo(Severity.HIGH) < 0;
            findings.add(finding(header(rule), graver ? Severity.HIGH : rule.severity(), Confidence.LIKELY,
                    rule.title() + ": " + threat.target() + (open.why() == null ? "" : " (" + open.why() + ")") + ". "
                            + rule.message(),
                    threat.id(), threat.origin(), evidence));
        }
        for (Assessment.Unforeseen each : assessment.unforeseen()) {
            findings.add(finding(UNFORESEEN, Severity.HIGH, Confidence.LIKELY,
                    each.element().id() + " has no threat in the model of the kind that this shows: " + each.reopening().cause(),
                    each.element().id() + " " + each.reopening().cause(), each.element().origin(), Map.of()));
        }
        findings.sort(null);
        return findings;
    }

    private static Finding finding(Rule rule, Severity severity, Confidence confidence, String message, String subject,
            Origin origin,
            Map<String, String> more) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("subject", subject);
        evidence.putAll(more);
        var place = new Place(new File(), SourcePath.of(origin.file()), Set.of());
        var region = new Region(0, 0, origin.line(), 1, origin.line(), 1);
        return new Finding(List.of(identity(rule, subject)), rule, severity, message,
                List.of(new Occurrence(new Location.Text(place, region), confidence, null, null)), List.of(),
                new Remedy(rule.fix(), null), evidence);
    }

    /// Rule and subject: not the file, so that moving a manifest changes nothing.
    private static Fingerprint identity(Rule rule, String subject) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((rule.id() + "\n" + subject).getBytes(StandardCharsets.UTF_8));
            return new Fingerprint("threat", 1, HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Rule header(ThreatRule rule) {
        return rule(rule.id(), rule.title(), rule.severity(), rule.message(), rule.fix(),
                Map.of("stride", List.of(rule.stride().label())));
    }

    private static Rule rule(String id, String title, Severity severity, String message, String fix,
            Map<String, List<String>> controls) {
        return new Rule("threat-" + id, Map.of(), "threatmodel", "threats", title, severity, Confidence.LIKELY, List.of(),
                controls, message,
                fix, null, Rule.Profile.DEFAULT);
    }
}
