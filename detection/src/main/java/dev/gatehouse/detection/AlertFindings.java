package dev.gatehouse.detection;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Alerts as findings: one for each rule and affected image or workload, with an occurrence an event.
public final class AlertFindings {
    /// Beyond this many events of a finding only their number is kept.
    private static final int MOST_OCCURRENCES = 100;

    private final Map<Fingerprint, Kept> kept = new TreeMap<>();

    private static final class Kept {
        private final Alert first;
        private final List<Occurrence> occurrences = new ArrayList<>();
        private long events;

        Kept(Alert first) {
            this.first = first;
        }
    }

    /// Takes an alert.
    public synchronized void add(Alert alert) {
        Kept one = kept.computeIfAbsent(identity(alert), _ -> new Kept(alert));
        one.events++;
        if (one.occurrences.size() < MOST_OCCURRENCES) {
            one.occurrences.add(new Occurrence(new Location.Event(alert.stream(), String.valueOf(alert.line())),
                    DetectionRules.header(alert.rule()).confidence(), null, null));
        }
    }

    /// The same weakness wherever and whenever it shows: rule and what is affected.
    public static Fingerprint identity(Alert alert) {
        String text = alert.rule().header().name() + "\n" + alert.subject();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Fingerprint("detection", 1, HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The findings so far, sorted.
    public synchronized List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        kept.forEach((identity, one) -> findings.add(finding(identity, one)));
        findings.sort(null);
        return List.copyOf(findings);
    }

    private static Finding finding(Fingerprint identity, Kept one) {
        Rule rule = DetectionRules.header(one.first.rule());
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("subject", one.first.subject());
        if (one.first.workload() != null) {
            evidence.put("workload", one.first.workload());
        }
        evidence.put("events", String.valueOf(one.events));
        evidence.putAll(one.first.evidence());
        return new Finding(List.of(identity), rule, rule.severity(), rule.message(), one.occurrences, List.of(),
                new Remedy(rule.fix(), rule.link()), evidence);
    }
}
