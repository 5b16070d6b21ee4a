package dev.gatehouse.sca.other;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.List;
import java.util.Map;

/// `Manifest.toml` of Julia in formats 1 and 2 (pkgdocs.julialang.org): a table array for each name. Libraries that come with Julia have no
/// tree and are passed over. What a package needs is a list of names, or a table of names where one name means several packages.
final class JuliaManifest implements PackageFormat {
    @Override
    public String id() {
        return "julia-manifest";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return (name.equals("manifest.toml") || name.equals("juliamanifest.toml")
                || name.startsWith("manifest-v") && name.endsWith(".toml")
                || name.startsWith("juliamanifest-v") && name.endsWith(".toml"))
                && (blob.length() == 0 || Marks.in(blob, "machine-generated", "git-tree-sha1", "julia_version"));
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.TOML);
        Mapping second = Nodes.mapping(root, "deps");
        Mapping packages = second == null ? root : second;
        for (Member member : packages.members()) {
            for (Mapping entry : Nodes.mappings(packages, member.key())) {
                if (Nodes.text(entry, "git-tree-sha1").isEmpty()) {
                    continue;
                }
                ListingBuilder.Draft draft = listing.add(member.key(),
                        Purls.of("julia", "", member.key(), Nodes.text(entry, "version"),
                                Map.of("uuid", Nodes.text(entry, "uuid")), ""),
                        Nodes.span(member.keyRange()));
                Nodes.texts(entry, "deps").forEach(draft::requires);
                Nodes.members(entry, "deps").forEach(needed -> draft.requires(needed.key()));
            }
        }
        // A project may need nothing but what comes with the language.
        if (root.get("julia_version") != null || second != null || List.copyOf(root.members()).isEmpty()) {
            listing.emptyIsFine();
        }
    }
}
