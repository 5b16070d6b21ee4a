package dev.gatehouse.sca.match;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.sca.reach.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The order in which the weaknesses of a scan are best looked at: what attackers use or were meant to use, then how likely an attack
/// within 30 days is (EPSS) times how reachable the weakness is, then CVSS likewise, then severity.
final class Ranking {
    private static final Comparator<Ranked> ORDER = Comparator.comparing(Ranked::used).thenComparingDouble(Ranked::likely)
            .thenComparingDouble(Ranked::grave).reversed();

    private Ranking() {}

    private record Ranked(WeakPackage weak, boolean used, double likely, double grave) {
        static Ranked of(WeakPackage weak) {
            Match lead = weak.lead();
            double weight = weak.answer().weight();
            double score = lead.score() != null ? lead.score() : switch (lead.severity()) {
                case CRITICAL -> 9;
                case HIGH, UNRATED -> 7;
                case MEDIUM -> 4;
                case LOW -> 1;
                case INFO -> 0;
            };
            return new Ranked(weak, lead.exploitation().known() || lead.kind() == Advisory.Kind.MALICIOUS,
                    Math.max(0, lead.exploitation().probability()) * weight, score * weight);
        }

        String words() {
            Match lead = weak.lead();
            Exploitation exploitation = lead.exploitation();
            List<String> reasons = new ArrayList<>();
            if (lead.kind() == Advisory.Kind.MALICIOUS) {
                reasons.add("made to do harm");
            } else if (exploitation.known()) {
                reasons.add("attackers use it (KEV)");
            }
            if (exploitation.isEstimated()) {
                reasons.add(String.format(Locale.ROOT, "EPSS %.1f%%", exploitation.probability() * 100));
            }
            Double score = lead.score();
            reasons.add(score == null ? lead.severity().label() : String.format(Locale.ROOT, "CVSS %.1f", score));
            Answer answer = weak.answer();
            reasons.add(switch (answer.kind()) {
                case REACHABLE -> "reachable, counts in full";
                case UNKNOWN -> "reachability unknown, counts half";
                case NOT_REACHABLE -> "not reachable, counts a twentieth";
            });
            return String.join(", ", reasons);
        }
    }

    /// Findings of all, in the order in which they came, each with its rank.
    static List<Finding> of(List<WeakPackage> all) {
        List<Ranked> ranked = new ArrayList<>(all.stream().map(Ranked::of).toList());
        List<Ranked> order = ranked.stream().sorted(ORDER).toList();
        java.util.Map<WeakPackage, Integer> ranks = new java.util.IdentityHashMap<>();
        int rank = 0;
        for (int i = 0; i < order.size(); i++) {
            // What nothing tells apart has one rank.
            rank = i > 0 && ORDER.compare(order.get(i - 1), order.get(i)) == 0 ? rank : i + 1;
            ranks.put(order.get(i).weak(), rank);
        }
        return ranked.stream()
                .map(each -> each.weak().finding(ranks.get(each.weak()) + " of " + all.size() + ": " + each.words())).toList();
    }
}
