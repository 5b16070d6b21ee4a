package dev.gatehouse.secrets.match;

import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Of several finds at one place the best one stays: a rule that knows the form beats one that guesses, the surer the less sure,
/// the
/// graver the less grave, the longer the shorter. Users' gitleaks rules always stay, as they do there.
final class Overlaps {
    private final RuleSet rules;
    private final Comparator<Found> better;

    Overlaps(RuleSet rules) {
        this.rules = rules;
        this.better = Comparator.comparing((Found found) -> detection(found).generic())
                .thenComparing(Found::confidence, Comparator.reverseOrder())
                .thenComparing(Found::severity, Comparator.reverseOrder())
                .thenComparing(found -> found.encoding() != null)
                .thenComparing(found -> found.start() - found.end())
                .thenComparing(found -> rules.rules().get(found.rule()).id())
                .thenComparingInt(Found::start).thenComparing(Found::secret);
    }

    /// Those that stay, ordered by place, then rule.
    List<Found> resolve(List<Found> all) {
        List<Found> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparingInt(Found::start).thenComparing(Comparator.comparingInt(Found::end).reversed())
                .thenComparing(better));
        List<Found> stay = new ArrayList<>();
        for (int from = 0; from < ordered.size();) {
            // A chain of finds that touch each other.
            int reach = ordered.get(from).end();
            int to = from + 1;
            while (to < ordered.size() && ordered.get(to).start() < reach) {
                reach = Math.max(reach, ordered.get(to).end());
                to++;
            }
            if (to - from == 1) {
                stay.add(ordered.get(from));
            } else {
                best(ordered.subList(from, to), stay);
            }
            from = to;
        }
        stay.sort(Comparator.comparingInt(Found::start).thenComparingInt(Found::end).thenComparingInt(Found::rule)
                .thenComparing(Found::secret));
        return stay;
    }

    private void best(List<Found> chain, List<Found> stay) {
        List<Found> ranked = new ArrayList<>(chain);
        ranked.sort(better);
        List<Found> kept = new ArrayList<>();
        for (Found found : ranked) {
            boolean beaten = false;
            if (detection(found).filtered()) {
                for (Found other : kept) {
                    beaten |= other.start() < found.end() && found.start() < other.end()
                            && !(other.encoding() != null && other.encoding().equals(found.encoding())
                                    && !other.secret().contains(found.secret()) && !found.secret().contains(other.secret()));
                }
            }
            if (!beaten) {
                kept.add(found);
            }
        }
        stay.addAll(kept);
    }

    private Detection detection(Found found) {
        return rules.rules().get(found.rule()).detection();
    }
}
