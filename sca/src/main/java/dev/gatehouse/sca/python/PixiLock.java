package dev.gatehouse.sca.python;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `pixi.lock` (pixi.sh) in versions 4 to 6: packages of conda, named by their address, and of PyPI, with name and version. Builds
/// for several platforms are one package here.
final class PixiLock implements PackageFormat {
    @Override
    public String id() {
        return "pixi-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("pixi.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        if (root.get("environments") != null && Nodes.values(root, "packages").isEmpty()) {
            listing.emptyIsFine();
        }
        Map<String, String> versions = new HashMap<>();
        for (Mapping entry : Nodes.mappings(root, "packages")) {
            String kind = Nodes.text(entry, "kind");
            String conda = kind.equals("conda") ? Nodes.text(entry, "url") : Nodes.text(entry, "conda");
            boolean python = kind.equals("pypi") || entry.get("pypi") != null;
            Optional<CondaPackage> address = CondaPackage.at(conda);
            String name = address.map(CondaPackage::name).orElseGet(() -> Nodes.text(entry, "name"));
            String version = address.map(CondaPackage::version).orElseGet(() -> Nodes.text(entry, "version"));
            Optional<PackageUrl> purl = python ? Purls.pypi(name, version) : address.flatMap(CondaPackage::purl);
            String key = (python ? "pypi:" : "conda:") + name;
            boolean first = versions.putIfAbsent(key, version) == null || version.equals(versions.get(key));
            ListingBuilder.Draft draft = listing
                    .add(first ? key : key + "@" + version, purl, Nodes.span(entry.range()))
                    .licence(Nodes.text(entry, "license")).hash(Hash.hex("SHA-256", Nodes.text(entry, "sha256")));
            for (String needed : Nodes.texts(entry, "depends")) {
                draft.requires("conda:" + CondaPackage.needed(needed));
            }
            for (String needed : Nodes.texts(entry, "requires_dist")) {
                Requirement.read(needed).filter(asked -> !asked.marker().contains("extra"))
                        .ifPresent(asked -> draft.requires("pypi:" + Requirement.normalised(asked.name())));
            }
        }
    }
}
