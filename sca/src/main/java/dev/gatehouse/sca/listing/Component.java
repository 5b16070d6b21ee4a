package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.ecosystem.PackageUrl;
import java.util.List;

/// One package as one file names it.
///
/// @param key
///            what other components of the same file call it; unique there
/// @param purl
///            without a version where the file does not pin one
/// @param requirement
///            the versions that are asked for, as written; empty if nothing but the version is known
/// @param scope
///            what for, as far as the file says
/// @param direct
///            whether the file says that the project itself asks for it
/// @param own
///            whether it is the project's own: a workspace member, a module of the same build
/// @param span
///            where the file names it
/// @param requires
///            keys of the components that it needs; keys that no component has are passed over
/// @param hashes
///            digests of what is downloaded
/// @param licence
///            as declared: an SPDX expression or free text; empty if the file does not say
/// @param supplier
///            who provides it, as declared; empty if the file does not say
/// @param source
///            for operating-system packages `name` or `name@version` of the source package; empty otherwise
/// @param paths
///            files that it owns, for operating-system packages that bring other ecosystems' packages
public record Component(String key, PackageUrl purl, String requirement, Scope scope, boolean direct, boolean own, Span span,
        List<String> requires, List<Hash> hashes, String licence, String supplier, String source, List<String> paths) {
    public Component {
        requires = List.copyOf(requires);
        hashes = List.copyOf(hashes);
        paths = List.copyOf(paths);
    }

    /// Whether the file names exactly one version.
    public boolean pinned() {
        return purl.version() != null;
    }
}
