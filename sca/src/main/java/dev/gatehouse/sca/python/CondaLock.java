package dev.gatehouse.sca.python;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// `conda-lock.yml` (conda.github.io/conda-lock): an entry for each package and platform. Builds of one version are one package
/// here.
final class CondaLock implements PackageFormat {
    @Override
    public String id() {
        return "conda-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("conda-lock.yml", "conda-lock.yaml");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".conda-lock.yml") || name.endsWith(".conda-lock.yaml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        if (root.get("package") != null && Nodes.values(root, "package").isEmpty()) {
            listing.emptyIsFine();
        }
        Map<String, String> versions = new HashMap<>();
        for (Mapping entry : Nodes.mappings(root, "package")) {
            String name = Nodes.text(entry, "name");
            String version = Nodes.text(entry, "version");
            String manager = Nodes.text(entry, "manager");
            boolean conda = !manager.equals("pip");
            String category = Nodes.text(entry, "category");
            // What is needed is named without version: one entry for each name, several if platforms differ.
            String key = manager + ":" + name;
            boolean first = versions.putIfAbsent(key, version) == null || version.equals(versions.get(key));
            ListingBuilder.Draft draft = listing.add(first ? key : key + "@" + version,
                    conda
                            ? Purls.of("conda", "", name, version,
                                    Map.of("channel", CondaPackage.channel(Nodes.text(entry, "url"))), "")
                            : Purls.pypi(name, version),
                    Nodes.span(entry.range()));
            draft.scope(category.isEmpty() || category.equals("main")
                    ? Nodes.flag(entry, "optional") ? Scope.OPTIONAL : Scope.RUNTIME
                    : Scope.DEVELOPMENT);
            Mapping hash = Nodes.mapping(entry, "hash");
            if (hash != null) {
                draft.hash(Hash.hex("SHA-256", Nodes.text(hash, "sha256")));
            }
            for (Member needed : Nodes.members(entry, "dependencies")) {
                draft.requires((conda ? "conda:" : "pip:") + needed.key());
            }
        }
    }
}
