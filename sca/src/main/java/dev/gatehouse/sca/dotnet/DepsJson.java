package dev.gatehouse.sca.dotnet;

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

/// `*.deps.json`, which lies beside every published .NET program and says what it runs with
/// (github.com/dotnet/sdk, runtime-configuration-file).
final class DepsJson implements PackageFormat {
    @Override
    public String id() {
        return "dotnet-deps";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".deps.json");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        for (Member library : Nodes.members(root, "libraries")) {
            int slash = library.key().lastIndexOf('/');
            if (slash < 0 || !(library.value() instanceof Mapping entry)) {
                continue;
            }
            ListingBuilder.Draft draft = listing.add(library.key(),
                    Purls.of("nuget", "", library.key().substring(0, slash), library.key().substring(slash + 1)),
                    Nodes.span(library.keyRange()));
            String type = Nodes.text(entry, "type");
            if (type.equals("project")) {
                draft.own();
            }
            String digest = Nodes.text(entry, "sha512");
            draft.hash(Hash.integrity(digest));
        }
        for (Member target : Nodes.members(root, "targets")) {
            if (target.value() instanceof Mapping libraries) {
                for (Member library : libraries.members()) {
                    ListingBuilder.Draft draft = listing.find(library.key());
                    if (draft != null && library.value() instanceof Mapping entry) {
                        Nodes.members(entry, "dependencies")
                                .forEach(needed -> draft.requires(needed.key() + "/" + Nodes.text(needed.value())));
                    }
                }
            }
        }
    }
}
