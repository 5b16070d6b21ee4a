package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.registry.NpmRelease;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.npm.NpmTree.Edge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out who must be raised so that a package can be: those that ask for the old version, those that ask for them, up to what
/// the project asks for. Each to the nearest version that will do.
final class NpmRaise {
    private static final int DEEPEST = 16;

    private final NpmTree tree;
    private final NpmCatalogue catalogue;
    /// Releases by the `name@version` that they replace, parents before children.
    private final Map<String, NpmRelease> raised = new LinkedHashMap<>();
    private final Set<String> requirements = new HashSet<>();
    private final Set<String> open = new HashSet<>();

    NpmRaise(NpmTree tree, NpmCatalogue catalogue) {
        this.tree = tree;
        this.catalogue = catalogue;
    }

    /// Makes way for one of these releases of a package, and takes the nearest that everybody then lets in; null if those that ask
    /// for it let in different ones only.
    ///
    /// @param good
    ///            nearest first
    /// @throws UnresolvableException
    ///             if somebody does not make way
    @Nullable
    NpmRelease lift(String name, String version, List<NpmRelease> good) throws UnresolvableException, InterruptedException {
        String key = name + "@" + version;
        if (open.size() >= DEEPEST || !open.add(key)) {
            throw new UnresolvableException(key + " is needed by what needs it");
        }
        try {
            List<Edge> edges = tree.of(name, version).stream().flatMap(node -> tree.into(node).stream()).toList();
            for (NpmNode node : tree.of(name, version)) {
                if (node.isBundled()) {
                    throw new UnresolvableException(key + " lies inside another package: " + node.place());
                }
            }
            for (Edge edge : edges) {
                makeWay(edge, name, good);
            }
            return good.stream().filter(release -> edges.stream().allMatch(edge -> admits(edge, release))).findFirst()
                    .orElse(null);
        } finally {
            open.remove(key);
        }
    }

    private void makeWay(Edge edge, String name, List<NpmRelease> good) throws UnresolvableException, InterruptedException {
        if (edge.spec().range() == null) {
            throw new UnresolvableException(asker(edge) + " asks for " + name + " by '" + edge.spec().text()
                    + "', which is no range of versions");
        }
        if (good.stream().anyMatch(release -> admits(edge, release))) {
            return;
        }
        NpmNode from = edge.from();
        if (from.isOwn()) {
            requirements.add(from.place() + "|" + edge.ask().name());
            return;
        }
        String key = from.name() + "@" + from.versionText();
        if (raised.containsKey(key)) {
            throw new UnresolvableException(key + " has been raised and still asks for " + name + " " + edge.spec().text());
        }
        List<NpmRelease> letting = catalogue.proposable(from.name()).stream()
                .filter(release -> from.version() != null && release.version().compareTo(from.version()) > 0)
                .filter(release -> lets(release, edge, good)).toList();
        List<NpmRelease> clean = letting.stream().filter(catalogue::isClean).toList();
        if (letting.isEmpty()) {
            throw new UnresolvableException(asker(edge) + " asks for " + name + " " + edge.spec().text()
                    + ", and so does every later version of it that may be proposed");
        }
        NpmRelease release = lift(from.name(), from.versionText(), clean.isEmpty() ? letting : clean);
        if (release == null) {
            throw new UnresolvableException("those who need " + key + " let in no common version that asks for another " + name);
        }
        raised.put(key, release);
    }

    private static String asker(Edge edge) {
        return edge.from().isOwn() ? "the project" : edge.from().name() + " " + edge.from().versionText();
    }

    /// Whether a later version of who asks lets a good one in, or asks no more.
    private static boolean lets(NpmRelease later, Edge edge, List<NpmRelease> good) {
        NpmNeeds.Ask ask = NpmNeeds.of(later.manifest(), false).ask(edge.ask().name());
        return ask == null
                || ask.spec().range() != null && good.stream().anyMatch(each -> ask.spec().admits(each.name(), each.version()));
    }

    private boolean admits(Edge edge, NpmRelease release) {
        NpmNode from = edge.from();
        if (requirements.contains(from.place() + "|" + edge.ask().name())) {
            return true;
        }
        NpmRelease later = raised.get(from.name() + "@" + from.versionText());
        if (later != null && !from.isOwn()) {
            NpmNeeds.Ask ask = NpmNeeds.of(later.manifest(), false).ask(edge.ask().name());
            return ask == null || tree.overrides().spec(ask).admits(release.name(), release.version());
        }
        return edge.spec().admits(release.name(), release.version());
    }

    /// The upgrades of those that make way.
    List<Bump> bumps() {
        List<Bump> bumps = new ArrayList<>();
        raised.forEach((key, release) -> {
            String version = key.substring(key.lastIndexOf('@') + 1);
            bumps.add(bump(release.name(), version, release));
        });
        return bumps;
    }

    /// An upgrade by what it takes.
    Bump bump(String name, String version, NpmRelease to) {
        boolean asked = tree.of(name, version).stream().flatMap(node -> tree.into(node).stream())
                .anyMatch(edge -> edge.from().isOwn() && !edge.spec().admits(to.name(), to.version()));
        return new Bump(name, version, to.version().text(), asked ? Bump.How.REQUIREMENT : Bump.How.LOCK);
    }
}
