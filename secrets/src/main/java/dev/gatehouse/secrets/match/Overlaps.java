package dev.gatehouse.secrets.match;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.secrets.rule.Allowlist;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Of several finds that touch each other the best one stays, see [Standing]. Users' gitleaks rules always stay, as they do there. A find
/// that counts only at some places, because its rule is for certain files, beats nothing here: whether it does is known at the place.
final class Overlaps {
    private final RuleSet rules;
    private final Comparator<Found> better;

    Overlaps(RuleSet rules) {
        this.rules = rules;
        this.better = Comparator.comparing((Found found) -> standing(found)).thenComparingInt(Found::start)
                .thenComparing(Found::secret);
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
                    beaten |= !waitsForPlace(other.rule(), other.waiting().length > 0 || !other.support().isEmpty())
                            && other.start() < found.end() && found.start() < other.end()
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

    private Standing standing(Found found) {
        return standing(found.rule(), found.confidence(), found.severity(), found.encoding() != null,
                found.end() - found.start());
    }

    Standing standing(int rule, Confidence confidence, Severity severity, boolean encoded, int length) {
        return new Standing(rules.rules().get(rule).detection().generic(), confidence, severity, encoded, length,
                rules.rules().get(rule).id());
    }

    /// Whether a find of the rule counts at some places only.
    ///
    /// @param open
    ///            whether allow-lists or required finds of it wait for the place
    boolean waitsForPlace(int rule, boolean open) {
        Detection detection = rules.rules().get(rule).detection();
        return open || detection.path() != null
                || detection.allowlists().stream().anyMatch(Allowlist::onPlace);
    }

    private Detection detection(Found found) {
        return rules.rules().get(found.rule()).detection();
    }
}
