package dev.gatehouse.sca.remedy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the fewest and smallest changes that remove the most risk.
///
/// That is weighted set cover, for which the greedy choice (most risk per cost) is as good as anything quick can be (Chvátal 1979);
/// changes are not independent, so each candidate is resolved and matched anew on top of what was chosen. One that brings a finding
/// which the project does not have now is never taken. What turns out to be superfluous at the end is dropped, and the plan is
/// compared with the one that takes the cheapest change for each weakness on its own: the cheaper one wins.
public final class Planner {
    private final Duration time;
    private final InstantSource clock;

    /// @param time
    ///            how long candidates are tried; then the plan is what has been found
    public Planner(Duration time, InstantSource clock) {
        this.time = time;
        this.clock = clock;
    }

    /// The plan for a project.
    ///
    /// @throws InterruptedException
    ///             if the user stopped it
    public FixPlan plan(Resolution start) throws InterruptedException {
        return new Search(start, clock.instant().plus(time)).run();
    }

    /// A state after changes.
    private record Reached(List<Change> changes, Resolution state) {
        double cost() {
            return changes.stream().mapToDouble(Change::cost).sum();
        }

        double risk() {
            return state.weaknesses().stream().mapToDouble(Weakness::risk).sum();
        }
    }

    private record Tried(Change change, Resolution state, double gain) {}

    private final class Search {
        private final Resolution start;
        private final Instant end;
        private final Set<String> there = new HashSet<>();
        /// Why nothing was done, by weakness.
        private final Map<Weakness, String> obstacles = new TreeMap<>();
        private boolean late;

        Search(Resolution start, Instant end) {
            this.start = start;
            this.end = end;
            start.weaknesses().forEach(weakness -> there.add(weakness.finding()));
        }

        FixPlan run() throws InterruptedException {
            Reached greedy = trimmed(greedy());
            Reached single = trimmed(singly());
            double difference = single.risk() - greedy.risk();
            boolean better = difference < 0 || difference == 0 && single.cost() < greedy.cost();
            return told(better ? single : greedy);
        }

        private Reached greedy() throws InterruptedException {
            Reached reached = new Reached(List.of(), start);
            while (true) {
                Tried best = best(reached.state());
                if (best == null) {
                    return reached;
                }
                List<Change> changes = new ArrayList<>(reached.changes());
                changes.add(best.change());
                reached = new Reached(changes, best.state());
            }
        }

        /// The change with the most gain for its cost; null if none gains anything.
        private @Nullable Tried best(Resolution state) throws InterruptedException {
            Set<Change> candidates = new LinkedHashSet<>();
            for (Weakness weakness : new TreeSet<>(state.weaknesses())) {
                candidates.addAll(options(state, weakness));
            }
            Tried best = null;
            for (Change change : candidates) {
                Tried tried = attempt(state, change);
                if (tried != null && (best == null || BETTER.compare(tried, best) < 0)) {
                    best = tried;
                }
            }
            return best;
        }

        private List<Change> options(Resolution state, Weakness weakness) throws InterruptedException {
            Resolution.Options options = state.against(weakness);
            if (!options.obstacle().isEmpty()) {
                obstacles.put(weakness, options.obstacle());
            }
            return options.changes();
        }

        private @Nullable Tried attempt(Resolution state, Change change) throws InterruptedException {
            if (clock.instant().isAfter(end)) {
                late = true;
                return null;
            }
            try {
                Resolution after = state.apply(change);
                Set<Weakness> left = after.weaknesses();
                Set<Weakness> gone = new TreeSet<>(state.weaknesses());
                gone.removeAll(left);
                Weakness brought = left.stream().filter(weakness -> !there.contains(weakness.finding())).findFirst().orElse(null);
                if (brought != null) {
                    gone.forEach(weakness -> obstacles.put(weakness, change.label() + " would bring " + brought.id() + " in "
                            + brought.affected().name() + " " + brought.affected().version()));
                    return null;
                }
                double gain = risk(state) - risk(after);
                return gain > 0 ? new Tried(change, after, gain) : null;
            } catch (UnresolvableException e) {
                for (Weakness weakness : state.weaknesses()) {
                    if (change.bumps().stream().anyMatch(bump -> bump.name().equals(name(weakness)))) {
                        obstacles.putIfAbsent(weakness, change.label() + " is not possible: " + e.what());
                    }
                }
                return null;
            }
        }

        /// The cheapest change for each weakness, one after the other.
        private Reached singly() throws InterruptedException {
            Reached reached = new Reached(List.of(), start);
            for (Weakness weakness : new TreeSet<>(start.weaknesses())) {
                if (!reached.state().weaknesses().contains(weakness)) {
                    continue;
                }
                Tried cheapest = null;
                for (Change change : options(reached.state(), weakness)) {
                    Tried tried = attempt(reached.state(), change);
                    if (tried != null && !tried.state().weaknesses().contains(weakness)
                            && (cheapest == null || tried.change().cost() < cheapest.change().cost())) {
                        cheapest = tried;
                    }
                }
                if (cheapest != null) {
                    List<Change> changes = new ArrayList<>(reached.changes());
                    changes.add(cheapest.change());
                    reached = new Reached(changes, cheapest.state());
                }
            }
            return reached;
        }

        /// Without the changes that the others make superfluous, the dearest tried first.
        private Reached trimmed(Reached whole) throws InterruptedException {
            Reached least = joined(whole);
            List<Change> byCost = new ArrayList<>(whole.changes());
            byCost.sort(Comparator.comparingDouble(Change::cost).reversed());
            for (Change candidate : byCost) {
                List<Change> rest = new ArrayList<>(least.changes());
                rest.remove(candidate);
                Reached without = replay(rest);
                if (without != null && without.risk() <= least.risk() && noneNew(without.state())) {
                    least = without;
                }
            }
            return least;
        }

        /// What goes on with an earlier change becomes one with it, wherever that comes to the same.
        private Reached joined(Reached whole) throws InterruptedException {
            Reached least = whole;
            for (int i = 0; i < least.changes().size(); i++) {
                for (int j = i + 1; j < least.changes().size(); j++) {
                    Change one = least.changes().get(i).followedBy(least.changes().get(j));
                    if (one == null) {
                        continue;
                    }
                    List<Change> changes = new ArrayList<>(least.changes());
                    changes.remove(j);
                    changes.set(i, one);
                    Reached reached = replay(changes);
                    if (reached != null && reached.risk() <= least.risk() && noneNew(reached.state())) {
                        least = reached;
                        j = i;
                    }
                }
            }
            return least;
        }

        private @Nullable Reached replay(List<Change> changes) throws InterruptedException {
            Resolution state = start;
            for (Change change : changes) {
                try {
                    state = state.apply(change);
                } catch (UnresolvableException _) {
                    return null;
                }
            }
            return new Reached(changes, state);
        }

        private boolean noneNew(Resolution state) {
            return state.weaknesses().stream().allMatch(weakness -> there.contains(weakness.finding()));
        }

        private FixPlan told(Reached reached) throws InterruptedException {
            List<FixPlan.Step> steps = new ArrayList<>();
            Resolution state = start;
            for (Change change : reached.changes()) {
                Resolution after;
                try {
                    after = state.apply(change);
                } catch (UnresolvableException e) {
                    throw new IllegalStateException("what was tried before is no longer possible", e);
                }
                Set<Weakness> gone = new TreeSet<>(state.weaknesses());
                gone.removeAll(after.weaknesses());
                steps.add(new FixPlan.Step(change, List.copyOf(gone), after.since(state)));
                state = after;
            }
            List<FixPlan.Remaining> remaining = new ArrayList<>();
            for (Weakness weakness : new TreeSet<>(state.weaknesses())) {
                String why = obstacles.getOrDefault(weakness, late
                        ? "the time for trying candidates was over"
                        : "no change that was tried removes it");
                remaining.add(new FixPlan.Remaining(weakness, why));
            }
            return new FixPlan(start.weaknesses(), steps, remaining, state);
        }
    }

    private static final Comparator<Tried> BETTER = Comparator
            .comparingDouble((Tried tried) -> -tried.gain() / tried.change().cost())
            .thenComparingDouble(tried -> tried.change().cost()).thenComparing(tried -> tried.change().label());

    private static String name(Weakness weakness) {
        return dev.gatehouse.ecosystem.Ecosystem.name(weakness.affected());
    }

    private static double risk(Resolution state) {
        return state.weaknesses().stream().mapToDouble(Weakness::risk).sum();
    }
}
