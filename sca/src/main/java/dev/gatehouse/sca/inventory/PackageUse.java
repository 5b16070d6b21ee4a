package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A package as one project uses it.
///
/// @param purl
///            without a version where none is pinned
/// @param requirement
///            the versions that are asked for; empty if unknown
/// @param scope
///            what for
/// @param direct
///            whether the project itself asks for it
/// @param own
///            whether it is the project's own, so that nobody else's advisories are about it
/// @param format
///            id of the format of the file that names it
/// @param role
///            what kind of statement that file makes
/// @param place
///            that file
/// @param shown
///            where the file names it; null where there is no text
/// @param declared
///            where the project asks for it, if that is another file; null otherwise
/// @param requires
///            positions in [Project#packages] of what it needs
/// @param licence
///            as declared; empty if unknown
/// @param concluded
///            the licence that texts lying with the package are, as an SPDX expression; empty if there are none that are known
/// @param supplier
///            as declared; empty if unknown
/// @param source
///            for operating-system packages the source package, `name` or `name@version`; empty otherwise
/// @param owner
///            the operating-system package that brought it; empty if none
/// @param note
///            what a reader should know of how it was found; empty if nothing
public record PackageUse(PackageUrl purl, String requirement, Scope scope, boolean direct, boolean own, String format, Role role,
        Place place, @Nullable Shown shown, @Nullable Declared declared, List<Integer> requires, List<Hash> hashes,
        String licence, String concluded,
        String supplier, String source, String owner, String note) {
    public PackageUse {
        requires = List.copyOf(requires);
        hashes = List.copyOf(hashes);
    }

    /// Where a project asks for a package.
    public record Declared(Place place, Shown shown) {}

    /// Where a finding about it stands.
    ///
    /// @param rule
    ///            of the finding: markers in the line may suppress it
    public Occurrence occurrence(Confidence confidence, Rule rule) {
        return new Occurrence(new Location.Package(purl.toString(), place, shown == null ? null : shown.region()), confidence,
                shown == null ? null : shown.excerpt(), shown == null ? null : shown.suppresses(rule.id()));
    }

    /// Whether the file that names it is part of tests or documentation, so that it hardly matters to what is shipped.
    public boolean aside() {
        return place.is(Trait.TEST) || place.is(Trait.DOCUMENTATION);
    }

    /// Version, or requirement where none is pinned; empty if neither is known.
    public String wanted() {
        String version = purl.version();
        return version == null ? requirement : version;
    }

    /// Whether exactly one version is known.
    public boolean pinned() {
        return purl.version() != null;
    }
}
