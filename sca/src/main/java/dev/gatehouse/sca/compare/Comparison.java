package dev.gatehouse.sca.compare;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What differs between two states: packages, licences, weaknesses. Packages that are the project's own do not count; where a version
/// is not pinned, what is asked for stands in its place.
///
/// @param packages
///            that came, went, or have other versions, by package URL
/// @param licences
///            of packages that are in both states and declare others now
/// @param weaknesses
///            that came or went
public record Comparison(List<PackageChange> packages, List<LicenceChange> licences, List<WeaknessChange> weaknesses) {
    public Comparison {
        packages = List.copyOf(packages);
        licences = List.copyOf(licences);
        weaknesses = List.copyOf(weaknesses);
    }

    /// What happened to something.
    public enum Kind {
        ADDED, REMOVED, CHANGED
    }

    /// A package with the versions that only one of the states has.
    ///
    /// @param purl
    ///            without version
    /// @param before
    ///            versions that are gone; empty if it was not there
    /// @param after
    ///            versions that have come; empty if it is gone
    /// @param licences
    ///            that it declares in the later state where it has it
    public record PackageChange(Kind kind, PackageUrl purl, List<String> before, List<String> after, List<String> licences) {
        public PackageChange {
            before = List.copyOf(before);
            after = List.copyOf(after);
            licences = List.copyOf(licences);
        }
    }

    /// A package that declares other licences; an empty list declares none.
    public record LicenceChange(PackageUrl purl, List<String> before, List<String> after) {
        public LicenceChange {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /// A finding that only one of the states has.
    ///
    /// @param kind
    ///            added or removed
    /// @param identity
    ///            package and weakness
    public record WeaknessChange(Kind kind, String identity, Severity severity, String message) {}

    /// Compares.
    ///
    /// @param weakBefore
    ///            findings of the earlier state
    /// @param weakAfter
    ///            findings of the later state, by the same advisories
    public static Comparison of(Inventory before, Inventory after, Collection<Finding> weakBefore,
            Collection<Finding> weakAfter) {
        Map<PackageUrl, Entry> old = entries(before);
        Map<PackageUrl, Entry> now = entries(after);
        List<PackageChange> packages = new ArrayList<>();
        List<LicenceChange> licences = new ArrayList<>();
        Set<PackageUrl> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (PackageUrl name : names) {
            Entry earlier = old.getOrDefault(name, Entry.NONE);
            Entry later = now.getOrDefault(name, Entry.NONE);
            if (!earlier.versions().equals(later.versions())) {
                Kind kind = earlier == Entry.NONE ? Kind.ADDED : later == Entry.NONE ? Kind.REMOVED : Kind.CHANGED;
                packages.add(new PackageChange(kind, name, without(earlier.versions(), later.versions()),
                        without(later.versions(), earlier.versions()), List.copyOf(later.licences())));
            }
            if (earlier != Entry.NONE && later != Entry.NONE && !earlier.licences().equals(later.licences())) {
                licences.add(new LicenceChange(name, List.copyOf(earlier.licences()), List.copyOf(later.licences())));
            }
        }
        return new Comparison(packages, licences, weaknesses(weakBefore, weakAfter));
    }

    private record Entry(Set<String> versions, Set<String> licences) {
        private static final Entry NONE = new Entry(Set.of(), Set.of());
    }

    private static Map<PackageUrl, Entry> entries(Inventory inventory) {
        Map<PackageUrl, Entry> entries = new TreeMap<>();
        inventory.packages().filter(use -> !use.own() && use.owner().isEmpty()).forEach(use -> {
            Entry entry = entries.computeIfAbsent(use.purl().unversioned(), _ -> new Entry(new TreeSet<>(), new TreeSet<>()));
            entry.versions().add(version(use));
            if (!use.licence().isBlank()) {
                entry.licences().add(use.licence());
            }
        });
        return entries;
    }

    private static String version(PackageUse use) {
        String version = use.purl().version();
        return version != null ? version : use.requirement();
    }

    private static List<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(each -> !others.contains(each)).toList();
    }

    private static List<WeaknessChange> weaknesses(Collection<Finding> before, Collection<Finding> after) {
        Map<String, Finding> old = byIdentity(before);
        Map<String, Finding> now = byIdentity(after);
        List<WeaknessChange> changes = new ArrayList<>();
        now.forEach((identity, finding) -> {
            if (!old.containsKey(identity)) {
                changes.add(new WeaknessChange(Kind.ADDED, identity, finding.severity(), finding.message()));
            }
        });
        old.forEach((identity, finding) -> {
            if (!now.containsKey(identity)) {
                changes.add(new WeaknessChange(Kind.REMOVED, identity, finding.severity(), finding.message()));
            }
        });
        return changes;
    }

    private static Map<String, Finding> byIdentity(Collection<Finding> findings) {
        Map<String, Finding> byIdentity = new TreeMap<>();
        findings.forEach(finding -> byIdentity.put(finding.identity().getFirst().value(), finding));
        return byIdentity;
    }

    /// How many of a kind there are among the packages.
    public long packages(Kind kind) {
        return packages.stream().filter(change -> change.kind() == kind).count();
    }

    /// How many of a kind there are among the weaknesses.
    public long weaknesses(Kind kind) {
        return weaknesses.stream().filter(change -> change.kind() == kind).count();
    }
}
