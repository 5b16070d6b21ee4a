package dev.gatehouse.sca.other;

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
import java.util.Set;

/// `pubspec.lock` of Dart and Flutter (dart.dev). It has no graph.
final class PubspecLock implements PackageFormat {
    @Override
    public String id() {
        return "pub-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("pubspec.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        if (Nodes.members(root, "packages").isEmpty() && (root.get("sdks") != null || root.get("packages") != null)) {
            listing.emptyIsFine();
        }
        for (Member member : Nodes.members(root, "packages")) {
            if (!(member.value() instanceof Mapping entry)) {
                continue;
            }
            String source = Nodes.text(entry, "source");
            String dependency = Nodes.text(entry, "dependency");
            Mapping description = Nodes.mapping(entry, "description");
            ListingBuilder.Draft draft = listing.add(member.key(),
                    Purls.of("pub", "", member.key(), Nodes.text(entry, "version")),
                    Nodes.span(member.keyRange()));
            if (description != null) {
                draft.hash(Hash.hex("SHA-256", Nodes.text(description, "sha256")));
            }
            if (source.equals("path") || source.equals("sdk")) {
                draft.own();
            }
            if (dependency.startsWith("direct")) {
                draft.direct();
            }
            draft.scope(dependency.equals("direct dev") ? Scope.DEVELOPMENT : Scope.RUNTIME);
        }
    }
}
