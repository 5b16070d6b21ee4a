package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.registry.NpmRelease;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.Change;
import dev.gatehouse.sca.remedy.Jump;
import dev.gatehouse.sca.remedy.Resolution;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.Weakness;
import dev.gatehouse.sca.remedy.npm.NpmTree.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A project of npm, resolved.
final class NpmResolution implements Resolution {
    private final NpmTree tree;
    private final NpmCatalogue catalogue;
    /// Rules that `package.json` needs beside its own.
    private final Map<String, String> added;
    private @Nullable Set<Weakness> weaknesses;

    NpmResolution(NpmTree tree, NpmCatalogue catalogue, Map<String, String> added) {
        this.tree = tree;
        this.catalogue = catalogue;
        this.added = added;
    }

    NpmTree tree() {
        return tree;
    }

    Map<String, String> addedOverrides() {
        return added;
    }

    @Override
    public Set<Weakness> weaknesses() {
        Set<Weakness> found = weaknesses;
        if (found == null) {
            found = new TreeSet<>();
            for (NpmNode node : tree.nodes()) {
                PackageUrl purl = node.purl();
                if (purl != null) {
                    found.addAll(catalogue.weaknesses().of(purl));
                }
            }
            weaknesses = found;
        }
        return found;
    }

    @Override
    public Options against(Weakness weakness) throws InterruptedException {
        String name = Ecosystem.name(weakness.affected());
        String version = String.valueOf(weakness.affected().version());
        List<NpmNode> nodes = tree.of(name, version);
        try {
            for (NpmNode node : nodes) {
                catalogue.verify(node);
            }
            return nodes.isEmpty() ? Options.none("it is not in the lock file") : options(nodes.getFirst(), weakness);
        } catch (UnresolvableException e) {
            return Options.none(e.what());
        }
    }

    private Options options(NpmNode node, Weakness weakness) throws UnresolvableException, InterruptedException {
        List<NpmRelease> better = catalogue.better(node, weakness);
        Set<Change> changes = new LinkedHashSet<>();
        String obstacle = "";
        String name = node.name();
        String version = node.versionText();
        try {
            NpmRaise raise = new NpmRaise(tree, catalogue);
            NpmRelease to = raise.lift(name, version, better);
            List<Bump> bumps = raise.bumps();
            if (to != null) {
                Bump own = raise.bump(name, version, to);
                // A version that the raised parents bring by themselves is no decision of its own.
                if (bumps.isEmpty() || own.how() == Bump.How.REQUIREMENT) {
                    bumps.add(own);
                }
            }
            if (bumps.isEmpty()) {
                bumps.add(new Bump(name, version, better.getFirst().version().text(), Bump.How.LOCK));
            }
            changes.add(new NpmChange(bumps, List.of(new NpmChange.Repair(name, version)), Map.of()));
        } catch (UnresolvableException e) {
            obstacle = e.what();
        }
        NpmChange override = override(node, better.getFirst());
        if (override != null) {
            changes.add(override);
        }
        changes.addAll(farther(node));
        return new Options(List.copyOf(changes), obstacle);
    }

    /// The project decides; null where it need not, or cannot.
    private @Nullable NpmChange override(NpmNode node, NpmRelease to) {
        String name = node.name();
        if (tree.overrides().nested().contains(name)) {
            return null;
        }
        List<Edge> unwilling = new ArrayList<>();
        for (NpmNode each : tree.of(name, node.versionText())) {
            for (Edge edge : tree.into(each)) {
                if (!edge.spec().admits(to.name(), to.version())) {
                    if (edge.ask().kind().isPeer() || !edge.ask().name().equals(name) || edge.spec().range() == null) {
                        return null;
                    }
                    unwilling.add(edge);
                }
            }
        }
        unwilling.removeIf(edge -> edge.from().isOwn());
        if (unwilling.isEmpty()) {
            return null;
        }
        // npm refuses a rule that contradicts what the project itself asks for.
        boolean direct = tree.nodes().stream().anyMatch(from -> from.isOwn() && from.needs().ask(name) != null);
        boolean alone = tree.nodes().stream().filter(each -> each.name().equals(name) && !each.isOwn())
                .map(NpmNode::versionText).distinct().count() == 1;
        if (direct) {
            return null;
        }
        Map<String, String> rules = new TreeMap<>();
        for (Edge edge : unwilling) {
            rules.put(alone ? name : name + "@" + edge.ask().spec().text(), "^" + to.version().text());
        }
        Bump bump = new Bump(name, node.versionText(), to.version().text(), Bump.How.OVERRIDE);
        return new NpmChange(List.of(bump), List.of(), rules);
    }

    /// Further upgrades of what the project asks for and the package comes with: the newest of the same major version, and the
    /// newest. One such may remove more than several near ones.
    private List<Change> farther(NpmNode node) throws InterruptedException {
        List<Change> changes = new ArrayList<>();
        for (NpmNode direct : directAncestors(node)) {
            try {
                catalogue.verify(direct);
                List<NpmRelease> newer = catalogue.proposable(direct.name()).stream().filter(catalogue::isClean)
                        .filter(release -> direct.version() != null && release.version().compareTo(direct.version()) > 0)
                        .toList();
                List<NpmRelease> same = newer.stream()
                        .filter(release -> Jump.between(direct.versionText(), release.version().text()) != Jump.MAJOR).toList();
                Set<NpmRelease> chosen = new LinkedHashSet<>();
                if (!same.isEmpty()) {
                    chosen.add(same.getLast());
                }
                if (!newer.isEmpty()) {
                    chosen.add(newer.getLast());
                }
                for (NpmRelease release : chosen) {
                    Bump bump = new NpmRaise(tree, catalogue).bump(direct.name(), direct.versionText(), release);
                    changes.add(new NpmChange(List.of(bump),
                            List.of(new NpmChange.Repair(node.name(), node.versionText())), Map.of()));
                }
            } catch (UnresolvableException _) {
                // The near upgrades say what stands against it.
            }
        }
        return changes;
    }

    /// What the project itself asks for and a package comes with, by way of those that need it.
    private Set<NpmNode> directAncestors(NpmNode node) {
        Set<NpmNode> seen = new LinkedHashSet<>(List.of(node));
        Set<NpmNode> direct = new LinkedHashSet<>();
        List<NpmNode> left = new ArrayList<>(List.of(node));
        while (!left.isEmpty()) {
            NpmNode at = left.removeLast();
            for (Edge edge : tree.into(at)) {
                if (edge.from().isOwn()) {
                    direct.add(at);
                } else if (seen.add(edge.from())) {
                    left.add(edge.from());
                }
            }
        }
        direct.remove(node);
        return direct;
    }

    @Override
    public Resolution apply(Change change) throws UnresolvableException, InterruptedException {
        if (!(change instanceof NpmChange npm)) {
            throw new IllegalArgumentException("a change of another ecosystem");
        }
        Map<String, String> rules = new LinkedHashMap<>(added);
        rules.putAll(npm.overrides());
        return new NpmResolution(new NpmResolver(tree, catalogue).apply(npm), catalogue, rules);
    }

    @Override
    public List<Bump> since(Resolution earlier) {
        if (!(earlier instanceof NpmResolution before)) {
            throw new IllegalArgumentException("a state of another ecosystem");
        }
        Map<String, Set<String>> old = before.versions();
        Map<String, Set<String>> now = versions();
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        List<Bump> moved = new ArrayList<>();
        for (String name : names) {
            List<String> gone = new ArrayList<>(old.getOrDefault(name, Set.of()));
            List<String> come = new ArrayList<>(now.getOrDefault(name, Set.of()));
            gone.removeAll(now.getOrDefault(name, Set.of()));
            come.removeAll(old.getOrDefault(name, Set.of()));
            for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
                moved.add(new Bump(name, i < gone.size() ? gone.get(i) : "", i < come.size() ? come.get(i) : "",
                        Bump.How.BROUGHT));
            }
        }
        return moved;
    }

    private Map<String, Set<String>> versions() {
        Map<String, Set<String>> versions = new TreeMap<>();
        for (NpmNode node : tree.nodes()) {
            if (!node.isOwn() && !node.isLink() && node.version() != null) {
                versions.computeIfAbsent(node.name(), _ -> new TreeSet<>()).add(node.versionText());
            }
        }
        return versions;
    }
}
