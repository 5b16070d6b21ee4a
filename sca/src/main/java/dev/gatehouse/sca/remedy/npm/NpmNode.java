package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.registry.NpmRelease;
import org.jspecify.annotations.Nullable;

/// A package at its place in a project.
///
/// @param place
///            relative to the project: `node_modules/a/node_modules/b`, empty for the project itself, `packages/c` for a member of
///            its workspace
/// @param name
///            of the package, which an alias hides in the place
/// @param version
///            null if it has none that can be compared
/// @param needs
///            what it asks for
/// @param target
///            for a link the place that it leads to; null otherwise
/// @param entry
///            what the lock file says; null if it is new there
/// @param release
///            what the registry says of one that is new there; null otherwise
record NpmNode(String place, String name, @Nullable Version version, NpmNeeds needs, @Nullable String target,
        @Nullable Mapping entry, @Nullable NpmRelease release) {
    static final String MODULES = "node_modules/";

    /// One that the lock file has.
    static NpmNode locked(String place, Mapping entry) {
        int at = place.lastIndexOf(MODULES);
        String given = Nodes.text(entry, "name");
        String name = !given.isEmpty() ? given : at < 0 ? place : place.substring(at + MODULES.length());
        String target = Nodes.flag(entry, "link") ? Nodes.text(entry, "resolved") : null;
        return new NpmNode(place, name, version(Nodes.text(entry, "version")),
                target == null ? NpmNeeds.of(entry, at < 0) : NpmNeeds.NONE, target, entry, null);
    }

    /// One that comes from the registry.
    static NpmNode released(String place, NpmRelease release) {
        return new NpmNode(place, release.name(), release.version(), NpmNeeds.of(release.manifest(), false), null, null, release);
    }

    private static @Nullable Version version(String text) {
        try {
            return text.isEmpty() ? null : VersionScheme.NPM.parse(text);
        } catch (VersionException _) {
            return null;
        }
    }

    /// Whether it is the project's own: itself, or a member of its workspace.
    boolean isOwn() {
        return !place.contains(MODULES);
    }

    boolean isLink() {
        return target != null;
    }

    /// Whether it came inside the package around it.
    boolean isBundled() {
        return entry != null && Nodes.flag(entry, "inBundle");
    }

    /// Whether it is this version of this package.
    boolean is(String asked, String text) {
        return name.equals(asked) && version != null && version.text().equals(text);
    }

    String versionText() {
        return version == null ? "" : version.text();
    }

    /// Null for what has no comparable version.
    @Nullable
    PackageUrl purl() {
        return version == null || isOwn() || isLink() ? null : Purls.npm(name, version.text()).orElse(null);
    }

    NpmNode with(NpmNeeds other) {
        return new NpmNode(place, name, version, other, target, entry, release);
    }

    /// Where it was downloaded from; empty if the lock file does not say.
    String resolved() {
        return entry == null ? "" : Nodes.text(entry, "resolved");
    }
}
