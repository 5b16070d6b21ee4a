package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.remedy.Bump;
import java.util.List;
import java.util.Set;

/// A version that can be moved, and all packages that move with it: those that take it from one property, or one package.
///
/// @param name
///            for people: the package, or the property
/// @param version
///            that it has now
/// @param packages
///            with that version
/// @param sites
///            where it is written; none if only the package manager writes it
/// @param how
///            by what it moves
public record Pin(String name, String version, Set<PackageUrl> packages, List<Site> sites, Bump.How how) {
    public Pin {
        packages = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(packages));
        sites = List.copyOf(sites);
    }
}
