package dev.gatehouse.core.finding;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A weakness and everywhere it shows.
///
/// @param identity
///            fingerprints, newest scheme first; never empty. Two findings with the same first one are the same weakness
/// @param rule
///            what found it
/// @param severity
///            how bad it is; usually the rule's
/// @param message
///            what was found and why it matters; never holds a secret
/// @param occurrences
///            where; never empty, sorted
/// @param flows
///            how it comes about; may be empty
/// @param remedy
///            what to do; null if unknown
/// @param evidence
///            why it is believed, as ordered key and value for people and `explain`: `entropy` → `4.7`; never a secret
public record Finding(List<Fingerprint> identity, Rule rule, Severity severity, String message, List<Occurrence> occurrences,
        List<Flow> flows, @Nullable Remedy remedy, SequencedMap<String, String> evidence) implements Comparable<Finding> {
    private static final String ZEROS = "000000000000";
    private static final Comparator<Occurrence> OCCURRENCES = Comparator
            .comparing((Occurrence o) -> o.location().path() == null ? o.location().toString() : o.location().path())
            .thenComparing(o -> switch (o.location()) {
                case Location.Text(var place, var region) -> offset(region) + place.origin();
                case Location.Package(var purl, var place, var region) -> offset(region) + place.origin() + purl;
                case Location other -> other.toString();
            });
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity).thenComparing(Finding::confidence)
            .reversed()
            .thenComparing(finding -> finding.rule.id()).thenComparing(finding -> finding.occurrences.getFirst(), OCCURRENCES)
            .thenComparing(finding -> finding.identity.getFirst());

    public Finding {
        if (identity.isEmpty() || occurrences.isEmpty()) {
            throw new IllegalArgumentException("a finding needs an identity and a place");
        }
        identity = List.copyOf(identity);
        occurrences = occurrences.stream().sorted(OCCURRENCES).toList();
        flows = List.copyOf(flows);
    }

    private static String offset(@Nullable Region region) {
        // Compared as text with what follows; a formatter would take most of the time of sorting.
        String digits = Long.toString(region == null ? 0 : region.start());
        return ZEROS.substring(Math.min(digits.length(), ZEROS.length())) + digits;
    }

    /// What it is matched by first.
    public Fingerprint fingerprint() {
        return identity.getFirst();
    }

    /// The highest confidence among its occurrences that are not suppressed; of all if all are.
    public Confidence confidence() {
        // Asked for at every comparison of two findings, so without a list of the active ones.
        Confidence active = null;
        Confidence all = Confidence.POSSIBLE;
        for (Occurrence occurrence : occurrences) {
            Confidence one = occurrence.confidence();
            all = one.compareTo(all) > 0 ? one : all;
            if (occurrence.suppression() == null && (active == null || one.compareTo(active) > 0)) {
                active = one;
            }
        }
        return active == null ? all : active;
    }

    /// The occurrences that nobody suppressed.
    public List<Occurrence> active() {
        return occurrences.stream().filter(occurrence -> occurrence.suppression() == null).toList();
    }

    /// Whether it is known that nobody has a repair yet.
    public boolean unfixable() {
        return remedy != null && !remedy.sufficient();
    }

    /// The same with other occurrences.
    public Finding at(List<Occurrence> others) {
        return new Finding(identity, rule, severity, message, others, flows, remedy, evidence);
    }

    /// One finding of two that share an identity: rule, message and evidence of the surer (then graver, then first by rule id)
    /// one, the occurrences of both.
    public Finding merge(Finding other) {
        int order = Comparator.comparing(Finding::confidence).thenComparing(Finding::severity)
                .thenComparing(finding -> finding.rule.id(), Comparator.reverseOrder()).compare(this, other);
        Finding lead = order >= 0 ? this : other;
        Finding rest = order >= 0 ? other : this;
        var places = new LinkedHashMap<Location, Occurrence>();
        for (Occurrence occurrence : lead.occurrences) {
            places.put(occurrence.location(), occurrence);
        }
        for (Occurrence occurrence : rest.occurrences) {
            places.putIfAbsent(occurrence.location(), occurrence);
        }
        var identities = new LinkedHashSet<>(lead.identity);
        identities.addAll(rest.identity);
        var flows = new LinkedHashSet<>(lead.flows);
        flows.addAll(rest.flows);
        Severity gravest = lead.severity.compareTo(rest.severity) >= 0 ? lead.severity : rest.severity;
        return new Finding(List.copyOf(identities), lead.rule, gravest, lead.message, new ArrayList<>(places.values()),
                List.copyOf(flows),
                better(lead.remedy, rest.remedy), lead.evidence);
    }

    private static @Nullable Remedy better(@Nullable Remedy lead, @Nullable Remedy rest) {
        return lead == null || rest != null && rest.sufficient() && !lead.sufficient() ? rest : lead;
    }

    /// Gravest and surest first, then by rule and place: the same findings always stand in the same order.
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
