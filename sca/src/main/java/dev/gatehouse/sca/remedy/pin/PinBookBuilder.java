package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.remedy.Bump;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gathers pins: what shares a site is one.
final class PinBookBuilder {
    private final Map<Path, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Gathered> pins = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();

    private record Gathered(String name, String version, Set<PackageUrl> packages, Set<Site> sites, Bump.How how) {}

    void file(Path file, byte[] bytes) {
        files.put(file, bytes);
    }

    /// A package whose version stands at sites.
    ///
    /// @param key
    ///            what is the same for all packages that move together
    void pin(String key, String name, PackageUrl purl, List<Site> sites, Bump.How how) {
        Gathered gathered = pins.computeIfAbsent(key, _ -> new Gathered(name, String.valueOf(purl.version()),
                new LinkedHashSet<>(), new LinkedHashSet<>(), how));
        gathered.packages().add(purl);
        gathered.sites().addAll(sites);
    }

    /// Why the version of a package is not moved, if no pin of that name and version is found.
    void reason(String name, String why) {
        reasons.putIfAbsent(name, why);
    }

    /// The book of the projects: packages that they use and that no pin moves are told with their reason.
    ///
    /// @param otherwise
    ///            the reason where none was given
    PinBook build(List<Project> projects, String otherwise, LockStep lock) {
        List<Pin> all = new ArrayList<>();
        Set<String> moving = new LinkedHashSet<>();
        for (Gathered each : pins.values()) {
            all.add(new Pin(each.name(), each.version(), each.packages(), List.copyOf(each.sites()), each.how()));
            each.packages().forEach(purl -> moving.add(Ecosystem.name(purl) + "@" + purl.version()));
        }
        Map<PackageUrl, String> fixed = new LinkedHashMap<>();
        for (Project project : projects) {
            for (PackageUse use : project.packages()) {
                if (weighed(use) && !moving.contains(Ecosystem.name(use.purl()) + "@" + use.purl().version())) {
                    fixed.put(use.purl(), reasons.getOrDefault(Ecosystem.name(use.purl()), otherwise));
                }
            }
        }
        return new PinBook(all, fixed, files, lock);
    }

    /// Whether advisories are held against it.
    static boolean weighed(PackageUse use) {
        return use.pinned() && !use.own() && use.owner().isEmpty();
    }
}
