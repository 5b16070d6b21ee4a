package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.registry.NpmPackage;
import dev.gatehouse.sca.registry.NpmRelease;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.npm.NpmNeeds.Ask;
import dev.gatehouse.sca.remedy.npm.NpmTree.Edge;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Works out where everything lies after a change, as npm 7 and later do: what is missing or does not fit is put as far out as it
/// can be without taking away from anybody what it needs; everything else stays where it was; what nobody needs any more goes.
final class NpmResolver {
    private static final int MOST_PLACED = 20_000;

    private final NpmTree before;
    private final NpmCatalogue catalogue;
    private final Map<String, NpmNode> nodes;
    /// Versions that must not come back, oldest by name: the better one starts there.
    private final Map<String, String> leaving = new HashMap<>();
    private NpmOverrides overrides;

    NpmResolver(NpmTree before, NpmCatalogue catalogue) {
        this.before = before;
        this.catalogue = catalogue;
        this.nodes = before.copy();
        this.overrides = before.overrides();
    }

    /// The tree after a change.
    ///
    /// @throws UnresolvableException
    ///             if something could not be satisfied that was before
    NpmTree apply(NpmChange change) throws UnresolvableException, InterruptedException {
        Set<String> tolerated = before.broken();
        Set<String> wasReached = NpmTree.reached(nodes);
        overrides = overrides.with(change.overrides());
        for (Bump bump : change.bumps()) {
            set(bump);
        }
        for (NpmChange.Repair repair : change.repairs()) {
            repair(repair);
        }
        settle(tolerated);
        Set<String> reached = NpmTree.reached(nodes);
        // What nobody needed before either is not ours to remove.
        nodes.keySet().removeIf(place -> !reached.contains(place)
                && (wasReached.contains(place) || before.node(place) == null) || orphaned(place));
        NpmTree after = new NpmTree(nodes, overrides);
        for (NpmNode node : after.nodes()) {
            for (Edge edge : after.edges(node)) {
                if (!edge.isValid() && !tolerated.contains(edge.key())) {
                    throw unsatisfied(edge);
                }
            }
        }
        return after;
    }

    /// Whether it lies inside of something that is no longer there.
    private boolean orphaned(String place) {
        String around = NpmTree.above(place);
        return place.contains(NpmNode.MODULES) && around != null && !around.isEmpty() && !nodes.containsKey(around);
    }

    private static UnresolvableException unsatisfied(Edge edge) {
        NpmNode to = edge.to();
        String who = edge.from().isOwn() ? "the project" : edge.from().name() + " " + edge.from().versionText();
        return new UnresolvableException(who + " asks for " + edge.ask().name() + " " + edge.spec().text()
                + (to == null ? ", which would be missing" : " and would get " + to.versionText()));
    }

    /// Puts a version in place of another; what the project asks for follows.
    private void set(Bump bump) throws UnresolvableException, InterruptedException {
        NpmRelease release = catalogue.find(bump.name()).release(bump.to());
        if (release == null || release.isSealed()) {
            throw new UnresolvableException(bump.name() + " " + bump.to() + " cannot be had from the registry");
        }
        leaving.put(bump.name(), bump.from());
        for (NpmNode node : at(bump.name(), bump.from())) {
            for (Edge edge : NpmTree.into(nodes, overrides, node)) {
                if (edge.from().isOwn() && !edge.spec().admits(release.name(), release.version())) {
                    ask(edge, release);
                }
            }
            put(node.place(), release);
        }
    }

    private void ask(Edge edge, NpmRelease release) throws UnresolvableException {
        NpmSpec spec = NpmSpec.of(edge.ask().name(), edge.spec().raised(release.version().text()));
        if (edge.spec().range() == null || !spec.admits(release.name(), release.version())) {
            throw new UnresolvableException("the project asks for " + edge.ask().name() + " by '" + edge.spec().text() + "'");
        }
        NpmNode from = edge.from();
        nodes.put(from.place(), from.with(from.needs().with(new Ask(edge.ask().name(), spec, edge.ask().kind()))));
    }

    private List<NpmNode> at(String name, String version) {
        return nodes.values().stream().filter(node -> !node.isOwn() && !node.isLink() && node.is(name, version)).toList();
    }

    /// What came inside the old version goes with it.
    private void put(String place, NpmRelease release) throws UnresolvableException {
        NpmNode old = nodes.get(place);
        if (old != null && (old.isBundled() || old.isLink())) {
            throw new UnresolvableException(old.name() + " at " + place + " is not npm's to replace");
        }
        String inside = place + "/";
        nodes.values().removeIf(node -> node.place().startsWith(inside) && node.isBundled());
        nodes.put(place, NpmNode.released(place, release));
    }

    /// Replaces a version wherever a better one is let in: at each place the nearest that suits the most of those who get it.
    private void repair(NpmChange.Repair repair) throws UnresolvableException, InterruptedException {
        leaving.putIfAbsent(repair.name(), repair.version());
        for (NpmNode node : at(repair.name(), repair.version())) {
            if (node.isBundled()) {
                continue;
            }
            List<Edge> edges = NpmTree.into(nodes, overrides, node);
            NpmRelease best = null;
            long most = 0;
            for (NpmRelease release : newer(node)) {
                long suited = edges.stream().filter(edge -> edge.spec().admits(release.name(), release.version())).count();
                if (suited > most) {
                    best = release;
                    most = suited;
                }
            }
            if (best != null) {
                put(node.place(), best);
            }
        }
    }

    private List<NpmRelease> newer(NpmNode node) throws UnresolvableException, InterruptedException {
        return catalogue.proposable(node.name()).stream().filter(catalogue::isClean)
                .filter(release -> node.version() != null && release.version().compareTo(node.version()) > 0).toList();
    }

    /// Puts what is missing or does not fit, until nothing does.
    private void settle(Set<String> tolerated) throws UnresolvableException, InterruptedException {
        Deque<String> left = new ArrayDeque<>(nodes.keySet());
        int placed = 0;
        while (!left.isEmpty()) {
            NpmNode from = nodes.get(left.poll());
            if (from == null) {
                continue;
            }
            for (Ask ask : from.needs().all()) {
                Edge edge = NpmTree.edge(nodes, overrides, from, ask);
                if (edge.isValid() || tolerated.contains(edge.key())) {
                    continue;
                }
                if (++placed > MOST_PLACED) {
                    throw new UnresolvableException("it does not come to an end");
                }
                left.add(place(edge));
            }
        }
    }

    /// Puts what an edge needs; returns where.
    private String place(Edge edge) throws UnresolvableException, InterruptedException {
        NpmRelease release = choose(edge);
        String start = edge.ask().kind().isPeer() ? NpmTree.above(edge.from().place()) : edge.from().place();
        String best = null;
        for (String target = start; target != null; target = NpmTree.above(target)) {
            NpmNode there = nodes.get(NpmTree.below(target, edge.ask().name()));
            if (there != null && there.is(release.name(), release.version().text())) {
                return there.place();
            }
            if (there == null ? !takesNothing(target, edge, release) : !replaces(there, edge, release)) {
                break;
            }
            best = target;
        }
        if (best == null) {
            throw unsatisfied(edge);
        }
        String place = NpmTree.below(best, edge.ask().name());
        put(place, release);
        return place;
    }

    /// Whether everybody who gets what lies there would be as content with the release.
    private boolean replaces(NpmNode there, Edge pending, NpmRelease release) {
        return !there.isLink() && !there.isBundled() && NpmTree.into(nodes, overrides, there).stream()
                .filter(edge -> !edge.key().equals(pending.key()))
                .allMatch(edge -> edge.spec().admits(release.name(), release.version()));
    }

    /// Whether nobody at or below the target, who now gets something farther out, would get the release and not be content.
    private boolean takesNothing(String target, Edge pending, NpmRelease release) {
        String name = pending.ask().name();
        String inside = target.isEmpty() ? "" : target + "/";
        for (NpmNode from : nodes.values()) {
            Ask ask = from.needs().ask(name);
            if (ask == null || !from.place().equals(target) && !from.place().startsWith(inside)) {
                continue;
            }
            Edge edge = NpmTree.edge(nodes, overrides, from, ask);
            NpmNode to = edge.to();
            boolean inner = to != null && to.place().startsWith(NpmTree.below(target, ""));
            if (!edge.key().equals(pending.key()) && !inner && edge.isValid() && to != null
                    && !edge.spec().admits(release.name(), release.version())) {
                return false;
            }
            boolean own = from.place().equals(target) && !edge.key().equals(pending.key());
            if (own && !edge.spec().admits(release.name(), release.version())) {
                return false;
            }
        }
        return true;
    }

    /// The release that an edge gets: where a version has to go, the nearest better one; otherwise what npm would take, the
    /// recommended one or the newest. One without weaknesses wherever there is one.
    private NpmRelease choose(Edge edge) throws UnresolvableException, InterruptedException {
        NpmSpec spec = edge.spec();
        if (spec.range() == null) {
            throw unsatisfied(edge);
        }
        NpmPackage found = catalogue.find(spec.name());
        List<NpmRelease> admitted = catalogue.proposable(spec.name()).stream()
                .filter(release -> spec.admits(release.name(), release.version())).toList();
        List<NpmRelease> clean = admitted.stream().filter(catalogue::isClean).toList();
        List<NpmRelease> from = clean.isEmpty() ? admitted : clean;
        if (from.isEmpty()) {
            throw unsatisfied(edge);
        }
        String old = leaving.get(spec.name());
        if (old != null) {
            NpmRelease nearest = nearest(from, found.release(old));
            if (nearest != null) {
                return nearest;
            }
        }
        NpmRelease recommended = from.stream().filter(release -> release.version().text().equals(found.latest())).findFirst()
                .orElse(null);
        return recommended != null ? recommended : from.getLast();
    }

    private static @Nullable NpmRelease nearest(List<NpmRelease> from, @Nullable NpmRelease old) {
        return old == null
                ? null
                : from.stream().filter(release -> release.version().compareTo(old.version()) > 0)
                        .min(Comparator.comparing(NpmRelease::version)).orElse(null);
    }
}
