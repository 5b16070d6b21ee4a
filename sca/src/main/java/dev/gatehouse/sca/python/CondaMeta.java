package dev.gatehouse.sca.python;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Map;

/// `conda-meta/name-version-build.json` of an environment: what conda installed there (docs.conda.io).
final class CondaMeta implements PackageFormat {
    @Override
    public String id() {
        return "conda-meta";
    }

    @Override
    public Role role() {
        return Role.INSTALLED;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".json") && (path.startsWith("conda-meta/") || path.contains("/conda-meta/"));
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        String name = Nodes.text(root, "name");
        String version = Nodes.text(root, "version");
        if (name.isEmpty() || version.isEmpty()) {
            return;
        }
        Span span = root.get("name") == null ? new Span(0, 0) : Nodes.span(root.get("name").range());
        ListingBuilder.Draft draft = listing
                .add(name, Purls.of("conda", "", name, version,
                        Map.of("channel", CondaPackage.channel(Nodes.text(root, "url"))), ""), span)
                .licence(Nodes.text(root, "license")).hash(Hash.hex("SHA-256", Nodes.text(root, "sha256")));
        for (String needed : Nodes.texts(root, "depends")) {
            draft.requires(CondaPackage.needed(needed));
        }
    }
}
