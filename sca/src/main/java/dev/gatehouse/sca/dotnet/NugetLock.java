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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `packages.lock.json` in versions 1 and 2, one graph for each target framework (learn.microsoft.com, PackageReference).
final class NugetLock implements PackageFormat {
    @Override
    public String id() {
        return "nuget-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("packages.lock.json");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.startsWith("packages.") && name.endsWith(".lock.json");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        boolean any = false;
        for (Member framework : Nodes.members(root, "dependencies")) {
            if (framework.value() instanceof Mapping packages) {
                any |= !packages.members().isEmpty();
                read(packages, listing);
            }
        }
        if (!any && root.get("version") != null) {
            listing.emptyIsFine();
        }
    }

    private static void read(Mapping packages, ListingBuilder listing) {
        Map<String, String> keys = new HashMap<>();
        for (Member member : packages.members()) {
            if (member.value() instanceof Mapping entry) {
                keys.put(member.key().toLowerCase(Locale.ROOT), key(member.key(), entry));
            }
        }
        for (Member member : packages.members()) {
            if (!(member.value() instanceof Mapping entry)) {
                continue;
            }
            String type = Nodes.text(entry, "type");
            ListingBuilder.Draft draft = listing
                    .add(key(member.key(), entry), Purls.of("nuget", "", member.key(), Nodes.text(entry, "resolved")),
                            Nodes.span(member.keyRange()))
                    .hash(Hash.base64("SHA-512", Nodes.text(entry, "contentHash")));
            if (type.equals("Direct")) {
                draft.direct().requirement(Nodes.text(entry, "requested"));
            } else if (type.equals("Project")) {
                draft.own();
            }
            for (Member needed : Nodes.members(entry, "dependencies")) {
                String found = keys.get(needed.key().toLowerCase(Locale.ROOT));
                if (found != null) {
                    draft.requires(found);
                }
            }
        }
    }

    private static String key(String name, Mapping entry) {
        return name.toLowerCase(Locale.ROOT) + "@" + Nodes.text(entry, "resolved");
    }
}
