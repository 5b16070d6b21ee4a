package dev.gatehouse.sca.match;

import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.reach.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Matches the packages of a tree with the advisories of a store. One weakness of one package is one finding, however many
/// versions and manifests have it.
///
/// What an operating system's package brought is matched as that package only, by its source package and release: distributions
/// repair without changing the version.
public final class AdvisoryJudge implements InventoryJudge {
    private final Matcher matcher;

    /// @param matcher
    ///            its store stays open as long as this judge is used
    public AdvisoryJudge(Matcher matcher) {
        this.matcher = matcher;
    }

    @Override
    public List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics) {
        Map<String, WeakPackage> found = new TreeMap<>();
        Map<String, List<Match>> asked = new HashMap<>();
        Reach reach = new Reach(inventory);
        for (Project project : inventory.projects()) {
            int[] ways = null;
            for (int i = 0; i < project.packages().size(); i++) {
                PackageUse use = project.packages().get(i);
                List<Match> matches = asked.computeIfAbsent(use.purl() + " " + use.source() + " " + use.requirement(),
                        _ -> use.own() || !use.owner().isEmpty() ? List.of() : matches(use));
                if (use.own() || !use.owner().isEmpty() || matches.isEmpty()) {
                    continue;
                }
                ways = ways == null ? project.ways() : ways;
                List<PackageUse> path = path(project, i, ways);
                for (Match match : matches) {
                    String key = use.purl().unversioned() + "|" + match.weakness().getFirst();
                    found.computeIfAbsent(key, _ -> new WeakPackage(use.purl().unversioned())).add(use, match, path,
                            reach.of(project, i, match));
                }
            }
        }
        tellUnpinned(inventory, diagnostics);
        return Ranking.of(List.copyOf(found.values()));
    }

    /// What a package brings along is not known before its version is.
    private static void tellUnpinned(Inventory inventory, DiagnosticSink diagnostics) {
        List<String> unpinned = inventory.packages()
                .filter(use -> !use.own() && !use.pinned() && !use.aside()
                        && Ecosystem.of(use.purl()).filter(one -> one.family().scheme().isDefined()).isPresent())
                .map(use -> Ecosystem.name(use.purl())).distinct().sorted().toList();
        if (!unpinned.isEmpty()) {
            diagnostics.report(new Diagnostic("packages-unpinned", Diagnostic.Kind.NOTE, null, 0, unpinned.size()
                    + (unpinned.size() == 1 ? " package is" : " packages are") + " asked for without a pinned version, such as "
                    + String.join(", ", unpinned.subList(0, Math.min(3, unpinned.size())))
                    + ": their findings are possible ones, and a lower bound, because what they bring along is not known",
                    "commit a lock file", Set.of("sca")));
        }
    }

    /// From what the project asks for to the package.
    private static List<PackageUse> path(Project project, int target, int[] ways) {
        List<PackageUse> path = new ArrayList<>();
        for (int at = target; at >= 0 && path.size() <= project.packages().size(); at = ways[at]) {
            path.addFirst(project.packages().get(at));
        }
        return path;
    }

    private List<Match> matches(PackageUse use) {
        PackageUrl purl = use.purl();
        Optional<Ecosystem> ecosystem = Ecosystem.of(purl);
        if (ecosystem.isEmpty()) {
            return List.of();
        }
        if (ecosystem.get().family().isDistribution()) {
            return system(use, ecosystem.get());
        }
        return purl.version() != null ? matcher.match(purl) : requirement(use, ecosystem.get());
    }

    /// Distributions keep their advisories by source package.
    private List<Match> system(PackageUse use, Ecosystem ecosystem) {
        String version = use.purl().version();
        if (use.source().isEmpty() || version == null) {
            return matcher.match(use.purl());
        }
        int at = use.source().indexOf('@');
        return at < 0
                ? matcher.match(ecosystem, use.source(), version)
                : matcher.match(ecosystem, use.source().substring(0, at), use.source().substring(at + 1));
    }

    /// A requirement allows many versions, of which a build takes the newest as a rule. Told is every weakness of some version
    /// within its bounds; without a lower bound, where every weakness that the package ever had would be meant, only those that
    /// the newest version has too.
    private List<Match> requirement(PackageUse use, Ecosystem ecosystem) {
        if (use.requirement().isEmpty() || !ecosystem.family().scheme().isDefined()) {
            return List.of();
        }
        try {
            Requirement requirement = Requirement.parse(ecosystem.family().scheme(), use.requirement());
            VersionRange range = requirement.range();
            if (range.isEmpty()) {
                return List.of();
            }
            boolean open = range.intervals().getFirst().lower() == null;
            return matcher.possible(ecosystem, Ecosystem.name(use.purl()), range).stream()
                    .filter(match -> !open || Allowed.of(range, match) == Allowed.NEWEST).toList();
        } catch (RangeException e) {
            // Addresses, branches and templates stand where requirements do; they allow no version that could be compared.
            return List.of();
        }
    }
}
