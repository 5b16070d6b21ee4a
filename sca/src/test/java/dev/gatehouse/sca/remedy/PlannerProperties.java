package dev.gatehouse.sca.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/// Projects of random packages, each with several versions that have random weaknesses; raising one may raise or lower another.
class PlannerProperties {
    private static final int VERSIONS = 4;

    /// The world that a state is of.
    private record World(List<List<Set<String>>> weaknesses, int[][] brings) {

        static World random(Random random) {
            int packages = 2 + random.nextInt(5);
            List<List<Set<String>>> weaknesses = new ArrayList<>();
            int[][] brings = new int[packages][VERSIONS];
            for (int i = 0; i < packages; i++) {
                List<Set<String>> versions = new ArrayList<>();
                for (int v = 0; v < VERSIONS; v++) {
                    Set<String> here = new TreeSet<>();
                    for (int w = 0; w < 3; w++) {
                        if (random.nextInt(VERSIONS + 1) > v + 1) {
                            here.add("CVE-" + w);
                        }
                    }
                    versions.add(here);
                    brings[i][v] = random.nextInt(3) == 0 ? random.nextInt(packages * VERSIONS) : -1;
                }
                weaknesses.add(versions);
            }
            return new World(weaknesses, brings);
        }
    }

    private record Raise(int which, int from, int to) implements Change {
        @Override
        public List<Bump> bumps() {
            return List.of(new Bump("p" + which, number(from), number(to), Bump.How.LOCK));
        }

        @Override
        public @Nullable Change followedBy(Change later) {
            return later instanceof Raise next && next.which() == which && next.from() == to
                    ? new Raise(which, from, next.to())
                    : null;
        }
    }

    private static String number(int version) {
        return version / 2 + 1 + "." + version % 2 + ".0";
    }

    private record State(World world, int[] versions) implements Resolution {
        @Override
        public Set<Weakness> weaknesses() {
            Set<Weakness> found = new TreeSet<>();
            for (int i = 0; i < versions.length; i++) {
                for (String id : world.weaknesses().get(i).get(versions[i])) {
                    found.add(
                            new Weakness(purl(i, versions[i]), id, Severity.values()[(i + id.length()) % 4], Exploitation.UNKNOWN,
                                    Advisory.Kind.VULNERABILITY, "", null));
                }
            }
            return found;
        }

        private static PackageUrl purl(int which, int version) {
            try {
                return PackageUrl.of("npm", null, "p" + which, number(version));
            } catch (PackageUrlException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Options against(Weakness weakness) {
            int which = Integer.parseInt(weakness.affected().name().substring(1));
            List<Change> changes = new ArrayList<>();
            for (int to = versions[which] + 1; to < VERSIONS; to++) {
                changes.add(new Raise(which, versions[which], to));
            }
            return new Options(changes, "");
        }

        @Override
        public Resolution apply(Change change) throws UnresolvableException {
            if (!(change instanceof Raise raise) || versions[raise.which()] != raise.from()) {
                throw new UnresolvableException("it is no longer there");
            }
            int[] after = versions.clone();
            after[raise.which()] = raise.to();
            int brought = world.brings()[raise.which()][raise.to()];
            if (brought >= 0 && brought / VERSIONS != raise.which()) {
                after[brought / VERSIONS] = brought % VERSIONS;
            }
            return new State(world, after);
        }

        @Override
        public List<Bump> since(Resolution earlier) {
            List<Bump> moved = new ArrayList<>();
            if (earlier instanceof State before) {
                for (int i = 0; i < versions.length; i++) {
                    if (versions[i] != before.versions()[i]) {
                        moved.add(new Bump("p" + i, number(before.versions()[i]), number(versions[i]), Bump.How.BROUGHT));
                    }
                }
            }
            return moved;
        }
    }

    private static State start(long seed) {
        World world = World.random(new Random(seed));
        return new State(world, new int[world.weaknesses().size()]);
    }

    private static FixPlan plan(State start) throws InterruptedException {
        return new Planner(Duration.ofMinutes(1), InstantSource.system()).plan(start);
    }

    @Property(tries = 300)
    void noFindingIsThereThatWasNotThereBefore(@ForAll long seed) throws Exception {
        State start = start(seed);
        Set<String> before = new TreeSet<>();
        start.weaknesses().forEach(weakness -> before.add(weakness.finding()));
        FixPlan plan = plan(start);
        Resolution state = start;
        for (FixPlan.Step step : plan.steps()) {
            state = state.apply(step.change());
        }
        assertThat(state.weaknesses()).isEqualTo(plan.outcome().weaknesses());
        assertThat(state.weaknesses()).extracting(Weakness::finding).isSubsetOf(before);
        assertThat(plan.remaining()).extracting(FixPlan.Remaining::weakness).containsExactlyElementsOf(state.weaknesses());
        assertThat(plan.remaining()).allSatisfy(remaining -> assertThat(remaining.why()).isNotBlank());
    }

    /// The cheapest repair of each weakness on its own, as a person would do it: one after the other, nothing new let in.
    @Property(tries = 300)
    void thePlanIsNeverLargerThanRepairingEachFindingAlone(@ForAll long seed) throws Exception {
        State start = start(seed);
        Set<String> before = new TreeSet<>();
        start.weaknesses().forEach(weakness -> before.add(weakness.finding()));
        Resolution alone = start;
        double cost = 0;
        for (Weakness weakness : start.weaknesses()) {
            Map<Double, Resolution> byCost = new TreeMap<>();
            if (alone.weaknesses().contains(weakness)) {
                for (Change change : alone.against(weakness).changes()) {
                    Resolution after = alone.apply(change);
                    boolean good = !after.weaknesses().contains(weakness) && risk(after) < risk(alone)
                            && after.weaknesses().stream().allMatch(each -> before.contains(each.finding()));
                    if (good) {
                        byCost.putIfAbsent(change.cost(), after);
                    }
                }
            }
            for (Map.Entry<Double, Resolution> cheapest : byCost.entrySet()) {
                cost += cheapest.getKey();
                alone = cheapest.getValue();
                break;
            }
        }
        FixPlan plan = plan(start);
        double planned = plan.steps().stream().mapToDouble(step -> step.change().cost()).sum();
        if (risk(plan.outcome()) == risk(alone)) {
            assertThat(planned).isLessThanOrEqualTo(cost);
        } else {
            assertThat(risk(plan.outcome())).isLessThan(risk(alone));
        }
    }

    @Property(tries = 100)
    void theSameProjectGetsTheSamePlan(@ForAll long seed) throws Exception {
        List<Change> one = plan(start(seed)).steps().stream().map(FixPlan.Step::change).toList();
        List<Change> other = plan(start(seed)).steps().stream().map(FixPlan.Step::change).toList();
        assertThat(one).isEqualTo(other);
    }

    private static double risk(Resolution state) {
        return state.weaknesses().stream().mapToDouble(Weakness::risk).sum();
    }
}
