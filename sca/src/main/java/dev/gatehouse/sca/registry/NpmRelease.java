package dev.gatehouse.sca.registry;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.sca.listing.Nodes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of a package as the registry describes it.
///
/// @param name
///            of the package
/// @param version
///            in npm's order
/// @param published
///            null if the registry does not say
/// @param manifest
///            its `package.json` as the registry keeps it
public record NpmRelease(String name, Version version, @Nullable Instant published, Mapping manifest) {

    /// Why the maintainers want nobody to use it; empty if they do not say so.
    public String deprecation() {
        String text = Nodes.text(manifest, "deprecated");
        return text.equals("false") ? "" : text;
    }

    /// Where the package itself lies; empty if the registry does not say.
    public String tarball() {
        Mapping dist = Nodes.mapping(manifest, "dist");
        return dist == null ? "" : Nodes.text(dist, "tarball");
    }

    /// Its digest as Subresource Integrity text; empty if the registry does not say.
    public String integrity() {
        Mapping dist = Nodes.mapping(manifest, "dist");
        if (dist == null) {
            return "";
        }
        String integrity = Nodes.text(dist, "integrity");
        return integrity.isEmpty() ? sha1(Nodes.text(dist, "shasum")) : integrity;
    }

    private static String sha1(String hex) {
        return hex.matches("[0-9a-f]{40}")
                ? "sha1-" + java.util.Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hex))
                : "";
    }

    /// Whether what it needs is not told by its manifest: it brings packages inside itself, or a lock file of its own.
    public boolean isSealed() {
        boolean bundles = !Nodes.values(manifest, "bundleDependencies").isEmpty() || Nodes.flag(manifest, "bundleDependencies")
                || !Nodes.values(manifest, "bundledDependencies").isEmpty();
        return bundles || Nodes.flag(manifest, "_hasShrinkwrap");
    }

    /// Whether installing it runs scripts.
    public boolean runsScripts() {
        Mapping scripts = Nodes.mapping(manifest, "scripts");
        return Nodes.flag(manifest, "hasInstallScript") || scripts != null
                && (scripts.get("preinstall") != null || scripts.get("install") != null || scripts.get("postinstall") != null);
    }
}
